"""Columns that many rows are worked out in at once: exact numbers, texts, windows and totals."""
