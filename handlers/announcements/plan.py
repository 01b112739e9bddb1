"""The pieces of an announcement's cards: its words, whom it reaches and when, its counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handlers.announcements import wording
from handlers.announcements.audience import Audience
from handlers.announcements.preflight import Preflight
from handlers.announcements.timing import Now, from_document
from handlers.conversation.reply import Block, Fact, Facts, Paragraph, Table
from handlers.conversation.text import Text
from storage.announcements import Announcement, AnnouncementState
from storage.deliveries import ACTIVE, DeliveryState
from storage.values import Language

#: What each count adds up; together they are every state that a delivery can have.
COUNTED = {
    "delivered": {DeliveryState.SENT},
    "waiting": ACTIVE,
    "unconfirmed": {DeliveryState.UNCERTAIN},
    "failed": {DeliveryState.FAILED},
    "skipped": {DeliveryState.SKIPPED},
}
Tally = Mapping[DeliveryState, int]


def planned(announcement: Announcement, found: Preflight, text: Text) -> Iterator[Block]:
    """The words, what is missing among them, who is reached and who is not, and when."""
    yield from words(announcement, text)
    yield from _untranslated(announcement, found, text)
    yield Facts((_to(announcement, text), *_reach(found, text), _when(announcement, text)))
    if found.reached and not isinstance(from_document(announcement.timing), Now):
        yield _zones(found, text)


def words(announcement: Announcement, text: Text) -> Iterator[Paragraph]:
    for language, said in announcement.texts.items():
        yield Paragraph(text("in_language", language=text(f"language_{language}"), words=said))


def counts(announcement: Announcement, tally: Tally, text: Text) -> Facts:
    """They add up to the audience."""
    each = (
        Fact(text(name), text.show(sum(tally.get(state, 0) for state in states)))
        for name, states in COUNTED.items()
    )
    size = Fact(text("audience"), text.show(sum(tally.values())))
    return Facts((_to(announcement, text), _when(announcement, text), *each, size))


def state(announcement: Announcement, tally: Tally, text: Text) -> str:
    """One that goes out later is not on its way yet."""
    later = not isinstance(from_document(announcement.timing), Now)
    untouched = tally.keys() <= {DeliveryState.PENDING, DeliveryState.SKIPPED}
    if announcement.state is AnnouncementState.RUNNING and later and untouched:
        return text("state_scheduled")
    return text(f"state_{announcement.state}")


def _untranslated(announcement: Announcement, found: Preflight, text: Text) -> Iterator[Paragraph]:
    for language in Language:
        readers = found.readers(language)
        if language not in announcement.texts and readers:
            name = text(f"language_{language}")
            yield Paragraph(text.plural("no_translation", readers, language=name))


def _to(announcement: Announcement, text: Text) -> Fact:
    return Fact(text("to"), wording.audience(Audience.of(announcement.audience), text))


def _reach(found: Preflight, text: Text) -> Iterator[Fact]:
    reached = [each.person.name for each in found.reached]
    yield Fact(text("reached"), wording.people(reached, text))
    platforms = sorted(found.platforms.items())
    if platforms:
        shown = (f"{text(f'on_{platform}')}: {count}" for platform, count in platforms)
        yield Fact(text("platforms"), ", ".join(shown))
    unlinked = [person.name for person in found.unlinked]
    if unlinked:
        who = wording.people(unlinked, text)
        yield Fact(text("not_reached"), text("not_linked", who=who))


def _when(announcement: Announcement, text: Text) -> Fact:
    return Fact(text("when"), wording.timing(from_document(announcement.timing), text))


def _zones(found: Preflight, text: Text) -> Table:
    rows = tuple(
        (
            text.moment(people[0].due_at, zone),
            text.moment(people[0].due_at, "UTC"),
            text.show(len(people)),
        )
        for zone, people in found.zones.items()
    )
    return Table((text("at_theirs"), text("at_utc"), text("people")), rows, frozenset({2}))
