"""Hears what a sentence says about a plan: each value once, by the most particular reader."""
