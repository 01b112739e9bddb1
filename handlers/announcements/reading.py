"""Reads whom an announcement is for, and when it goes out, from words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC
from zoneinfo import ZoneInfo

from handlers.announcements.audience import Audience
from handlers.announcements.timing import A_MOMENT, At, Local, Now, Timing
from handlers.conversation.slots import Found, LocalMoment, Reader, Unsure, without
from handlers.conversation.text import Text
from storage.partners import PartnerKind, Tier
from storage.store import Records
from storage.values import Language

TO = re.compile(r"\b(?:ke|kepada|untuk|bagi|to|for)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
EVERYONE, EXCEPT, SMALL, CERTIFIED = "everyone", "except", "small_words", "certified"
READERS = {f"readers_{language}": language.value for language in Language}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something could not be read: a reply's name, and the words it is about."""

    key: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What words mean here: for an author in this zone, with partners in these regions and
    courses of these titles."""

    read: Reader
    zone: str
    regions: tuple[str, ...]
    courses: tuple[str, ...] = ()

    def audience(self, words: str) -> Audience | Fault:
        """Tiers, kinds, regions and languages, or all partners. A word that is none of these
        is a fault: leaving it out would reach more people than were meant."""
        said = self._without_time(words)
        if self._named(said, EXCEPT):
            return Fault("exception")
        strange = self._strange(said)
        if strange:
            return Fault("not_read", ", ".join(strange))
        audience = self._audience(said)
        return audience if audience.is_named else Fault("nobody_named")

    def timing(self, words: str) -> Timing | Fault | None:
        """None when no time is said at all."""
        moments = self.read.moments(words)
        if not moments:
            return Fault("only_a_day") if self.read.days(words) else None
        first = moments[0]
        if isinstance(first, Unsure):
            return Fault("two_times")
        return self._meant(first.value)

    def _audience(self, said: str) -> Audience:
        courses = self._certificates(said)
        rest = without(said, *courses)
        certified = tuple(dict.fromkeys(each.value for each in courses))
        named = Audience(
            kinds=tuple(kind.value for kind in PartnerKind if self._named(rest, kind)),
            tiers=tuple(tier.value for tier in Tier if self._named(rest, tier)),
            regions=tuple(dict.fromkeys(each.value for each in self._regions(rest))),
            languages=tuple(READERS[key] for key in READERS if self._named(rest, key)),
            certified=certified or (self.courses if self._named(rest, CERTIFIED) else ()),
        )
        everyone = not named.is_named and bool(self._named(said, EVERYONE))
        return Audience(everyone=True) if everyone else named

    def _strange(self, said: str) -> list[str]:
        """The words behind *to* that mean nothing here."""
        keys = (*PartnerKind, *Tier, *READERS, EVERYONE, CERTIFIED)
        known = [found for key in keys for found in self._named(said, key)]
        named = (*known, *self._regions(said), *self._certificates(said))
        rest = TO.split(without(said, *named), maxsplit=1)[-1]
        small = {word for phrase in _phrases(SMALL) for word in phrase.split()}
        return [word for word in WORD.findall(rest) if word.casefold() not in small]

    def _without_time(self, words: str) -> str:
        return without(words, *self.read.moments(words), *self.read.days(words))

    def _regions(self, said: str) -> list[Found[str]]:
        return self.read.named(said, self.regions)

    def _certificates(self, said: str) -> list[Found[str]]:
        """The courses named where it is said that people are certified."""
        return self.read.named(said, self.courses) if self._named(said, CERTIFIED) else []

    def _named(self, said: str, key: str) -> list[Found[str]]:
        return self.read.named(said, _phrases(f"called_{key}"))

    def _meant(self, moment: LocalMoment) -> Timing:
        if moment.local:
            return Local(moment.wall)
        zone = moment.zone or self.zone
        when = moment.wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        is_now = abs(when - self.read.now) < A_MOMENT
        return Now() if is_now else At(when, zone)


def regions(records: Records) -> tuple[str, ...]:
    """Every region that a partner is in."""
    return tuple({partner.region: None for partner in records.partners.all() if partner.region})


def _phrases(key: str) -> list[str]:
    """What people say for it, in every language."""
    catalogues = (Text.load("announcements", language) for language in Language)
    return [phrase for text in catalogues for phrase in text.replies[key].split(", ")]
