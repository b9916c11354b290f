"""Worksheets as they are filled in: their content, notes and versions."""
