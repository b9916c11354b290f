"""Lean and strategy worksheets: types that are data, sheets, and what follows from them."""
