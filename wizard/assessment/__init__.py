"""A plan held against a vendor edition: pure functions from values to values."""
