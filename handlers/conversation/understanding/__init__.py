"""Which intent a sentence means, in which language, and how many requests it holds."""

from handlers.conversation.understanding.blend import Encoder
from handlers.conversation.understanding.meaning import (
    Example,
    Meant,
    Torn,
    Unclear,
    Understood,
)
from handlers.conversation.understanding.model import Understanding
from handlers.conversation.understanding.scoring import Score, score
from handlers.conversation.understanding.slang import COMMON
from handlers.conversation.understanding.tidy import says_nothing, unshortened

__all__ = [
    "COMMON",
    "Encoder",
    "Example",
    "Meant",
    "Score",
    "Torn",
    "Unclear",
    "Understanding",
    "Understood",
    "says_nothing",
    "score",
    "unshortened",
]
