"""The wellbeing pulse: anonymous answers, and what may be told of them."""
