"""The exit statuses of every command."""

OK = 0
FINDINGS = 1
FAILED = 2
