"""Looks into an Office file before anything parses it."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from knowledge.limits import LARGE_UNPACKED, MOST_MEMBERS, MOST_RATIO, MOST_UNPACKED
from knowledge.sections import Refused

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED_FLAG = 1
PIECE = 1_000_000
#: Pictures, and what Macs say about their printers with a DOCTYPE.
NEVER_PARSED = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".emf",
    ".wmf",
    ".tiff",
    ".bmp",
    ".bin",
    ".fntdata",
)


def checked(content: bytes) -> ZipFile:
    """The archive, if it is small when unpacked and declares no entities of its own.

    Raises:
        Refused: encrypted, too much or broken.
    """
    if content.startswith(OLD_OFFICE):
        raise Refused("encrypted" if PROTECTED in content else "broken")
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, NotImplementedError, EOFError):
        raise Refused("broken") from None
    _measure(archive, len(content))
    for name in archive.namelist():
        if not name.lower().endswith(NEVER_PARSED):
            _look(archive, name)
    return archive


def _measure(archive: ZipFile, packed: int) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if any(member.flag_bits & ENCRYPTED_FLAG for member in members):
        raise Refused("encrypted")
    if len(members) > MOST_MEMBERS:
        raise Refused("too_much", what="members", most=MOST_MEMBERS)
    if unpacked > MOST_UNPACKED or unpacked > max(LARGE_UNPACKED, packed * MOST_RATIO):
        raise Refused("too_much", what="unpacked", most=MOST_UNPACKED)


def _look(archive: ZipFile, name: str) -> None:
    """Office never writes a DOCTYPE: who does wants entities expanded or files fetched."""
    before = b""
    with archive.open(name) as member:
        while piece := member.read(PIECE):
            if b"<!DOCTYPE" in (before + piece).replace(b"\0", b""):
                raise Refused("broken")
            before = piece[-40:]
