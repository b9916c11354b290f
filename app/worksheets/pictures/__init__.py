"""Worksheets as pictures: shapes that the window, the papers and slides are drawn from."""
