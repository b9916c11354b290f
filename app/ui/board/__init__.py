"""A board of any records: a column for each state, and cards that are moved from one to the next."""
