"""What is seen of the network."""
