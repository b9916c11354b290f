"""Certificates: granted, suspended, withdrawn, renewed."""
