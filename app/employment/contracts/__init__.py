"""Employment contracts, their versions and templates."""
