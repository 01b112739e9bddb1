from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from handlers.incentives.payouts.latin import TAKEN, latin, unwritable
from tests.handlers.incentives.payouts.making import names


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Rini Wulandari", "Rini Wulandari"),
        ("Müller & Söhne GmbH", "Muller + Sohne GmbH"),
        ("Groß", "Gross"),
        ("GROẞ", "GROSS"),
        ("Łukasz Żółć", "Lukasz Zolc"),
        ("Nguyễn Thị Hương", "Nguyen Thi Huong"),
        ("Ærøskøbing", "AEroskobing"),
        ("Ελένη Ψαρρός", "Eleni PSarros"),
        ("Юлія Щербак", "YUliya SHTerbak"),
        ("Йордан", "Yordan"),
        ("“Maju” – [Jaya]; {a}_b~c`d|e\\f", "'Maju' - (Jaya), (a)-b-c'd/e/f"),
        ("50% #1 @home €", "50. .1 .home ."),
        ("東方", ".."),
        ("  two\t\nlines  ", "two lines"),
        ("/a//b///c/", "a/b/c"),
        ("zero\u200bwidth", "zerowidth"),
        ("ﬁnance Ⅳ", "finance IV"),
        ("", ""),
    ],
)
def test_text_in_the_letters_that_banks_take(text: str, plain: str) -> None:
    assert latin(text, 140) == plain


def test_what_is_too_long_is_cut_and_ends_well() -> None:
    assert latin("abc/def", 4) == "abc"
    assert latin("Æ" * 100, 7) == "AEAEAEA"


@pytest.mark.parametrize(
    ("name", "known"),
    [("Siti", True), ("Čeněk", True), ("Łódź 7", True), ("Nuʼman", True), ("Ольга", True)]
    + [(name, False) for name in ("李小龍", "محمد", "ꦱꦸꦭꦶꦱ", "Rini 李", "2 + 2", "", "☕")],
)
def test_a_name_whose_letters_have_no_latin_form(name: str, known: bool) -> None:
    assert unwritable(name) is not known


@settings(max_examples=2000, deadline=None)
@given(text=names, limit=some.integers(1, 140))
def test_whatever_it_was_it_can_be_sent(text: str, limit: int) -> None:
    plain = latin(text, limit)
    assert set(plain) <= TAKEN
    assert len(plain) <= limit
    assert "//" not in plain
    assert plain == plain.strip("/ ")
    assert latin(plain, limit) == plain
