"""Foresight that the coordinator of a network offers its members, and what they think of it."""
