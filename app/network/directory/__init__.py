"""The organisations of the network with their services, found in the office itself, with or without a connection."""
