"""What has changed between two versions of a plan, and what of it breaks a promise."""
