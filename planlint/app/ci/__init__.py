"""The status check: what the event is about, what is judged, what is told to the service."""
