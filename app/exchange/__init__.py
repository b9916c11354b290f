"""Spreadsheets in and out, made only from field descriptions."""
