"""Today, and everything that waits: gathered from the rooms, knowing none of them."""
