"""What writes plan files: nothing is written where the plan would have a new error."""
