"""Requests to the network's certifiers, and the certificates that they grant."""
