"""Synchronisation with the network register: what office and register both hold to, and the office's side."""
