"""A newsroom's memory of who is with whom, since when, and who says so."""
