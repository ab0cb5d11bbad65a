"""A plan or a part of it, as text and graphs."""
