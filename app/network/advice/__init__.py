"""Who helps with what: development companies, associations of entrepreneurs, legal services."""
