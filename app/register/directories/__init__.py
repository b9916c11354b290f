"""Directories of others into a network: each organisation of one with its services, as if it had pushed them.

An imported organisation is an organisation of the network that nobody has joined as yet, and its records are
its own; whoever is invited as that organisation later takes them over.
"""
