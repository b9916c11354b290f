"""Foundations that every room stands on: no Qt, and nothing of the rooms."""
