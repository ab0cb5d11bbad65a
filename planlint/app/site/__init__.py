"""The plan as pages: what they are made from, and where they are written."""
