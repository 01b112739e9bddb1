"""Reads bytes as text, or says that they are none."""

from __future__ import annotations

import codecs
import re

from knowledge.sections import Refused

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What a page may say of itself; Python knows codecs that are no encodings of text.
DECLARABLE = frozenset(
    {"utf-8", "iso8859-1", "iso8859-2", "iso8859-9", "iso8859-15", "koi8-r", "cp874"}
    | {f"cp125{number}" for number in range(9)}
    | {"shift_jis", "euc_jp", "gb2312", "gbk", "gb18030", "big5", "euc_kr"}
)
DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,20})""", re.IGNORECASE)
FAR = 2_000  #: bytes in which a page says its encoding
BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SEQUENCE = re.compile(rb"[\xc3-\xef][\x80-\xbf]+")


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with a mark, or Western European as a last resort.

    Raises:
        Refused: when it is no text.
    """
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    text = _strictly(content, marked or "utf-8")
    if text is None and marked is None and not SEQUENCE.search(content):
        text = _strictly(content, "cp1252")
    if text is None or BINARY.search(text) or text.startswith("%PDF-"):
        raise Refused("not_text")
    return text


def decoded_page(content: bytes) -> str:
    """The text of a web page, in the encoding it says."""
    said = DECLARED.search(content[:FAR])
    text = _strictly(content, _name(said[1])) if said else None
    return decoded(content) if text is None or BINARY.search(text) else text


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _name(said: bytes) -> str:
    try:
        name = codecs.lookup(said.decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return "utf-8"
    return name if name in DECLARABLE else "utf-8"
