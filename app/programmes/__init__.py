"""Programmes with their objectives and indicators: what was aimed at, and what came of it."""
