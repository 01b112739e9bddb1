"""Replies that every platform must draw: some by name, and any at all."""
