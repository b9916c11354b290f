"""Findings and what is done about them."""
