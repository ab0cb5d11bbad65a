"""The service that runs a check: what it says has happened, and where it keeps comments and issues."""
