"""Disputes, as members, finance and a second person talk about them."""
