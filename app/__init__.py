"""Kumppani: the office of a small welfare organisation on one laptop."""

__version__ = "0.1.0"
