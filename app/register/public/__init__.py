"""What anybody may see of the register's networks."""
