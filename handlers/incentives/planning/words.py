"""The catalogues that plans are talked about in."""

from __future__ import annotations

from handlers.conversation.text import Text


def planning(text: Text) -> Text:
    return Text.load("planning", text.language, text.zone)


def drafting(text: Text) -> Text:
    """How a plan is described, and what its forms say."""
    return Text.load("drafting", text.language, text.zone)


def faults(text: Text) -> Text:
    return Text.load("plans", text.language, text.zone)
