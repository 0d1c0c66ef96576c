"""Data sets of other makes, as claims: each row quotes itself."""
