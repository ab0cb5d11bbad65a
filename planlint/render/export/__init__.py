"""A plan and its history as tables for spreadsheets and engines: flat rows, each value of one type."""
