"""Everything seen: the window, its parts, and the kit that the rooms' pages are made of."""
