"""PL8: what was done to promises between two versions of a plan."""
