"""Schemes of criteria, as data."""
