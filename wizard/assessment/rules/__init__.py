"""The facts, one function each or a family, by topic."""
