"""What a change does to a plan, as text."""
