"""Feedback: how the service went in the client's own view, and where it is going."""
