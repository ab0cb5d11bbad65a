"""What became of a plan: the changes of every commit, and how its key results moved."""
