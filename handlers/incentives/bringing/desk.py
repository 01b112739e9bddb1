"""Takes files of sales from finance: shown first, taken on a word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from handlers.conversation.manners import stale
from handlers.conversation.message import File, Said
from handlers.conversation.phrasing import agrees, declines
from handlers.conversation.reply import Attachment, Reply, private
from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from handlers.incentives.bringing import cards, taking
from handlers.incentives.bringing.handler import TAKERS, sales, words
from handlers.incentives.bringing.shapes import Shape, shape
from storage.intake import Intake
from storage.people import Role
from storage.sales import SOURCE
from storage.sales_files import FileState, SalesFile

LARGEST = 10 * 1024 * 1024
SMALL = 300_000  #: bytes, about 3,000 rows: looked through and taken while the person waits


@sales.brought(roles=TAKERS)
def brought(turn: Turn, _: str) -> Reply | None:
    """What the bank answered is left to those who pay."""
    found = files(turn)
    if turn.person.role is Role.FINANCE and all(map(is_answer, found)):
        return None
    return bring(turn, found)


@sales.intent("bring", roles=TAKERS, sensitive=True)
def asked(turn: Turn, _: str) -> Reply:
    """*import these sales*"""
    found = files(turn)
    return bring(turn, found) if found else private(turn.text("how"))


@sales.button("take", roles=TAKERS)
def take(turn: Turn, value: str) -> Reply:
    file = _own(turn, value)
    if file is None:
        return stale(turn.language)
    turn.forget_question()
    if file.state is FileState.READY:
        file.accept()
        turn.audit("sales.take", file.name, "done", file=file.id, rows=file.total)
        if file.content is not None and len(file.content) <= SMALL:
            _taken(turn, file, file.content)
        turn.refresh(file.card)
    return cards.shown(file, turn.text)


@sales.answer("ready", roles=TAKERS)
def ready(turn: Turn, sentence: str) -> Reply | None:
    """*ambil* · *leave it*"""
    value = str(turn.draft["file"])
    if agrees(sentence):
        return take(turn, value)
    return leave(turn, value) if declines(sentence) else None


@sales.button("leave", roles=TAKERS)
def leave(turn: Turn, value: str) -> Reply:
    file = _own(turn, value)
    if file is None:
        return stale(turn.language)
    turn.forget_question()
    if file.state is FileState.READY:
        file.discard()
        turn.audit("sales.leave", file.name, "done", file=file.id)
        turn.refresh(file.card)
    return cards.shown(file, turn.text)


@sales.button("mend", roles=TAKERS)
def mend(turn: Turn, value: str) -> Reply:
    """The refused rows, each with its reason."""
    file = _own(turn, value)
    sheet = _to_mend(file, turn.text) if file is not None else None
    if file is None or sheet is None:
        return stale(turn.language)
    turn.audit("sales.mend", file.name, "done", file=file.id)
    name = turn.text("mend_name", name=file.name)
    attached = Attachment(name, "text/csv", sheet, turn.text("mend_label"))
    return private(turn.text("mend_title", name=file.name), attached)


def bring(turn: Turn, found: Sequence[File]) -> Reply:
    return reduce(Reply.then, (_brought(turn, file) for file in found))


def files(turn: Turn) -> Sequence[File]:
    act = turn.message.act
    return act.files if isinstance(act, Said) else ()


def is_answer(file: File) -> bool:
    """What was not fetched may be anything."""
    return file.content is not None and shape(file.content) is Shape.ANSWER


def is_sales(file: File) -> bool:
    return file.content is not None and shape(file.content) is Shape.SALES


def _brought(turn: Turn, file: File) -> Reply:
    text = words(turn.text)
    if file.content is None or len(file.content) > LARGEST:
        turn.audit("sales.bring", file.name, "refused", why="size", bytes=file.size)
        megabytes = f"{file.size / 1024 / 1024:.1f}"
        return private(text("not_fetched", name=file.name, megabytes=text.show(megabytes)))
    what = shape(file.content)
    if what is not Shape.SALES:
        turn.audit("sales.bring", file.name, "refused", why=what.value)
        return private(text(f"is_{what}", name=file.name))
    return _looked(turn, file, file.content)


def _looked(turn: Turn, file: File, content: bytes) -> Reply:
    kept = SalesFile(
        name=file.name,
        source=SOURCE,
        created_at=turn.now,
        person_id=turn.person.id,
        conversation_id=turn.conversation.id,
        content=content,
    )
    turn.records.sales_files.add(kept)
    if len(content) <= SMALL:
        taking.looked(kept, taking.look(turn.records, content, Intake(SOURCE, turn.now)))
    outcome = "refused" if kept.state is FileState.REFUSED else "done"
    turn.audit("sales.bring", file.name, outcome, file=kept.id)
    if kept.state is FileState.READY:
        turn.ask("sales.ready", file=kept.id)
    return cards.shown(kept, words(turn.text))


def _taken(turn: Turn, file: SalesFile, content: bytes) -> None:
    """All of it at once, in this transaction."""
    intake = Intake(file.source, turn.now)
    for rows in taking.parts(content):
        taking.keep(file, taking.part(turn, rows, intake), len(rows))
    taking.keep(file, taking.finish(turn, intake), 0)
    taking.conclude(file, content, turn.text)


def _to_mend(file: SalesFile, text: Text) -> bytes | None:
    if file.state is not FileState.READY or file.content is None:
        return file.mend
    return taking.to_mend(file.seen["refused"], file.content, text)


def _own(turn: Turn, value: str) -> SalesFile | None:
    if not value.isdecimal():
        return None
    return turn.records.sales_files.brought_by(turn.person.id, int(value))
