"""The exit statuses of every command; `lint.severity.fails` says which findings make it 1."""

OK = 0
FINDINGS = 1
FAILED = 2
