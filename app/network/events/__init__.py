"""Events of a network: workshops, visits, expert days and pilots, with who registered and who came."""
