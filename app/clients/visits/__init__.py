"""Visits: who comes to whom and when, what was done, what was cancelled."""
