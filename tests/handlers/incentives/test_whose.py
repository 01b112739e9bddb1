from __future__ import annotations

import pytest

from handlers.incentives.whose import Whose, whose

KNOWN = ("berapa komisi bonus insentif dapat bulan ini", "how much did earn commission the")


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("", Whose.OWN),
        ("berapa komisi bulan ini?", Whose.OWN),
        ("komisiku berapa", Whose.OWN),
        ("how much commission did I earn", Whose.OWN),
        ("boleh saya lihat komisi saya", Whose.OWN),
        ("berapa semua komisi saya", Whose.OWN),
        ("berapa komisi kami", Whose.OURS),
        ("how much did we earn", Whose.OURS),
        ("how much did my company earn", Whose.TEAM),
        ("komisi perusahaan saya", Whose.TEAM),
        ("show me everyone", Whose.TEAM),
        ("bonus semuanya berapa", Whose.TEAM),
        ("Rina dapat berapa?", Whose.SOMEBODY),
        ("zaenal dapat berapa?", Whose.SOMEBODY),
        ("boleh saya lihat komisi Zaenal", Whose.SOMEBODY),
        ("show me the commission Zaenal earn", Whose.SOMEBODY),
        ("dia dapat berapa", Whose.SOMEBODY),
        ("how much did they earn", Whose.SOMEBODY),
    ],
)
def test_it_reads_from_the_words_alone(sentence: str, meant: Whose) -> None:
    assert whose(sentence, KNOWN) is meant
