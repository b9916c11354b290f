"""What is seen of permanence."""
