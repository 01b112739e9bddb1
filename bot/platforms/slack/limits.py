"""How much Slack takes, and text cut to fit so that nothing is lost unseen.

From Slack's Block Kit reference and slack_sdk.models; MESSAGE_TEXT from what Slack really
answers (`msg_blocks_too_long` from about 13,200 characters over all blocks, bolt-js#2509).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = 12_000
FALLBACK = 40_000
HEADER = 150
SECTION = 3_000
FIELDS = 10
FIELD = 2_000
CONTEXT_ELEMENTS = 10
CONTEXT = 2_000
BUTTONS = 25
BUTTON = 75
VALUE = 2_000
ACTION_ID = 255
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_TEXT = 10_000
MODAL_TITLE = 24
LABEL = 2_000
INPUT = 3_000
OPTION = 75
OPTION_VALUE = 150
OPTIONS = 100
METADATA = 3_000
PROMPTS = 4
MORE = "…"


def cut(text: str, most: int) -> str:
    """At most so many characters; what is missing is marked."""
    return text if len(text) <= most else text[: most - len(MORE)] + MORE


def pieces(text: str, most: int) -> Iterator[str]:
    """The whole text in pieces of at most so many characters, broken between lines or words
    where there are any."""
    while len(text) > most:
        at = max(text.rfind("\n", 1, most), text.rfind(" ", most // 2, most))
        at = at if at > 0 else most
        yield text[:at]
        text = text[at:].lstrip("\n ")
    if text:
        yield text


def packed(lines: Iterable[str], most: int) -> Iterator[str]:
    """Lines together in as few texts as hold them."""
    text = ""
    for line in lines:
        if text and len(text) + len(line) >= most:
            yield text
            text = ""
        text = f"{text}\n{line}" if text else cut(line, most)
    yield text


def drawn(text: str, most: int, draw: Callable[[str], str]) -> Iterator[str]:
    """The whole text drawn in pieces that fit, though drawing makes some signs longer."""
    yield from _drawn(text, most, most, draw)


def _drawn(text: str, size: int, most: int, draw: Callable[[str], str]) -> Iterator[str]:
    for piece in pieces(text, size):
        shown = draw(piece)
        if len(shown) <= most:
            yield shown
        else:
            yield from _drawn(piece, max(1, len(piece) // 2), most, draw)
