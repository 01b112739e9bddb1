"""What was sold, as columns: whose it is, in whose place it counts, and what is measured of it."""
