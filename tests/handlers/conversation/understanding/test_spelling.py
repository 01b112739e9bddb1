"""Slips of the finger, mended from the words of the examples."""

from __future__ import annotations

import pytest

from handlers.conversation.understanding import Meant, Understanding, says_nothing, unshortened
from handlers.conversation.understanding.spelling import Spelling
from storage.values import Language

SPELLING = Spelling(
    [
        "setujui",
        "setuju",
        "decline",
        "withdraw",
        "register",
        "spiff",
        "halo",
        "deal",
        "deal",
        "dear",
    ]
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("stujui", "setujui"),
        ("declne", "decline"),
        ("withdrww", "withdraw"),
        ("regsiter", "register"),
        ("spif", "spiff"),
        ("halooo", "halo"),
        ("dean", "dean"),
        ("xetujui", "xetujui"),
        ("banking", "banking"),
        ("a" * 4_000, "a" * 4_000),
    ],
)
def test_one_letter_is_mended(written: str, meant: str) -> None:
    assert SPELLING.mended(written) == meant


@pytest.mark.parametrize(
    "request_", ["stujui D-1012", "Halo Mitra, tolong setujui D-1012, makasih"]
)
def test_neither_slips_nor_courtesies_hide_a_request(
    understanding: Understanding, request_: str
) -> None:
    meant = understanding.understand(request_, Language.ID)
    assert isinstance(meant, Meant)
    assert meant.intent == "deals.approve"


def test_slang_is_written_out() -> None:
    assert unshortened("brp bonus sy bln ini") == "berapa bonus saya bulan ini"


@pytest.mark.parametrize(
    ("said", "nothing"), [("ok", True), ("ya lanjut", True), ("ok deal", False)]
)
def test_some_words_ask_for_nothing(said: str, nothing: bool) -> None:
    assert says_nothing(said) is nothing
