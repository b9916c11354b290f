"""The public web directory: what anybody finds of the networks' services, without logging in and without scripts."""
