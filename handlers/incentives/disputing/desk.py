"""Talks with members who say that a line is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.conversation.manners import stale
from handlers.conversation.message import File, Said
from handlers.conversation.reply import Attachment, Reply, private
from handlers.conversation.turn import Turn
from handlers.incentives.calculating.posted import posted
from handlers.incentives.disputing import cards, deciding, finding
from handlers.incentives.disputing.deciding import Refused, Step
from handlers.incentives.disputing.handler import EVERYBODY, disputes
from handlers.incentives.disputing.lines import Known, line_meant
from handlers.incentives.disputing.looking import disputable
from handlers.incentives.disputing.telling import case
from storage.disputes import Dispute
from storage.people import MEMBERS

SHOWN = "line"  #: in what we talked about: the line that was shown last
LONGEST = 2_000


@disputes.intent("open", roles=MEMBERS, sensitive=True)
def open_(turn: Turn, sentence: str) -> Reply:
    """*this line is wrong, the invoice says 10 seats, not 8*"""
    before = finding.NUMBER.search(sentence)
    known = finding.numbered(turn, before[0]) if before else None
    if known is not None and known.is_unsettled:
        return added(turn, known, sentence)
    found = line_meant(sentence, _lines(turn), turn.read, turn.topic.get(SHOWN))
    if isinstance(found, Known):
        return _opened(turn, found, sentence)
    turn.ask("disputes.which", words=sentence[:LONGEST])
    return cards.which(found, turn.text)


@disputes.brought(roles=MEMBERS)
def brought(turn: Turn, sentence: str) -> Reply | None:
    """A file after we talked of a dispute is evidence; any other is somebody else's matter."""
    talked_of = turn.topic.get("dispute", "")
    found = finding.numbered(turn, talked_of) if talked_of else None
    return added(turn, found, sentence) if found is not None and found.is_unsettled else None


@disputes.answer("which", roles=MEMBERS)
def which(turn: Turn, sentence: str) -> Reply | None:
    """*the one of 10 September*"""
    found = line_meant(sentence, _lines(turn), turn.read)
    words = turn.draft["words"]
    if not isinstance(found, Known):
        return None
    turn.forget_question()
    return _opened(turn, found, words)


@disputes.button("wrong", roles=MEMBERS, sensitive=True)
def wrong(turn: Turn, line_id: str) -> Reply:
    """Pressed beside a line; what was said before is the first evidence."""
    found = next((line for line in _lines(turn) if str(line.id) == line_id), None)
    if found is None:
        return stale(turn.language)
    asked = turn.memory.get("question", {}).get("name") == "disputes.which"
    words = turn.draft["words"] if asked else turn.text("without_words")
    if asked:
        turn.forget_question()
    return _opened(turn, found, words)


@disputes.intent("status", roles=EVERYBODY)
def status(turn: Turn, sentence: str) -> Reply:
    named = finding.NUMBER.search(sentence)
    found = finding.numbered(turn, named[0]) if named else None
    if named:
        return shown(turn, found)
    near = finding.nearby(turn)
    turn.audit("dispute.seen", "all", "done")
    return cards.listed([case(turn.records, each) for each in near], turn.text)


@disputes.mention("number", finding.NUMBER, roles=EVERYBODY)
def mentioned(turn: Turn, sentence: str) -> Reply:
    """With a file it is more evidence, else it asks to see it."""
    found = finding.meant(turn, sentence)
    if found is not None and files(turn) and not turn.person.is_staff and found.is_unsettled:
        return added(turn, found, sentence)
    return shown(turn, found)


@disputes.button("show", roles=EVERYBODY)
def show_pressed(turn: Turn, reference: str) -> Reply:
    return shown(turn, finding.numbered(turn, reference))


@disputes.button("files", roles=EVERYBODY)
def files_pressed(turn: Turn, reference: str) -> Reply:
    found = finding.numbered(turn, reference)
    if found is None:
        return stale(turn.language)
    turn.audit("dispute.seen", found.reference, "done")
    kept = turn.records.proofs.of(found.reference)
    sent = (Attachment(f.name, f.media_type, f.content, f.name) for f in kept)
    return private(turn.text("files_of", reference=found.reference), *sent)


@disputes.intent("reopen", roles=MEMBERS, sensitive=True)
def reopen(turn: Turn, sentence: str) -> Reply:
    found = finding.meant(turn, sentence)
    if found is None:
        return private(turn.text("unknown"))
    return stepped(turn, deciding.reopen(turn, found, sentence[:LONGEST], files(turn)))


@disputes.form("reopen", roles=MEMBERS, sensitive=True)
def reopen_form(turn: Turn, values: Mapping[str, str]) -> Reply:
    found = finding.numbered(turn, turn.subject)
    if found is None:
        return private(turn.text("unknown"))
    words = values.get("words", "").strip()[:LONGEST]
    return stepped(turn, deciding.reopen(turn, found, words, ()))


def stepped(turn: Turn, step: Step) -> Reply:
    """The card as it is now, or why it is not so."""
    if isinstance(step, Refused):
        reference = step.dispute.reference
        state = turn.text(f"state_{step.dispute.state}")
        return private(turn.text(f"refused_{step.why}", reference=reference, state=state))
    return shown(turn, step)


def shown(turn: Turn, dispute: Dispute | None) -> Reply:
    if dispute is None:
        return private(turn.text("unknown"))
    turn.audit("dispute.seen", dispute.reference, "done")
    turn.remember("disputes", dispute=dispute.reference)
    known = case(turn.records, dispute)
    if turn.person.is_staff:
        return cards.review(known, turn.text)
    if dispute.is_unsettled and dispute.answered_by_id is None:
        return cards.opened(known, turn.text, new=True)
    return cards.answer(known, turn.text)


def added(turn: Turn, dispute: Dispute, words: str) -> Reply:
    deciding.add(turn, dispute, words[:LONGEST], files(turn))
    turn.remember("disputes", dispute=dispute.reference)
    return cards.opened(case(turn.records, dispute), turn.text, new=False)


def files(turn: Turn) -> Sequence[File]:
    act = turn.message.act
    return act.files if isinstance(act, Said) else ()


def _lines(turn: Turn) -> list[Known]:
    """Whatever was sold until now is in the books before anybody looks for a line in them."""
    if turn.records.stale.count():
        posted(turn.records, [turn.person.company.id], turn.now)
    return disputable(turn.records, turn.person)


def _opened(turn: Turn, line: Known, words: str) -> Reply:
    dispute, new = deciding.open_(turn, line, words[:LONGEST], files(turn))
    turn.remember("disputes", dispute=dispute.reference)
    return cards.opened(case(turn.records, dispute), turn.text, new=new)
