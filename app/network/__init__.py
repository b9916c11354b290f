"""The network: what an office sees of its place in it, and what waits there for a person."""
