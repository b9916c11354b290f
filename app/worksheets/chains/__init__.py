"""Links between sheets and records: from a signal to a service."""
