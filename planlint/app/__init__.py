"""What planlint does: one use case a file, requests in, results and notes out."""
