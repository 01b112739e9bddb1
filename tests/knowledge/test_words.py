"""How words are compared."""

from __future__ import annotations

import pytest

from knowledge.asked import asked, key
from knowledge.words import number, spoken, stemmed, vocabulary


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("the protection period", "masa proteksinya"),
        ("at most 500 seats", "paling banyak 500 kursi"),
        ("paid on 15", "dibayarkan tanggal 15"),
        ("Rp 1,500,000", "Rp 1,5 juta"),
    ],
)
def test_set_phrases_mean_the_same_in_both_languages(english: str, indonesian: str) -> None:
    shared = set(vocabulary("en").stems(english)) & set(vocabulary("id").stems(indonesian))
    assert shared


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1,500,000", "1500000"),
        ("1.500.000", "1500000"),
        ("1,5 juta", "1500000"),
        ("250rb", "250000"),
        ("2 billion", "2000000000"),
        ("99,9", "99.9"),
        ("1.2.3", "1.2.3"),
        ("2TB", "2tb"),
    ],
)
def test_a_number_is_one_however_it_is_written(written: str, read: str) -> None:
    assert number(written) == read


def test_an_unknown_language_is_not_stemmed() -> None:
    assert stemmed("maisons", "fr") == "maisons"


def test_the_little_words_tell_the_language() -> None:
    assert spoken("The deal is worth at least that much, and it is yours") == "en"
    assert spoken("Deal yang disetujui tidak dapat didaftarkan untuk mitra lain") == "id"


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Does Pro run on-prem in Papua?", {"=pro", "=on_premises", "papua"}),
        ("Basic dulu. Papua bagaimana?", set()),
        ("ADA DISKON UNTUK PAPUA", set()),
        ("does the e-mail gateway need port 25", {"e", "mail", "25"}),
        ("ada harga seat-seat itu", {"=price"}),
    ],
)
def test_names_and_numbers_must_be_in_the_answer(question: str, named: set[str]) -> None:
    assert asked(question, "en").named == named


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Does Pro support Papua?", "papua: support by Pro please"),
        ("harga Basic berapa ya?", "Berapa sih harga untuk Basic"),
        ("What does Basic cost?", "Basic harganya berapa?"),
    ],
)
def test_the_same_question_has_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)
