"""What a sentence or a form says an announcement is, and what is still missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.announcements.audience import Audience
from handlers.announcements.reading import Fault, Reading
from handlers.announcements.timing import Now, Timing, has_passed
from storage.values import Language

#: In the beginning of a sentence these can only be a time.
A_TIME = re.compile(
    r"\d|(?<!selamat )(?<!good )(?<!^)\b(?:pagi|siang|sore|malam|nanti|morning|afternoon|evening"
    r"|tonight|later|noon)\b",
    re.IGNORECASE,
)
BODY = re.compile(r"\s?:\s+|:$|\n")


@dataclass(frozen=True, slots=True)
class Draft:
    """As it was written: the words by language, whom it is for and when. A sentence has
    `one_breath`: both stand in its beginning, and a time that it does not name is now."""

    texts: Mapping[str, str]
    audience: str = ""
    when: str = ""
    one_breath: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    texts: Mapping[str, str]
    audience: Audience
    timing: Timing


@dataclass(frozen=True, slots=True)
class Missing:
    """What to ask for, by field of the form, beside what could be read."""

    draft: Draft
    audience: Audience | None
    timing: Timing | None
    faults: Mapping[str, Fault] = field(default_factory=dict)


def from_sentence(sentence: str, language: Language) -> Draft:
    """*Announce to all Gold partners tomorrow at 9: the words*, or only a part of it."""
    head, *rest = BODY.split(sentence, maxsplit=1)
    body = "".join(rest).strip()
    return Draft({language.value: body} if body else {}, head, head, one_breath=True)


def decide(draft: Draft, reading: Reading) -> Ready | Missing:
    audience = reading.audience(draft.audience)
    timing = _timing(draft, reading)
    said = Audience() if isinstance(audience, Fault) else audience
    faults = {"audience": audience, "when": timing}
    found = {name: fault for name, fault in faults.items() if isinstance(fault, Fault)}
    if not draft.texts:
        found["text"] = Fault("no_words")
    if found or isinstance(timing, Fault):
        when = None if isinstance(timing, Fault) else timing
        return Missing(draft, said if said.is_named else None, when, found)
    return Ready(draft.texts, said, timing)


def _timing(draft: Draft, reading: Reading) -> Timing | Fault:
    timing = reading.timing(draft.when)
    if timing is None:
        unread = A_TIME.search(draft.when) if draft.one_breath else draft.when.strip()
        return Fault("when_not_read") if unread else Now()
    if isinstance(timing, Fault):
        return timing
    late = has_passed(timing, reading.zone, reading.read.now)
    return Fault("has_passed") if late else timing
