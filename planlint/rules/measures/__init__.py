"""PL4: key results that say what will be different, by how much, and measured once."""
