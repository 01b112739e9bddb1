"""One structured line for each turn and each surprise, free of names, text and amounts."""

from __future__ import annotations

import json
import logging
import secrets
import sys
import traceback
from typing import Any

from bot.answered import Answered
from handlers.conversation.message import Message

logger = logging.getLogger("mitra")
#: Crockford's alphabet: no letter that is misread over the phone.
REFERENCE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def configure(level: str = "INFO") -> None:
    """JSON lines on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.handlers[:] = [handler]
    logger.setLevel(level)
    logger.propagate = False


def line(event: str, **facts: Any) -> None:
    logger.info(json.dumps({"event": event, **facts}, default=str))


def turn(answered: Answered, message: Message, seconds: float) -> None:
    line(
        "turn",
        platform=message.sender.platform,
        act=type(message.act).__name__,
        operation=answered.operation,
        language=answered.language,
        outcome=answered.outcome,
        again=answered.again,
        milliseconds=round(seconds * 1000),
    )


def new_reference() -> str:
    """What a person can read out over the phone."""
    return "E-" + "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(6))


def surprise(reference: str, error: Exception) -> None:
    """Where it happened and of what kind; never the message, which may quote a person."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    at = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    logger.error(
        json.dumps(
            {"event": "surprise", "reference": reference, "kind": type(error).__name__, "at": at}
        )
    )
