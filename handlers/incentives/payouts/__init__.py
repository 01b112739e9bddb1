"""Paying out: who is paid what, the files for finance and the bank, and what the bank answered."""
