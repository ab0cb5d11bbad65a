"""The history of a plan, read from git and kept."""
