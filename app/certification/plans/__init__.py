"""Self-monitoring plans."""
