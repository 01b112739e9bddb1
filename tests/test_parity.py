"""The same chats through each of the four doors of one running server."""

from __future__ import annotations

import re

import pytest

from storage.store import Store
from tests import doors
from tests.doors import DOORS, Door, until
from tests.running import asynchronous

every_door = pytest.mark.parametrize("name", DOORS)

#: Who says what, and what stands in the answer, whatever draws it.
CHAT = [
    ("rina", "Maksimal berapa seat per tenant untuk Pro?", ["500", "Pro datasheet"]),
    ("rina", "How many seats can one Pro tenant have?", ["500", "Seats a tenant"]),
    ("agus", "Does Pro support on-prem in a Papua data centre?", ["do not answer this"]),
    ("rina", "Daftarkan deal PT Bahari, 40 seat Pro, Rp 60 jt, closing akhir bulan", ["kontak"]),
    ("rina", "Pak Anton, 0812 3456 7890", ["D-", "60.000.000", "18 September 2026 10.00 WIB"]),
    ("rina", "SPIFF saya bulan ini berapa?", ["8.000.000", "2.000.000", "Pro Push"]),
    ("agus", "approve D-1012", ["cannot do that"]),
    ("joko", "Berapa komisi saya?", ["belum"]),
    ("agus", "Kurang berapa lagi ke Gold?", ["Rp 350.000.000", "1 orang bersertifikat"]),
    ("dewi", "Ajukan MDF 20 juta untuk event", ["Rp 15.000.000", "Rp 40.000.000"]),
    ("bayu", "Tampilkan papan peringkat", ["Rina", "Partner #3", "77"]),
    ("maya", "win rate untuk Q3 per tingkat", ["Gold", "Silver", "Q3 2026"]),
    ("maya", "Setujui D-1012", ["D-1012", "15 Desember 2026"]),
]


@every_door
@asynchronous
async def test_everybody_hears_the_same(store: Store, name: str) -> None:
    async with doors.running(store) as running:
        door = DOORS[name](running)
        for who, sentence, words in CHAT:
            heard = await hears(door, who, sentence)
            for word in words:
                assert word in heard, f"{sentence}: no {word!r} in\n{heard}"


async def hears(door: Door, who: str, sentence: str) -> str:
    before = len(door.heard(who))
    await door.says(who, sentence)
    await until(lambda: len(door.heard(who)) > before)
    return re.sub(r"\\(.)", r"\1", door.heard(who)[-1]).replace("*", "")
