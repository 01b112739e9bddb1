"""One message, its separate requests."""

from __future__ import annotations

import pytest

from handlers.conversation.understanding import Understanding
from storage.values import Language

SEVERAL = [
    ["Daftarkan deal PT A 60 jt", "komisi saya berapa?"],
    ["Setujui D-1012", "tolak D-1042"],
    ["show my deals", "how much did I earn this month"],
    ["daftarkan deal PT Maju 60 jt", "daftarkan deal PT Jaya 80 jt"],
    ["What is my commission this month?", "Which of my deals are still pending?"],
    [
        "Daftarkan PT Sinar Terang, 40 seat Pro, Rp 60 jt, closing akhir bulan",
        "komisi saya bulan ini berapa?",
    ],
]
JOINED_BY = [", dan ", " dan ", " and ", ". ", "\n", " terus ", "; "]
ONE = [
    "Daftarkan deal PT Maju dan Bersama, 40 seat, 60 jt, closing akhir bulan",
    "deal PT A, 40 seat, 60 jt, closing akhir bulan",
    "deal PT A, 40 seat, 60 jt, closing akhir bulan, kontak Budi 0812-3456-7890",
    "Setujui D-1012 dan D-1042",
    "Setujui D-1012. Setujui D-1012.",
    "Daftarkan PT. Maju Bersama, Rp. 60 jt",
    "Halo, komisi saya bulan ini berapa?",
    "Komisi saya bulan ini berapa? Makasih ya",
    "Tolong, saya butuh orang",
    "Masa proteksi berapa lama, dan bulan Juni kemarin berapa?",
    "Kota mana yang paling ramai? Jalan mana yang paling sepi?",
    "umumkan ke semua mitra: lihat deal Anda dan minta kode undangan",
    "tolak D-1012, tolak saja",
    "komisi saya yang akan masuk berapa dan kapan",
    "how much commission is coming to me, and when?",
    "",
    "deal",
]


@pytest.mark.parametrize("parts", SEVERAL, ids=lambda parts: " | ".join(parts))
@pytest.mark.parametrize("joint", JOINED_BY)
def test_two_requests(understanding: Understanding, parts: list[str], joint: str) -> None:
    left, right = parts
    message = f"{left}{joint}{right}" if left[-1] != "?" else f"{left} {right}"
    assert understanding.requests(message, Language.ID) == parts


def test_three_requests(understanding: Understanding) -> None:
    parts = ["Setujui D-1012", "tolak D-1042", "komisi saya bulan ini berapa?"]
    assert understanding.requests(". ".join(parts), Language.ID) == parts


def test_three_requests_in_a_list(understanding: Understanding) -> None:
    message = "approve D-1012, decline D-2468 and show my deals"
    parts = ["approve D-1012", "decline D-2468", "show my deals"]
    assert understanding.requests(message, Language.EN) == parts


@pytest.mark.parametrize("joint", [". Terus ", "? Lalu ", "\nDan juga "])
def test_the_word_that_joins_belongs_to_neither(understanding: Understanding, joint: str) -> None:
    message = f"Setujui D-1012{joint}komisi saya bulan ini berapa?"
    first = "Setujui D-1012" + ("?" if "?" in joint else "")
    assert understanding.requests(message, Language.ID) == [first, "komisi saya bulan ini berapa?"]


def test_a_long_list_is_split_in_no_time(understanding: Understanding) -> None:
    understanding.requests("setujui, komisi, " * 230, Language.ID)


@pytest.mark.parametrize("message", ONE)
def test_one_request(understanding: Understanding, message: str) -> None:
    assert understanding.requests(message, Language.ID) == [message]


@pytest.mark.parametrize(
    "parts",
    [
        ["How much did I earn?", "how many seats can one tenant have at most?"],
        ["Apakah server bisa dipasang di gedung kami sendiri?", "Setujui D-1012"],
    ],
    ids=" ".join,
)
def test_a_question_about_anything_beside_a_request(
    understanding: Understanding, parts: list[str]
) -> None:
    assert understanding.requests(" ".join(parts), Language.EN) == parts
