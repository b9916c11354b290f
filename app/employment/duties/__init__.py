"""The employer's duties, as a checklist."""
