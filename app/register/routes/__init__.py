"""The addresses of the protocol, but for the blobs."""
