"""Service agreements: what was agreed with a client, at which price, who pays, from when to when."""
