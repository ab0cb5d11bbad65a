"""What a command wrote or would write, as text."""
