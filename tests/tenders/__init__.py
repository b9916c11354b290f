"""Tests of the room of tenders."""
