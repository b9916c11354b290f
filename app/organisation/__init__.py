"""The own organisation, and the other organisations one works with."""
