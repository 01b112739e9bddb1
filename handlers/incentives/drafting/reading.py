"""Reads what a sentence says about a plan, and makes a draft of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from handlers.conversation.slots import Reader, choices
from handlers.conversation.slots.numerals import ADDED, TIMES
from handlers.conversation.slots.words import MONTHS, any_of
from handlers.incentives.drafting.building import built
from handlers.incentives.drafting.draft import Draft, settled
from handlers.incentives.drafting.hearing import dating, paying, terms, whom
from handlers.incentives.drafting.hearing.said import Said
from handlers.incentives.drafting.hearing.sheet import Sheet, Token
from handlers.incentives.drafting.questions import Question
from handlers.incentives.drafting.world import World

NAMES = (
    r"{named}[\s:]*[\"“'](?P<name>[^\"”']+)[\"”']",
    r"{named}[\s:]+(?P<name>[^,.;:\n⟦]*(?:⟦n\d+⟧[^,.;:\n⟦]*|⟦[xdrtg]\d+⟧[^,.;:\n⟦]*)*)",
    r"[\"“](?P<name>[^\"”]{2,60})[\"”]",
)
LONGEST_NAME = 80
#: What must not be left out without a word: it may be a limit.
NUMBERS = ("money", "pct", "count", "band", "length", "day", "span", "range")
#: Numbers in words that may be said of nothing: *at once*, *the one that sells*.
NO_NUMBER = {"a", "an", "and", "se", "one", "satu", "half", "setengah", "belas"}
DATED = re.compile(rf"\d|\b(?:{any_of(MONTHS)})\b", re.IGNORECASE)
BARE = re.compile(
    rf"(?:[^\W\d_]+ )?(?:(?<![\w⟦])\d[\d.,/]*|\b(?:{any_of({*ADDED, *TIMES} - NO_NUMBER)})\b)"
    r"(?: [^\W\d_]+)?",
    re.IGNORECASE,
)


def said(read: Reader, sentence: str, world: World) -> Draft:
    """A draft of the plan that the sentence describes, with what is to be asked about it."""
    found = parsed(read, sentence, world)
    plan, unsure = settled(built(found, world))
    asked = (*unsure, *unknown(found), *_currencies(read, sentence, world))
    return Draft(
        plan, read.language, asked, found.terms.basis or "booked", found.terms.word, found.replay
    )


def parsed(read: Reader, sentence: str, world: World) -> Said:
    """The parts of the sentence; each value is read once, by the most particular reader."""
    sheet = Sheet.of(read, sentence, world)
    return _checked(sheet, _paid(sheet, world, _framed(sheet, read.now.date())))


def _framed(sheet: Sheet, today: date) -> Said:
    """What holds for the whole plan, in the order in which it has to be read."""
    return Said(
        replay=dating.replay(sheet, today),
        name=_name(sheet),
        strange=whom.unknown_goods(sheet),
        terms=terms.read(sheet, terms.removed(sheet)),
        dates=dating.read(sheet, today),
    )


def _paid(sheet: Sheet, world: World, said: Said) -> Said:
    """What is paid, for which goods and to whom."""
    products = tuple((token.value, start) for token, start in sheet.placed("product"))
    goods = whom.goods(sheet)
    payments, caps = paying.read(sheet, world)
    return replace(
        said,
        products=products,
        goods=goods,
        payments=payments,
        caps=caps,
        whom=whom.read(sheet),
        everything=sheet.says("everything"),
        registered=sheet.says("registered"),
    )


def _checked(sheet: Sheet, said: Said) -> Said:
    """What no sentence makes, or what nothing has read, is left to be asked about."""
    if paying.claims(sheet):
        return replace(said, payments=(), claims=True)
    return replace(said, unread=tuple(dict.fromkeys(leftovers(sheet))))


def leftovers(sheet: Sheet) -> list[str]:
    """Every number that nothing has used: it may be a limit, so it is asked about."""
    left = [token.said for kind in NUMBERS for token in sheet.left(kind) if _counts(token)]
    return left + [match[0] for match in BARE.finditer(sheet.text)]


def _counts(token: Token) -> bool:
    """*year-end* only describes, *December* decides something."""
    return token.kind not in ("span", "day") or DATED.search(token.said) is not None


def unknown(found: Said) -> tuple[Question, ...]:
    """Words where a name belongs that is not known: asked, since leaving them out pays more."""
    return (
        *(Question("unknown_who", said=word) for word in found.whom.unknown),
        *(Question("unknown_product", said=word) for word in found.strange),
        *((Question("claims"),) if found.claims else ()),
        *(Question("unread", choices=((),), said=words) for words in found.unread),
    )


def _name(sheet: Sheet) -> str:
    taken = sheet.take(*NAMES)
    if taken is None:
        return ""
    written = re.sub(
        r"⟦[a-z](\d+)⟧", lambda token: sheet.tokens[int(token[1])].said, taken.text("name")
    )
    return " ".join(written.split())[:LONGEST_NAME]


def _currencies(read: Reader, sentence: str, world: World) -> tuple[Question, ...]:
    """Amounts in two currencies are never mixed."""
    found = {money.currency for each in Sheet.of(read, sentence, world).left("money")
             for money in choices(each.reading)}  # fmt: skip
    if len(found) < 2:
        return ()
    return (Question.between("currency", ("currency",), *sorted(found)),)
