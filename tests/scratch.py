"""Where tests write: in memory where there is room, as a disk makes every commit wait."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30


def settle() -> None:
    """Temporary folders, pytest's and all others, lie there from now on; whoever said where they
    want them is heard."""
    if "TMPDIR" in os.environ or not _has_room():
        return
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None


def _has_room() -> bool:
    """Of containers the most have 64 MB there."""
    return os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
