"""Tells title, version and language of a document from what it calls itself."""

from __future__ import annotations

import re
from pathlib import PurePath

VERSION = re.compile(
    r"[\s,(\[-]*\b(?:v(?:er)?\.?|(?:version|versi|rev(?:ision|isi)?\.?)\s+v?)(\d+(?:\.\d+)*)\b[)\]]?",
    re.IGNORECASE,
)
LANGUAGE = re.compile(r"[ .(\[]+(en|id)[)\]]?$", re.IGNORECASE)
#: What programs write when nobody has given a title.
NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel) - .*|.*\.(?:docx?|pptx?|xlsx?|indd|pdf|odt|rtf|tmp)"
    r"|untitled.*|(?:word )?document ?\d*|(?:powerpoint )?presentation ?\d*|slide ?\d*"
    r"|(?:book|workbook|sheet) ?\d*|\W*)",
    re.IGNORECASE,
)
LONGEST_TITLE = 200


def told(title: str) -> str:
    """A title from the properties of a file; empty when a program made it up."""
    words = " ".join(title.split())
    return "" if NO_TITLE.fullmatch(words) or len(words) > LONGEST_TITLE else words


def of_file(name: str) -> tuple[str, str]:
    """What a file name says: *Pro_datasheet_v4.id.pdf* is *Pro datasheet v4*, in Indonesian."""
    stem = PurePath(name).stem.replace("_", " ")
    spaced = stem if " " in stem.strip() else stem.replace("-", " ")
    found = LANGUAGE.search(spaced)
    bare = spaced[: found.start()] if found and found.start() else spaced
    return " ".join(bare.split()) or stem, found[1].lower() if found and bare != spaced else ""


def parted(title: str) -> tuple[str, str]:
    """The title without its version, and the version as *v4*."""
    found = VERSION.search(title)
    if found is None:
        return title, ""
    bare = " ".join(f"{title[: found.start()]} {title[found.end() :]}".split())
    return (bare, f"v{found[1]}") if bare else (title, f"v{found[1]}")
