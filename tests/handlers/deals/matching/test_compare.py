from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.deals.matching.aliases import KNOWN_ALIASES
from handlers.deals.matching.compare import compare
from handlers.deals.matching.evidence import Level, Sign
from handlers.deals.matching.names import normalised
from tests.handlers.deals.matching.labelled import f1, is_flagged, is_found, pairs, precision

NAMES = st.sampled_from(
    sorted({name for pair in pairs("dev", "held") for name in (pair.a, pair.b)})
)
BARE = NAMES.map(normalised).filter(lambda name: name.isascii() and len(name) > 4)


def test_what_is_flagged_is_one_company() -> None:
    assert precision(pairs("held"), is_flagged) >= 0.98


def test_few_are_missed_or_shown_in_vain() -> None:
    assert f1(pairs("held"), is_found) >= 0.90


def test_there_are_five_hundred_pairs() -> None:
    assert len(pairs("dev", "held")) == 500


@pytest.mark.parametrize(
    ("a", "b", "level", "sign"),
    [
        ("PT Cahaya Abadi Tbk", "cahaya abadi", Level.SAME, Sign.EQUAL),
        ("Perum BULOG", "Bulog", Level.SAME, Sign.EQUAL),
        ("Bank Rakyat Indonesia (BRI)", "Bank Rakyat Indonesia", Level.SAME, Sign.EQUAL),
        ("PT X Jaya d/h PT Y Abadi", "Y Abadi", Level.SAME, Sign.EQUAL),
        ("Bank Mandiri Cabang Surabaya", "Bank Mandiri", Level.SAME, Sign.EQUAL),
        ("Tele Komunikasi Sejati", "Telekomunikasi Sejati", Level.SAME, Sign.SPACING),
        ("BRI", "Bank Rakyat Indonesia", Level.SAME, Sign.ALIAS),
        ("BCA Finance", "Bank Central Asia Finance", Level.SAME, Sign.ALIAS),
        ("IBM", "Intl Business Machines", Level.FLAG, Sign.ABBREVIATION),
        ("Sumber Alfaria Trijaya", "Trijaya Sumber Alfaria", Level.FLAG, Sign.ORDER),
        ("Maju Jaya", "Jaya Maju", Level.REVIEW, Sign.ORDER),
        ("Müller Stahl GmbH", "Mueller Stahl", Level.FLAG, Sign.SPELLING),
        ("Indofod Sukses Makmur", "Indofood Sukses Makmur", Level.FLAG, Sign.SLIP),
        ("Tokopedai", "Tokopedia", Level.REVIEW, Sign.SLIP),
        ("Tokopedia", "Toko Pedai", Level.REVIEW, Sign.SPACING),
        ("Mandiri Securities", "Mandiri Sekuritas", Level.FLAG, Sign.MEANING),
        ("Joko Widjaja Motor", "J Widjaja Motor", Level.REVIEW, Sign.INITIAL),
        ("Wahana Prks Lintas", "Wahana Perkasa Lintas", Level.REVIEW, Sign.ABBREVIATION),
        ("ABM Nusantara", "Anugerah Bumi Makmur Nusantara", Level.REVIEW, Sign.ACRONYM),
        ("Unilever", "Unilever Indonesia", Level.REVIEW, Sign.ADDITION),
        ("Nestle", "Nestlé Malaysia", Level.REVIEW, Sign.COUNTRY),
        ("Jaya Industries", "Jaya Industry", Level.FLAG, Sign.MEANING),
        ("Teknologi", "Technology", Level.REVIEW, Sign.COMMON),
        ("Pelindo II", "Pelindo 3", Level.DIFFERENT, Sign.NUMBER),
        ("Astra", "Astro", Level.DIFFERENT, Sign.APART),
        ("BNI", "Bank Nasional Indonesia", Level.DIFFERENT, Sign.APART),
        ("Siemens Indonesia", "Siemens Malaysia", Level.DIFFERENT, Sign.APART),
        ("Indofood CBP Sukses Makmur", "Indofood Sukses Makmur", Level.DIFFERENT, Sign.APART),
        ("Bank Raya Indonesia", "Bank Rakyat Indonesia (Persero)", Level.DIFFERENT, Sign.APART),
        ("Maju (Surabaya)", "Maju (Jakarta)", Level.DIFFERENT, Sign.APART),
        ("Lemigas", "", Level.DIFFERENT, Sign.EMPTY),
    ],
)
def test_a_pair_and_why(a: str, b: str, level: Level, sign: Sign) -> None:
    match = compare(a, b, "MY")
    assert match.level is level
    assert sign in {each.sign for each in match.evidence}


def test_what_was_learned_is_known() -> None:
    assert compare("Kopi Kita", "Sari Minuman Segar").level is Level.DIFFERENT
    learned = KNOWN_ALIASES.learned([("PT Sari Minuman Segar", "Kopi Kita")])
    assert compare("Kopi Kita", "Sari Minuman Segar", aliases=learned).level is Level.SAME
    assert compare("BRI", "Bank Rakyat Indonesia", aliases=learned).level is Level.SAME


@given(NAMES, NAMES)
def test_it_does_not_matter_who_came_first(a: str, b: str) -> None:
    assert compare(a, b) == compare(b, a).turned()


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_compared(a: str, b: str) -> None:
    assert compare(a, b).level is compare(b, a).level


@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    assert compare(name, name).level is Level.SAME


@given(
    BARE, BARE, st.sampled_from(["PT {}", "CV. {}", "{} Tbk", "{} GmbH & Co. KG", "{} Pte. Ltd."])
)
def test_legal_form_and_case_change_nothing(a: str, b: str, form: str) -> None:
    level = compare(a, b).level
    assert compare(form.format(a), b).level is level
    assert compare(a.upper(), b.title()).level is level
