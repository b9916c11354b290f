"""Billing grounds: from visits to lines for each payer, handed over once."""
