"""The network register: its command is known, its server is not in this version."""
