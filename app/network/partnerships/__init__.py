"""Partnerships and networks: who works together, what was agreed, how it is led and how it is doing."""
