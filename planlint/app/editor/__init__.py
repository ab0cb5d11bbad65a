"""What an editor asks for: a plan with unsaved texts laid over it, its findings, answers about a place in it."""
