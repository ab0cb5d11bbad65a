"""Rules on what git tells of a plan: run by `planlint check --history`."""
