"""What the models of this package learn from, and how they learn it."""
