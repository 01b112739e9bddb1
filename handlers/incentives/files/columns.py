"""Which column of a file says what: its own name, or an English or Indonesian word for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from handlers.incentives.files import cells, days, numbers
from handlers.incentives.files.faults import Fault

Parse = Callable[[object], object]
MOST_COLUMNS = 200
BETWEEN = re.compile(r"[\s_-]+")

#: The names of the format; `docs/transactions.md` lists them with these synonyms.
PARSERS: dict[str, Parse] = {
    "id": cells.text,
    "date": days.day,
    "partner": cells.text,
    "member": cells.text,
    "deal": cells.text,
    "customer": cells.text,
    "product": cells.text,
    "category": cells.text,
    "quantity": numbers.number,
    "amount": numbers.number,
    "cost": numbers.number,
    "collected": numbers.number,
    "currency": cells.currency,
    "kind": cells.kind,
    "of": cells.text,
    "booked": days.day,
    "invoiced": days.day,
    "paid": days.day,
    "activated": days.day,
    "credits": cells.credits,
}
SYNONYMS = {
    "id": "nomor, no, nomor transaksi, id transaksi, transaction id, transaction",
    "date": "tanggal, tgl, tanggal transaksi, transaction date",
    "partner": "mitra, nama mitra, partner name",
    "member": "anggota, penjual, seller, salesperson",
    "deal": "nomor deal, deal registration, registrasi deal",
    "customer": "pelanggan, nama pelanggan, customer name, end customer",
    "product": "produk, nama produk, product name",
    "category": "kategori",
    "quantity": "jumlah, qty, kuantitas",
    "amount": "nilai, total, nilai bersih, net amount",
    "cost": "biaya, harga pokok, unit cost",
    "collected": "tertagih, diterima, collected amount",
    "currency": "mata uang, valuta",
    "kind": "jenis, jenis transaksi, transaction type",
    "of": "retur dari, refund of, pengembalian dari",
    "booked": "tanggal pesanan, booked date, order date",
    "invoiced": "tanggal faktur, invoice date, invoiced date",
    "paid": "tanggal bayar, paid date, payment date",
    "activated": "tanggal aktivasi, activation date, activated date",
    "credits": "pembagian",
}
MEANT = {said: name for name, words in SYNONYMS.items() for said in words.split(", ")}

#: What we wrote beside refused rows ourselves (the catalogue's `mend_column`) is no fact.
OURS = frozenset({"why it was refused", "alasan ditolak"})


@dataclass(frozen=True, slots=True)
class Terms:
    """What a file must say, and whether a point is always a decimal point in it."""

    required: frozenset[str]
    pointed: bool = False


#: To store sales, each must say whose it is and what it is worth.
IMPORT = Terms(frozenset({"id", "date", "partner", "quantity", "amount", "currency"}))
#: To try a plan, the plan says what it needs.
SIMULATION = Terms(frozenset({"id", "date"}), pointed=True)


@dataclass(frozen=True, slots=True)
class Place:
    """One column that we know: where it is, how it is called here and there, how it is read,
    and what an empty cell says."""

    index: int
    name: str
    header: str
    parse: Parse
    needed: bool
    empty: object


@dataclass(frozen=True, slots=True)
class Layout:
    width: int
    places: tuple[Place, ...]
    further: tuple[tuple[int, str], ...]


@lru_cache(1_000)
def layout(headers: tuple[str, ...], terms: Terms) -> Layout:
    """
    Raises:
        Fault: when a column is missing or there twice.
    """
    if len(headers) > MOST_COLUMNS:
        raise Fault("too_many_columns", most=MOST_COLUMNS)
    named = dict(_named([header.strip() for header in headers]))
    missing = [name for name in PARSERS if name in terms.required - set(named.values())]
    if missing:
        raise Fault("no_column", columns=", ".join(missing))
    places = [_place(index, headers[index], name, terms) for index, name in named.items()]
    kept = ((at, header.strip()) for at, header in enumerate(headers) if at not in named)
    others = tuple((at, header) for at, header in kept if header.casefold() not in OURS)
    return Layout(len(headers), tuple(sorted(places, key=_order)), others)


def recognised(headers: list[str]) -> int:
    """How many of these names we know."""
    return sum(meaning(header) in PARSERS for header in headers)


def _named(headers: list[str]) -> Iterator[tuple[int, str]]:
    """The index and the name of each column we know; a name of its own goes before a synonym."""
    own = {_plain(header) for header in headers}
    found = [(at, meaning(header, own)) for at, header in enumerate(headers)]
    known = [(at, name) for at, name in found if name in PARSERS]
    others = [headers[at] for at, name in found if name not in PARSERS and headers[at]]
    counted = Counter([*(name for _, name in known), *others])
    twice = [name for name, count in counted.items() if count > 1]
    if twice:
        raise Fault("column_twice", column=twice[0])
    yield from known


def meaning(header: str, own: set[str] = set()) -> str:  # noqa: B006 - never changed
    """The name of the format for it; empty where it has none."""
    plain = _plain(header)
    meant = MEANT.get(plain, "")
    return plain if plain in PARSERS or meant in own else meant


def _plain(header: str) -> str:
    return BETWEEN.sub(" ", header).strip().casefold()


def _place(index: int, header: str, name: str, terms: Terms) -> Place:
    parse = PARSERS[name]
    if terms.pointed and parse is numbers.number:
        parse = numbers.pointed
    return Place(index, name, header.strip(), parse, name in terms.required, parse(""))


def _order(place: Place) -> int:
    return list(PARSERS).index(place.name)
