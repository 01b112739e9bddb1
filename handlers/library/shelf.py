"""What documents there are: listed, looked at, changed, withdrawn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from handlers.conversation.manners import stale
from handlers.conversation.reply import Reply
from handlers.conversation.slots import choices
from handlers.conversation.turn import Turn
from handlers.library import cards, listing, putting
from handlers.library.handler import KEEPERS, library
from knowledge.asked import asker
from storage.knowledge import Document
from storage.people import EVERYONE, STAFF

SOON = timedelta(days=30)
REFUSED_SINCE = timedelta(days=30)
_CIVIL = (
    r"\W*(?:(?:tolong(?:in)?|mohon|coba|please|pls|can\s+you|could\s+you|bisa|saya\s+mau)\s+)*"
)
_NOUN = (
    r"(?:dokumen(?:nya)?|artikel(?:nya)?|documents?|articles?|pengetahuan|knowledge(?:\s+base)?)"
)
_TRAIT = (
    r"(?:masa\s+berlaku\w*|(?:sasaran\s+)?pembaca\w*|tanggal\s+tinjau\w*"
    r"|audience|readers|review\s+date|validity)"
)
#: *change the document Price list* · *ubah masa berlaku Daftar harga*
CHANGES = re.compile(
    rf"{_CIVIL}(?:ubah|ganti|edit|perbarui|betulkan|koreksi|atur|change|update|correct|set|amend)\s+"
    rf"[^\n:]{{0,40}}?\b(?:{_NOUN}|{_TRAIT}\s+(?:dari|untuk|of|for)?)\b.*",
    re.IGNORECASE,
)
WITHDRAWS = re.compile(
    rf"{_CIVIL}(?:tarik|cabut|hapus|turunkan|keluarkan|buang|withdraw|remove|delete|retract|pull"
    rf"|take\s+down|take)\s+[^\n:]{{0,80}}?\b{_NOUN}\b.*",
    re.IGNORECASE,
)


@library.intent("documents", roles=EVERYONE)
def documents(turn: Turn, _: str) -> Reply:
    """Staff see all of them, others what they may read today."""
    if not turn.person.is_staff:
        reader = asker(turn.records, turn.person, today(turn))
        return listing.readable(turn.records.knowledge.readable(reader, today(turn)), turn)
    everything = turn.records.knowledge.documents()
    refused = turn.records.imports.refused(turn.now - REFUSED_SINCE)
    drafts = turn.records.imports.drafts()
    return listing.everything(everything, drafts, refused, turn)


@library.intent("expiring", roles=STAFF)
def expiring(turn: Turn, _: str) -> Reply:
    return listing.expiring(ending(turn), turn)


@library.written("change", CHANGES, roles=KEEPERS)
def change(turn: Turn, sentence: str) -> Reply:
    """The document that is named, with all that can be done to it."""
    found = _named(turn, sentence)
    if len(found) == 1:
        return listing.card(found[0], turn)
    return listing.which(found or list(turn.records.knowledge.documents()), turn)


@library.written("withdraw_said", WITHDRAWS, roles=KEEPERS)
def withdraw_said(turn: Turn, sentence: str) -> Reply:
    """Asked for in a sentence, it is confirmed first."""
    found = _named(turn, sentence)
    if len(found) == 1:
        return listing.confirm(found[0], turn)
    return listing.which(found or list(turn.records.knowledge.documents()), turn)


@library.button("document", roles=KEEPERS)
def look(turn: Turn, value: str) -> Reply:
    document = cards.document_of(turn.records, value)
    return listing.card(document, turn) if document else stale(turn.language)


@library.button("ask_withdraw", roles=KEEPERS)
def ask_withdraw(turn: Turn, value: str) -> Reply:
    document = cards.document_of(turn.records, value)
    return listing.confirm(document, turn) if document else stale(turn.language)


@library.button("withdraw", roles=KEEPERS)
def withdraw(turn: Turn, value: str) -> Reply:
    document = cards.document_of(turn.records, value)
    if document is None:
        return stale(turn.language)
    named = cards.named(document)
    return listing.withdrawn(named, putting.withdraw(turn, document), turn)


@library.form("care", roles=KEEPERS)
def care(turn: Turn, values: Mapping[str, str]) -> Reply:
    """Who looks after a document, and when it is to be looked at again."""
    document = cards.document_of(turn.records, turn.subject)
    if document is None:
        return stale(turn.language)
    owner = next((p for p in listing.staff(turn) if p.handle == values.get("owner")), None)
    review = values.get("review_on", "").strip()
    day = choices(turn.read.days(review)[0])[0] if turn.read.days(review) else _iso(review)
    if review and day is None:
        return cards.ask(listing.care_form(document, turn, turn.text("no_day")), turn.text)
    steward = turn.records.stewardship.of(document.source, turn.now)
    steward.owner_id, steward.review_on = (owner.id if owner else steward.owner_id), day
    detail = {"owner": owner.handle if owner else "", "review_on": review}
    turn.audit("library.care", document.source, "done", **detail)
    return listing.card(document, turn)


def today(turn: Turn) -> date:
    return turn.read.now.date()


def ending(turn: Turn) -> list[Document]:
    """Those that leave force soon, the first to go first."""
    first, last = today(turn), today(turn) + SOON
    documents = turn.records.knowledge.documents()
    found = [
        each for each in documents if each.effective_to and first <= each.effective_to <= last
    ]
    return sorted(found, key=lambda each: (each.effective_to or last, each.title))


def _named(turn: Turn, sentence: str) -> list[Document]:
    """Those whose title is in the sentence; the one of a version and language, if named."""
    every: Sequence[Document] = turn.records.knowledge.documents()
    titles = {found.value for found in turn.read.named(sentence, {each.title for each in every})}
    found = [each for each in every if each.title in titles]
    versions = {v.value for v in turn.read.named(sentence, {each.version for each in found})}
    return [each for each in found if not versions or each.version in versions]


def _iso(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
