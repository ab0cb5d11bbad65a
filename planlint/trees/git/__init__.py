"""A repository's versions as mappings from paths to bytes."""
