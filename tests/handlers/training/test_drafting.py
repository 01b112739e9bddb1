"""Questions drafted from sentences: right ones that stand there, wrong ones that do not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.training import distractors
from handlers.training.course import LETTERS
from handlers.training.drafting import Paper, Section, draft
from handlers.training.facts import Fact, Kind, facts
from storage.values import Language

EN, ID = Language.EN, Language.ID


@pytest.mark.parametrize(
    ("sentence", "language", "found"),
    [
        ("A tenant holds at most 500 seats.", EN, [("quantity", "500 seats", 500)]),
        ("It costs Rp 1,500,000 a seat.", EN, [("money", "Rp 1,500,000", 1_500_000)]),
        ("Harganya Rp 1.500.000 per seat.", ID, [("money", "Rp 1.500.000", 1_500_000)]),
        ("Tersedia 99,9 % setiap bulan.", ID, [("share", "99,9 %", Decimal("99.9"))]),
        ("Diputuskan dalam 2 hari kerja.", ID, [("quantity", "2 hari kerja", 2)]),
        ("It takes 2 business days.", EN, [("quantity", "2 business days", 2)]),
        ("It ends on 30 September 2026.", EN, [("day", "30 September 2026", 30)]),
        ("Maintenance begins at 01:00.", EN, [("time", "01:00", 1)]),
        ("It speaks SAML 2.0 to others.", EN, [("name", "SAML 2.0", 0)]),
        ("It was new in 2026 already.", EN, []),
        ("Nothing to ask about here.", EN, []),
    ],
)
def test_what_can_be_asked_about(
    sentence: str, language: Language, found: list[tuple[str, str, Decimal]]
) -> None:
    read = [(fact.kind.value, fact.raw, fact.value) for fact in facts(sentence, language)]
    assert read == found


def paper(**sections: list[tuple[str, str]]) -> Paper:
    read = {name: [Section(*each) for each in parts] for name, parts in sections.items()}
    return Paper("Guide", "v1", read)


STORAGE = [("Storage", "Each tenant of the Pro edition has 2 TB of storage.")]


def test_a_sentence_with_a_gap_in_both_languages() -> None:
    translated = [("Penyimpanan", "Setiap tenant edisi Pro mendapat penyimpanan 2 TB.")]
    (question,) = draft(paper(en=STORAGE, id=translated), [])
    assert question.texts == {
        "en": "Complete the sentence: “Each tenant of the Pro edition has ____ of storage.”",
        "id": "Lengkapi kalimat ini: “Setiap tenant edisi Pro mendapat penyimpanan ____.”",
    }
    assert question.option(question.right, "id") == "2 TB"
    assert question.source.headings == {"en": "Storage", "id": "Penyimpanan"}
    assert not question.confirmed
    assert question.missing == []


@pytest.mark.parametrize(
    "translated",
    [
        [("Penyimpanan", "Setiap tenant edisi Pro mendapat penyimpanan 3 TB.")],
        [("Penyimpanan", "")],
        [("Satu", "x"), ("Dua", "y")],
    ],
)
def test_a_translation_that_does_not_say_the_same_is_missing(
    translated: list[tuple[str, str]],
) -> None:
    (question,) = draft(paper(en=STORAGE, id=translated), [])
    assert question.missing == [Language.ID]


def test_what_something_is_becomes_a_question() -> None:
    said = [
        ("Mark", "The pass mark of the quiz is 80 %. The fee is 10 % for some and 8 % for all.")
    ]
    first, second = draft(paper(en=said), [])
    assert first.text("en") == "What is the pass mark of the quiz?"
    assert "____ for some" in second.text("en")


def test_names_get_names_of_other_documents() -> None:
    said = [("Sign-in", "The product signs people in with OpenID Connect only.")]
    others = [
        "We also use Big Table, Open Ledger and Red Harbour here.",
        "It knows OpenID Connect.",
    ]
    (question,) = draft(paper(en=said), others)
    assert sorted(question.options["en"]) == [
        "Big Table",
        "Open Ledger",
        "OpenID Connect",
        "Red Harbour",
    ]
    assert draft(paper(en=said), []) == []


def test_each_section_comes_before_a_second_question_of_one() -> None:
    many = " ".join(f"The value of number {n}0 is {n} metres in all." for n in range(1, 12))
    drafted = draft(paper(en=[("Many", many), *STORAGE]), [])
    assert len(drafted) == 10
    assert drafted[-1].source.headings == {"en": "Storage"}


def test_a_draft_is_the_same_every_time() -> None:
    assert draft(paper(en=STORAGE), []) == draft(paper(en=STORAGE), [])


@given(
    st.decimals("0.1", 5_000_000, places=1) | st.integers(1, 400).map(Decimal),
    st.sampled_from([Kind.MONEY, Kind.SHARE, Kind.QUANTITY]),
    st.integers(0, 50),
)
def test_four_options_of_which_one_is_right(value: Decimal, kind: Kind, start: int) -> None:
    right = Fact(kind, f"{value} x", start, start + 5, value, " x")
    known = [Fact(kind, "7 x", 0, 3, Decimal(7), " x"), right]
    options, place = distractors.options(right, known, ())
    assert options[place] == value
    assert len(set(options)) == len(LETTERS)
    assert all(option > 0 for option in options)
    assert len({right.written(option, "en") for option in options}) == len(LETTERS)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize(("kind", "last"), [(Kind.TIME, 23), (Kind.DAY, 31)])
def test_there_is_no_thirty_second_of_a_month(kind: Kind, last: int, hour: int) -> None:
    value = Decimal(hour + last - 23 if kind is Kind.DAY else hour)
    options, _ = distractors.options(Fact(kind, "", 0, 1, value, ""), [], ())
    assert len(set(options)) == len(LETTERS)
    latest = max(Decimal(last), value)
    assert all(0 < option <= latest for option in options if option != value)


def test_what_the_same_sentence_says_is_never_a_wrong_option() -> None:
    said = [("Rates", "The commission is 10 % for Gold and 8 % for Silver and 9 % for others.")]
    (question,) = draft(paper(en=said), [])
    assert not {"8 %", "9 %"} & set(question.options["en"])
