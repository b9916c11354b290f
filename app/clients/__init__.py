"""Clients: what a person needs, who answers it, what was planned, and on which ground it is kept."""
