"""Paying out: batches of what is payable, from the draft to what the bank answered."""

from handlers.incentives.paying import (
    answering,
    desk,
    files,
    finding,
    mine,
    profiles,
    reimbursing,
    telling,
)
from handlers.incentives.paying.handler import paying

__all__ = [
    "answering",
    "desk",
    "files",
    "finding",
    "mine",
    "paying",
    "profiles",
    "reimbursing",
    "telling",
]
