"""Which field of a deal a channel manager asks for, in their own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from handlers.deals.draft import Slot

#: What a deal may be given back for. Who the customer is cannot be changed: their protection
#: hangs on it.
FIELDS: Mapping[Slot, str] = {
    Slot.CONTACT: r"contact|kontak|phone|tele(?:p|f)on\w*|telp|\bhp\b|handphone|whatsapp|\bwa\b"
    r"|e-?mail|surel|decision[ -]?maker|pengambil keputusan|\bpic\b",
    Slot.VALUE: r"value|amount|price|worth|budget|nilai|harga|anggaran",
    Slot.CLOSING: r"clos(?:e|ing)|deadline|\bdate\b|tanggal|\btgl\b|kapan|when",
    Slot.SEATS: r"seats?|licen[cs]es?|lisensi|quantity|how many|users?|pengguna|jumlah|berapa",
    Slot.PRODUCT: r"product|produk|edition|edisi|paket",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """`field` is none where the words name none, or several."""

    field: Slot | None
    words: str


def asked_for(words: str) -> Asked:
    found = [s for s, said in FIELDS.items() if re.search(said, words, re.IGNORECASE)]
    return Asked(found[0] if len(found) == 1 else None, words.strip())
