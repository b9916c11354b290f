"""What is seen of feedback: its desk, and the results by service and quarter."""
