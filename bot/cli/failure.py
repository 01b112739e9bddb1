"""How a command says no."""

from __future__ import annotations


class Refused(Exception):
    """The command cannot be done; its message says why and what to do next."""
