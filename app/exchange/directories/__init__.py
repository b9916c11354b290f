"""Service directories of others: HSDS and its forerunners, and PTV, read into organisations and services."""
