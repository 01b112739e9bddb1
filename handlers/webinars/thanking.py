"""Thanks people once when a webinar is over: who was there, and who was missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handlers.conversation.manners import stale
from handlers.conversation.reply import Block, Link, Links, Paragraph, Reply
from handlers.conversation.text import Text
from handlers.conversation.turn import Telling, Turn
from handlers.webinars import cards, desk_cards, draft, forms, words
from handlers.webinars.handler import MANAGERS, number, webinars
from storage.knowledge import Asker, Document
from storage.people import Person
from storage.store import Records
from storage.webinars import Registration, RegistrationState, Webinar, WebinarState


@webinars.form("thanks", roles=MANAGERS)
def send(turn: Turn, values: Mapping[str, str]) -> Reply:
    webinar = turn.records.webinars.locked(number(turn.subject))
    cancelled = webinar is not None and webinar.state is WebinarState.CANCELLED
    if webinar is None or cancelled or webinar.is_open(turn.now):
        return stale(turn.language)
    said = {name: values.get(name, "").strip() for name in ("to", "recording", "document")}
    error = _error(turn, said)
    if error:
        return desk_cards.ask(forms.thanks(webinar, turn.text, error, **said), turn.text)
    webinar.recording, webinar.document = said["recording"], said["document"]
    told = list(_thanked(turn, webinar, said["to"]))
    turn.audit("webinars.thanks", f"webinar:{webinar.id}", "done")
    heading = turn.text.plural("thanked", len(told), title=words.title(webinar, turn.text))
    return Reply(heading, private=True)


@webinars.notice("thanks")
def thanks(telling: Telling) -> Reply | None:
    registration = telling.records.webinars.registered(telling.subject["registration_id"])
    webinar, person = registration.webinar, registration.person
    more = tuple(_more(telling, webinar, person))
    return cards.thanks(webinar, registration.attended, more, telling.text)


def _thanked(turn: Turn, webinar: Webinar, to: str) -> Iterator[Registration]:
    """Those of the chosen ones who were not thanked before."""
    registered = turn.records.webinars.registrations(webinar.id, RegistrationState.REGISTERED)
    for registration in registered:
        chosen = to == "both" or (to == "attended") is registration.attended
        if chosen and registration.thanked_at is None:
            registration.thanked_at = turn.now
            turn.tell(
                registration.person,
                "webinars.thanks",
                registration_id=registration.id,
                campaign=f"webinar:{webinar.id}:thanks",
                recipient=str(registration.person_id),
            )
            yield registration


def _error(turn: Turn, said: Mapping[str, str]) -> str:
    """The field that is wrong, if any."""
    if said["to"] not in forms.TO:
        return "to"
    if said["recording"] and not draft.LINK.fullmatch(said["recording"]):
        return "recording"
    known = _titled(turn.records.knowledge.documents(), said["document"])
    return "document" if said["document"] and not known else ""


def _more(telling: Telling, webinar: Webinar, person: Person) -> Iterator[Block]:
    if webinar.recording:
        yield Links((Link(telling.text("recording"), webinar.recording),))
    asker = _asker(telling.records, person, telling)
    readable = telling.records.knowledge.readable(asker, telling.now.date())
    documents = _titled(readable, webinar.document) if webinar.document else []
    yield from _document(documents, telling.text)


def _document(documents: Sequence[Document], text: Text) -> Iterator[Block]:
    if not documents:
        return
    ours = [each for each in documents if each.language == text.language]
    best = (ours or list(documents))[-1]
    if best.link:
        yield Links((Link(best.title, best.link),))
    else:
        yield Paragraph(text("read_more", title=best.title))


def _titled(documents: Sequence[Document], title: str) -> list[Document]:
    return [each for each in documents if each.title.casefold() == title.casefold()]


def _asker(records: Records, person: Person, telling: Telling) -> Asker:
    partner = person.partner
    if partner is None:
        return Asker(staff=True)
    tier = records.partners.tier(partner.id, telling.now.date())
    return Asker(partner.kind, tier or "", partner.region, person.language)
