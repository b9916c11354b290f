"""Those who work here: people, contracts, duties of an employer, hours and how permanent the work is."""
