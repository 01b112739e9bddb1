"""What a sentence says beside its intent: money, counts, days, periods, companies, names."""

from handlers.conversation.slots.counts import Count
from handlers.conversation.slots.moments import LocalMoment
from handlers.conversation.slots.reader import Reader
from handlers.conversation.slots.reading import Found, Reading, Unsure, choices, masked, without

__all__ = [
    "Count",
    "Found",
    "LocalMoment",
    "Reader",
    "Reading",
    "Unsure",
    "choices",
    "masked",
    "without",
]
