"""Foresight: the own library of megatrends and signals, and own figures beside it."""
