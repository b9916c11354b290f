"""Service products and service paths: what we do, made into products."""
