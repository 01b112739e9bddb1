"""What sentences mean that no example repeats, in both languages."""

from __future__ import annotations

import time

import pytest

from handlers.conversation.understanding import (
    Example,
    Meant,
    Torn,
    Unclear,
    Understanding,
)
from handlers.conversation.understanding.model import MOST_EXAMPLES
from storage.values import Language
from tests.handlers.conversation.understanding.sentences import EXAMPLES, NONE, UNSEEN

EN, ID = Language.EN, Language.ID
TOO_LITTLE = {"Deal Toko Kecil 30 juta", "menu bantuan", "extend D-1007"}


def other(language: Language) -> Language:
    return ID if language is EN else EN


def meant(understanding: Understanding, text: str, default: Language = EN) -> str:
    found = understanding.understand(text, default)
    return found.intent if isinstance(found, Meant) else type(found).__name__


def test_no_unseen_sentence_is_an_example() -> None:
    assert not {e.text.casefold() for e in EXAMPLES} & {e.text.casefold() for e in UNSEEN}


@pytest.mark.parametrize("language", Language)
def test_unseen_sentences_mean_what_they_should(
    understanding: Understanding, language: Language
) -> None:
    known = [e for e in UNSEEN if e.intent != NONE and e.language is language]
    missed = [e.text for e in known if meant(understanding, e.text, language) != e.intent]
    assert len(missed) <= 0.05 * len(known), missed


def test_what_was_never_taught_is_mostly_left_to_the_knowledge(
    understanding: Understanding,
) -> None:
    strange = [e for e in UNSEEN if e.intent == NONE]
    taken = [e.text for e in strange if meant(understanding, e.text) != "Unclear"]
    assert len(taken) <= 0.4 * len(strange), taken


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text)
def test_an_example_means_itself(understanding: Understanding, example: Example) -> None:
    assert meant(understanding, example.text, example.language) == example.intent


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("Setujui D-1012", "setujui d4711!"),
        ("daftarin PT Maju 60 jt dong", "DAFTARKAN PT Sinar Terang Rp 75.000.000"),
        ("komisi gw bulan ini brp sih", "Komisi saya bulan ini berapa?"),
        ("tolak D-1012 ya", "Tolak D-99"),
        ("register PT Maju, 60 million, 12/10/2026", "register CV Jaya, $4,500, 2027-01-05"),
    ],
)
def test_amounts_names_and_slang_do_not_change_what_is_meant(
    understanding: Understanding, one: str, same: str
) -> None:
    assert understanding.understand(one, ID) == understanding.understand(same, ID)


def test_slips_of_the_finger_are_forgiven(understanding: Understanding) -> None:
    assert meant(understanding, "show my delas please") == "deals.mine"
    assert meant(understanding, "perpanjnag proteksi D-1007", ID) == "deals.expiring"


@pytest.mark.parametrize("text", ["", "?", "🙂", "D-1012", "Rp 60 jt", "xqzt wvbn", "A" * 4_000])
def test_what_says_nothing_is_unclear(understanding: Understanding, text: str) -> None:
    assert understanding.understand(text, EN) == Unclear(EN)


def test_a_sentence_between_two_intents_asks_which() -> None:
    examples = [
        Example("show the blue list", "blue.show", EN),
        Example("open the blue list", "blue.show", EN),
        Example("show the green list", "green.show", EN),
        Example("open the green list", "green.show", EN),
        Example("sell a fast car", "car.sell", EN),
        Example("please sell my old car", "car.sell", EN),
    ]
    found = Understanding.learn(examples).understand("show the list", EN)
    assert isinstance(found, Torn)
    assert set(found.intents) == {"blue.show", "green.show"}


def test_what_two_intents_list_alike_asks_which() -> None:
    examples = [Example("the same words", intent, EN) for intent in ("two.b", "one.a")]
    found = Understanding.learn(examples).understand("The same words!", EN)
    assert found == Torn(("one.a", "two.b"), EN)


def test_one_intent_is_enough_to_learn_from() -> None:
    lonely = Understanding.learn([Example("show my deals", "deals.mine", EN)])
    assert meant(lonely, "show my deals") == "deals.mine"


def test_too_many_examples_are_thinned_out_over_all_intents() -> None:
    numbers = range(MOST_EXAMPLES // 2)
    many = [Example("lihat deal saya", "deals.mine", ID) for _ in numbers]
    more = [Example("how much did I earn", "earned", EN) for _ in numbers]
    few = [Example("butuh orang", "support.open", ID)] * 2
    model = Understanding.learn([*many, *more, *few])
    assert meant(model, "butuh orang") == "support.open"
    assert meant(model, "lihat deal saya") == "deals.mine"


def test_learning_takes_well_under_a_second() -> None:
    started = time.perf_counter()
    Understanding.learn(EXAMPLES)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("example", UNSEEN, ids=lambda example: example.text)
def test_the_language_of_a_sentence(understanding: Understanding, example: Example) -> None:
    """Whatever language was spoken before, unless the sentence says too little."""
    told = understanding.language(example.text, other(example.language))
    assert told is example.language or example.text in TOO_LITTLE
    assert understanding.language(example.text, example.language) is example.language


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "text", ["", "D-1012", "PT Maju, 60 jt", "deal", "Pro?", "show deal saya"]
)
def test_what_is_mixed_or_too_short_stays_in_the_language_spoken(
    understanding: Understanding, text: str, language: Language
) -> None:
    assert understanding.language(text, language) is language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Setujui D-1012", ID),
        ("approve this deal", EN),
        ("deal baru PT Maju, 1,2 M, 12/10/2026", ID),
        ("new deal PT Maju, IDR 1.2M, 12/10/2026", EN),
        ("Kok segitu?", ID),
        ("Why?", EN),
        ("kalau yang Basic?", ID),
        ("what about Basic?", EN),
        ("membatalkan pendaftarannya", ID),
        ("considering registration", EN),
    ],
)
def test_a_few_words_can_tell_the_language(
    understanding: Understanding, text: str, language: Language
) -> None:
    assert understanding.language(text, other(language)) is language


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "code", ["W-PLGED", "W-7TINGS", "W-BTNYA", "w-28nya", "D-10412", "W-AKANS"]
)
def test_a_code_is_in_no_language(
    understanding: Understanding, code: str, language: Language
) -> None:
    assert understanding.language(code, language) is language
