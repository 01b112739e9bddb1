"""Keeps words as they are where Teams would read Markdown, HTML or a date macro in them."""

from __future__ import annotations

import re

#: Emphasis, links and escapes (a bracket is a link's only beside another one); the rest of
#: Markdown means something only where a line begins.
A_SIGN = re.compile(r"([\\`*_\[\]~]|(?<=\])\()")
A_LINE = re.compile(r"^(\s*)([-+>#]|\d+(?=[.)]))", re.MULTILINE)
A_MACRO = re.compile(r"\{\{")
A_BREAK = re.compile(r"\n+")
#: Marks that turn the direction of what follows, or hide in it.
HIDDEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]")


def clean(text: str) -> str:
    """Without what nobody can see and what would change how the rest is read."""
    return HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def card_text(text: str) -> str:
    """For a TextBlock or a Fact: every sign stands for itself, every line is a line."""
    plain = A_SIGN.sub(r"\\\1", clean(text))
    plain = A_MACRO.sub(r"{\\{", A_LINE.sub(_mark, plain))
    return A_BREAK.sub("\n\n", plain)


def message_text(text: str) -> str:
    """For a message's own text, which is HTML as well."""
    return card_text(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def _mark(begun: re.Match[str]) -> str:
    """A line that would begin a list, a heading or a quotation."""
    space, mark = begun.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"
