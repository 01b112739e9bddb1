"""Counts, references, addresses and the names that the caller knows."""

from __future__ import annotations

import pytest

from handlers.conversation.slots import Count, Reader
from tests.handlers.conversation.slots.readers import BOTH, INDONESIAN

COUNTS = {
    "40 seat": Count(40, "seat"),
    "40 seats": Count(40, "seat"),
    "40seat": Count(40, "seat"),
    "a 40-seat deal": Count(40, "seat"),
    "12 kursi": Count(12, "seat"),
    "10 lisensi": Count(10, "seat"),
    "5 licences": Count(5, "seat"),
    "25 user": Count(25, "seat"),
    "25 pengguna": Count(25, "seat"),
    "40 Pro seats": Count(40, "seat"),
    "100 CloudSuite Pro seats": Count(100, "seat"),
    "1.200 seat": Count(1200, "seat"),
    "1,200 seats": Count(1200, "seat"),
    "2 ribu kursi": Count(2000, "seat"),
    "dua belas kursi": Count(12, "seat"),
    "a dozen seats": Count(12, "seat"),
    "sepuluh lisensi": Count(10, "seat"),
    "seats: 40": Count(40, "seat"),
    "jumlah seat = 40": Count(40, "seat"),
    "40 x seat": Count(40, "seat"),
    "40 leads": Count(40, "lead"),
    "3 unit": Count(3, "unit"),
}
NO_COUNT = ["60 jt", "Rp 300 rb per seat", "1,5 seat", "a seat", "Q3 seat", "40", "1.2.3 seat"]


@pytest.mark.parametrize("text", COUNTS)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_a_number_of_things(reader: Reader, text: str) -> None:
    assert [found.value for found in reader.counts(text)] == [COUNTS[text]]


@pytest.mark.parametrize("text", NO_COUNT)
def test_what_counts_nothing(text: str) -> None:
    assert INDONESIAN.counts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Setujui D-1012", ["D-1012"]),
        ("approve d1012 please", ["D-1012"]),
        ("T-88, D-1042 dan t88?", ["T-88", "D-1042", "T-88"]),
        ("a-4711", ["A-4711"]),
        ("PRD-1012, D-1 a1012 2-D-1012 D-1012-3", []),
    ],
)
def test_references(text: str, expected: list[str]) -> None:
    assert [found.value for found in INDONESIAN.references(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cahaya Abadi Tbk, cahayaabadi.co.id, 80 jt", ["cahayaabadi.co.id"]),
        ("WWW.Acme.COM dan https://www.maju.co.id/kontak?x=1", ["acme.com", "maju.co.id"]),
        ("http://intranet.museum:8080/a", ["intranet.museum"]),
        ("budi@maju.co.id, PT.Maju, oke.terima, 14.00, v2.1", []),
        ("lihat maju.id.", ["maju.id"]),
    ],
)
def test_domains(text: str, expected: list[str]) -> None:
    assert [found.value for found in INDONESIAN.domains(text)] == expected


def test_emails() -> None:
    found = INDONESIAN.emails("PIC Budi (Budi.Santoso+x@maju.co.id), a@b")
    assert [f.value for f in found] == ["budi.santoso+x@maju.co.id"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hub Budi 0812-3456-7890, 60 jt", ["+6281234567890"]),
        ("+62 812 3456 7890 atau (021) 555-1234", ["+6281234567890", "+62215551234"]),
        ("62 812 3456 7890", ["+6281234567890"]),
        ("+65 6123 4567", ["+6561234567"]),
        ("0812 3456 7890 100 jt", ["+6281234567890"]),
        ("12/10/2026, 75000000, D-1012, 0812", []),
    ],
)
def test_phones(text: str, expected: list[str]) -> None:
    assert [found.value for found in INDONESIAN.phones(text)] == expected


def test_known_names_the_longest_first() -> None:
    products = ["Pro", "CloudSuite Pro", "Basic", " "]
    found = INDONESIAN.named("40 seat cloudsuite  pro, Pronya dan PRO; Problem basics", products)
    assert [f.value for f in found] == ["CloudSuite Pro", "Pro", "Pro"]
    assert (found[0].start, found[0].end) == (8, 23)
    assert INDONESIAN.named("kalau yang Basic?", products)[0].value == "Basic"
    assert INDONESIAN.named("Rina's and Rina", ["Rina"])[0].end == 6


def test_no_names_known() -> None:
    assert INDONESIAN.named("Pro", []) == []
