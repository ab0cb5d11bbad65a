"""One command a file: its arguments, its call, what it prints."""
