"""What an editor asks of a plan while it is written: pure answers for a loaded plan, a path, an offset and a day."""
