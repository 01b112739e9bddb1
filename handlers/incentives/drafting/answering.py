"""Reads the answer to a question about a draft out of a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from handlers.conversation.slots import Reader, choices
from handlers.incentives.drafting.changing import changed
from handlers.incentives.drafting.draft import Draft, written
from handlers.incentives.drafting.hearing.vocabulary import says
from handlers.incentives.drafting.questions import Question
from handlers.incentives.drafting.world import World

#: The words that choose, by question and value.
CHOSEN: dict[str, dict[str, tuple[str, ...]]] = {
    "earner": {
        "member": ("a_person", "to_people", "seller_word"),
        "partner": ("a_partner", "to_partners", "partner_word"),
    },
    "mode": {"marginal": ("marginal", "part_word"), "whole": ("whole",)},
    "measure": {"seats": ("seat", "unit"), "net": ("net",)},
    "recover": {
        "no": ("no_recover",), "forgive_at_end": ("forgive",), "yes": ("recover", "yes_word"),
    },
    "cap_per": {"period": ("a_month", "a_quarter", "a_year", "period_word"), "plan": ("in_all",)},
    "baseline": {
        "same_period_last_year": ("year_on_year", "last_year"),
        "previous_period": ("period_on_period", "last_period"),
        "target": ("on_target",), "high_water_mark": ("on_record",),
    },
    "unit": {"seats": ("seat", "unit"), "customer": ("customer",), "transaction": ("deal",)},
}  # fmt: skip
NUMBERED = re.compile(r"^\s*(?:no(?:mor)?\.?\s*)?(?P<number>[1-9])\s*[.)]?\s*$")
MILLION, MILLIARD = 10**6, 10**9
#: What a bare answer to a question is about.
ABOUT = {"cap_amount": "max"}


def answered(draft: Draft, read: Reader, sentence: str, world: World) -> Draft | None:
    """The draft with the answer to its first question, or with what the sentence changes; None
    when it says neither."""
    for question in draft.questions[:1]:
        number = _choice(question, read, sentence)
        if number is not None:
            return draft.chosen(question, number)
        sentence = f"{ABOUT.get(question.key, '')} {sentence}".strip()
    return changed(draft, read, sentence, world)


def _choice(question: Question, read: Reader, sentence: str) -> int | None:
    numbered = NUMBERED.match(sentence)
    if numbered and int(numbered["number"]) <= len(question.choices):
        return int(numbered["number"]) - 1
    if question.key in OWN:
        return OWN[question.key](question, read, sentence)
    return _by_words(question, CHOSEN.get(question.key, {}), sentence)


def _day(question: Question, read: Reader, sentence: str) -> int | None:
    days = {written(day) for each in read.days(sentence) for day in choices(each)}
    return _only(question, days) if len(days) == 1 else _ordinal(sentence)


def _currency(question: Question, _: Reader, sentence: str) -> int | None:
    return _only(question, {word.upper() for word in re.findall(r"\w+", sentence)})


def _whose(_: Question, __: Reader, sentence: str) -> int | None:
    return _found(sentence, (("a_person", "seller_word"), ("in_all", "together")))


def _shared(_: Question, __: Reader, sentence: str) -> int | None:
    return _found(sentence, (("each_of_them", "separately"), ("last_one",)))


def _over(_: Question, __: Reader, sentence: str) -> int | None:
    return 0 if says("yes_word", sentence) else None


def _found(sentence: str, words: tuple[tuple[str, ...], ...]) -> int | None:
    """The one choice whose words are there."""
    found = [n for n, keys in enumerate(words) if any(says(key, sentence) for key in keys)]
    return found[0] if len(found) == 1 else None


def _amount(question: Question, read: Reader, sentence: str) -> int | None:
    """The amount itself, what its letter means, or the first or the second."""
    said = {written(each) for money in read.money(sentence) for each in choices(money)}
    if len(said) == 1:
        return _only(question, said)
    scales = {"million_word": MILLION, "billion_word": MILLIARD}
    meant = [scale for word, scale in scales.items() if says(word, sentence)]
    if len(meant) == 1 and len(question.choices) == 2:
        return 0 if (meant[0] == MILLION) == _rises(question) else 1
    return _ordinal(sentence)


def _rises(question: Question) -> bool:
    first, second = (Decimal(choice[0]) for choice in question.choices)
    return first < second


def _only(question: Question, said: set[Any]) -> int | None:
    """The one choice that has a value which was said."""
    found = [n for n, choice in enumerate(question.choices) if said & {str(v) for v in choice}]
    return found[0] if len(found) == 1 else None


def _by_words(question: Question, words: dict[str, tuple[str, ...]], sentence: str) -> int | None:
    for value, keys in words.items():
        if any(says(key, sentence) for key in keys):
            return next((n for n, c in enumerate(question.choices) if _means(c[0], value)), None)
    return None


def _means(choice: Any, value: str) -> bool:
    return value in choice.values() if isinstance(choice, dict) else bool(choice == value)


def _ordinal(sentence: str) -> int | None:
    found = [n for n, word in enumerate(("first_choice", "second_choice")) if says(word, sentence)]
    return found[0] if len(found) == 1 else None


#: Questions whose answers are more than a word for one value.
OWN: dict[str, Callable[[Question, Reader, str], int | None]] = {
    "which_amount": _amount, "which_day": _day, "currency": _currency, "cap_whose": _whose,
    "cap_shared": _shared, "over_100": _over,
}  # fmt: skip
