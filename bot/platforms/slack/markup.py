"""Slack's own markup: undone in what people write, kept out of what we draw."""

from __future__ import annotations

import html
import re
from urllib.parse import SplitResult, quote, urlsplit

A_REFERENCE = re.compile(r"<([^<>]+)>")
SPECIALS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
#: A sign that would begin or end bold, italic, struck or code: at the edge of a word.
FORMATTING = re.compile(r"(?<![A-Za-z0-9])[*_~`]|[*_~`](?![A-Za-z0-9])")
UNSEEN = "\u200b"  #: a zero-width space beside a sign keeps it a sign
LINKED = ("http", "https", "mailto")
LONGEST_URL = 1_500
LIKE_A_HOST = re.compile(r"\w\.\w")
KEPT_IN_URLS = "%/:?#[]@!$'()*+,;=~&-._"


def plain(text: str) -> str:
    """What a person wrote, without Slack's markup: names, addresses and entities as they read.

    Slack sends `<@U1|rina>`, `<#C1|general>`, `<!here>` and `<https://a.id|a.id>`.
    """
    return html.unescape(A_REFERENCE.sub(_read, text)).strip()


def _read(reference: re.Match[str]) -> str:
    target, _, label = reference[1].partition("|")
    if target.startswith(("@", "#", "!")):
        name = label.lstrip("@#") or target.lstrip("@#!").partition("^")[0]
        return f"{'#' if target.startswith('#') else '@'}{name}"
    return label or target.removeprefix("mailto:")


def escaped(text: str) -> str:
    """With nothing in it that Slack would take for a mention or a link."""
    return text.translate(SPECIALS)


def literal(text: str) -> str:
    """Escaped, and with `*`, `_`, `~` and backticks that stay what they are."""
    return escaped(FORMATTING.sub(lambda sign: UNSEEN + sign[0] + UNSEEN, text))


def bold(text: str) -> str:
    """In bold, line by line; Slack knows no bold over several lines."""
    return "\n".join(f"*{literal(line)}*" if line.strip() else "" for line in text.split("\n"))


def linked(label: str, url: str) -> str:
    """A link; where its label might pass for another address, the real host stands beside it.
    What nobody may be led to is text."""
    address = _address(url)
    if address is None or len(url) > LONGEST_URL:
        return f"{literal(label)} {escaped(url)}".strip()
    shown = escaped(_one_line(label).replace("|", "\N{BROKEN BAR}"))
    doubtful = not label.isascii() or LIKE_A_HOST.search(label)
    host = f" ({escaped(address.hostname)})" if doubtful and address.hostname else ""
    return f"<{escaped(quote(url, safe=KEPT_IN_URLS))}|{shown}>{host}"


def _address(url: str) -> SplitResult | None:
    """The parts of an address that a person may be led to."""
    try:
        address = urlsplit(url)
    except ValueError:
        return None
    return address if address.scheme in LINKED else None


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "-"
