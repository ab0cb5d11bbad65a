"""What is worked out from a plan: effective values, progress, pace, freshness, exact shares."""
