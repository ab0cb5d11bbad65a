"""The history and the review of a period, as text and pictures."""
