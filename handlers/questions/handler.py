"""Answers questions from the documents, and is courteous."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.conversation.handler import Handler
from handlers.conversation.manners import BEGIN, begin
from handlers.conversation.message import Said
from handlers.conversation.phrasing import concerns_us, follows
from handlers.conversation.reply import Button, Buttons, Paragraph, Reply
from handlers.conversation.turn import Turn
from handlers.conversation.understanding import says_nothing
from handlers.questions import asking, cards, sources, tongues
from handlers.questions.asking import Part
from handlers.questions.following import Earlier, following
from handlers.questions.leaning import PRODUCTS, Kinds
from handlers.questions.looking import Finding, keep_gap, look
from storage.gaps import GapReason
from storage.people import EVERYONE
from storage.values import Language

questions = Handler("questions")


@questions.intent("ask", roles=EVERYONE)
def ask(turn: Turn, sentence: str) -> Reply | None:
    """With a subject, the sentence may also have asked for that to be done: answer it only
    from the documents, and offer to do it."""
    if not sentence or says_nothing(sentence):
        return _ready(turn) if _meant_for_us(turn) else None
    language = tongues.foreign(sentence)
    turn = tongues.in_english(turn) if language else turn
    leaning = _following(turn, sentence, marked=False)
    if turn.subject and not _leaning_for_sure(leaning):
        return _offered(turn, tongues.asked_in(language, asking.parts(sentence, turn.read)))
    asked = leaning or asking.parts(sentence, turn.read)
    return _answered(turn, tongues.asked_in(language, asked))


@questions.follow_up(roles=EVERYONE)
def follow_up(turn: Turn, sentence: str) -> Reply | None:
    """*kalau yang Basic?* after a question about Pro; what does not say that it goes on is
    only taken so if it asks nothing by itself, or if it is answered that way."""
    goes_on = follows(sentence)
    asked = _following(turn, sentence, marked=goes_on)
    if goes_on or any(part.bare for part in asked):
        return _answered(turn, asked) if asked else None
    if concerns_us(sentence) or not _leaning_for_sure(asked):
        return None
    findings = look(turn, asked)
    return _told(turn, findings, asked) if all(each.quotes for each in findings) else None


def _leaning_for_sure(asked: Sequence[Part]) -> bool:
    return bool(asked) and not any(part.alone_first for part in asked)


@questions.intent("greeting", roles=EVERYONE)
def greet(turn: Turn, _: str) -> Reply | None:
    return _ready(turn) if _meant_for_us(turn) else None


@questions.intent("thanks", roles=EVERYONE)
def thank(turn: Turn, _: str) -> Reply | None:
    """In a channel the best answer is none."""
    return Reply(turn.text("welcome")) if turn.conversation.place.is_direct else None


def _offered(turn: Turn, asked: Sequence[Part]) -> Reply | None:
    findings = look(turn, asked)
    if not findings or not all(finding.quotes for finding in findings):
        return None
    reply = _told(turn, findings, asked)
    may = reply is not None and turn.subject in turn.menu
    return reply.with_blocks(begin(turn.subject, turn.language)) if reply and may else reply


def _answered(turn: Turn, asked: Sequence[Part]) -> Reply | None:
    """Talk among people is only interrupted by an answer, never by not knowing one."""
    return _told(turn, look(turn, asked), asked)


def _told(turn: Turn, findings: Sequence[Finding], asked: Sequence[Part]) -> Reply | None:
    known = any(finding.quotes for finding in findings)
    if not known and not _meant_for_us(turn):
        return None
    if not findings:
        return _ready(turn)
    _remember(turn, findings[-1], asked[-1].product)
    for finding in (each for each in findings if not each.is_settled):
        _keep(turn, finding)
    return _shown(turn, findings, known)


def _following(turn: Turn, sentence: str, *, marked: bool) -> tuple[Part, ...]:
    """What it asks after the question that we last talked about here, if that was one."""
    topic = turn.topic
    if topic.get("handler") != questions.name:
        return ()
    day = topic.get("day")
    earlier = Earlier(topic["question"], date.fromisoformat(day) if day else None)
    return following(sentence, earlier, _kinds(turn), turn.read, marked)


def _kinds(turn: Turn) -> Kinds:
    """What takes the place of what: a product that of a product, a tier that of a tier."""
    products = [name for each in turn.records.products.all() for name in (each.name, each.short)]
    products += filter(None, [turn.topic.get("product")])
    catalogues = [questions.text(language) for language in Language]
    tiers, partners = (
        [name for text in catalogues for name in text(f"names_of_{kind}").split(", ")]
        for kind in ("tiers", "partners")
    )
    return {PRODUCTS: products, "tiers": tiers, "partners": partners}


def _remember(turn: Turn, finding: Finding, product: str) -> None:
    """`product` is a name that took a product's place, for as long as we speak of it."""
    day = finding.day.isoformat() if finding.is_dated else ""
    before = turn.topic.get("product", "")
    kept = product or (before if before in finding.question else "")
    turn.remember(questions.name, question=finding.question, day=day, product=kept)


def _keep(turn: Turn, finding: Finding) -> None:
    """A gap; where documents disagree, with their names, for who looks after them."""
    if not finding.disagrees:
        keep_gap(turn, finding.question, GapReason.UNANSWERED)
        return
    documents = "\n".join(dict.fromkeys(sources.name(quote) for quote in finding.quotes))
    keep_gap(turn, finding.question, GapReason.DISAGREEMENT, documents)


def _shown(turn: Turn, findings: Sequence[Finding], known: bool) -> Reply:
    question = " ".join(dict.fromkeys(finding.question for finding in findings))
    if known:
        return cards.answered(question, findings, turn.text)
    return cards.unknown(question, turn.text)


def _ready(turn: Turn) -> Reply:
    more = Buttons((Button(turn.text("help_button"), BEGIN, "help.show"),))
    return Reply(turn.text("hello", name=turn.person.name), (Paragraph(turn.text("ready")), more))


def _meant_for_us(turn: Turn) -> bool:
    act = turn.message.act
    return not isinstance(act, Said) or act.addressed
