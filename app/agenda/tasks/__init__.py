"""Tasks: what is to be done, by whom and when, wherever it came from."""
