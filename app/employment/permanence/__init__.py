"""How permanent the work is: the figures of today, the last quarters, and what they are measured by."""
