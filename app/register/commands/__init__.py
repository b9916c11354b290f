"""The commands of ``kumppani-register``."""
