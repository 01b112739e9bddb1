"""Files of sales as tables: what is read, and what is refused by line."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from handlers.conversation.text import Text
from handlers.incentives.files.columns import SIMULATION
from handlers.incentives.files.faults import UnreadableFile
from handlers.incentives.files.reading import as_mapping, read
from handlers.incentives.files.wording import CATALOGUE, complaint
from storage.sales import BadRow, Credit, SaleRow, TransactionKind
from storage.values import Language
from tests.handlers.incentives.files.trying import GOOD, HEADER, refused, rows, sale


def test_a_row_says_everything_that_its_line_says() -> None:
    header = (
        "id,date,partner,member,deal,customer,product,category,quantity,amount,cost,collected,"
        "currency,kind,of,booked,invoiced,paid,activated,credits,region"
    )
    line = (
        "R-1,2026-09-03,PT Satu,rina,D-1,PT Maju,CLD-1,Cloud,2.5,-1500000.50,10,3,IDR,refund,S-1,"
        '2026-08-01,2026-08-02,2026-08-03,2026-08-04,"[{""partner"":""A"",""share"":100},'
        '{""partner"":""B"",""share"":20,""role"":""overlay""}]",Jawa'
    )
    row = sale(f"{header}\n{line}\n")
    assert row == SaleRow(
        line=2,
        id="R-1",
        day=date(2026, 9, 3),
        kind=TransactionKind.REFUND,
        partner="PT Satu",
        member="rina",
        deal="D-1",
        customer="PT Maju",
        product="CLD-1",
        category="Cloud",
        quantity=Decimal("2.5"),
        amount=Decimal("-1500000.50"),
        cost=Decimal(10),
        collected=Decimal(3),
        currency="IDR",
        of="S-1",
        booked=date(2026, 8, 1),
        invoiced=date(2026, 8, 2),
        paid=date(2026, 8, 3),
        activated=date(2026, 8, 4),
        credits=(Credit("A", Decimal(100)), Credit("B", Decimal(20), "overlay")),
        further={"region": "Jawa"},
    )
    mapping = as_mapping(row)
    assert {name: mapping[name] for name in header.split(",") if name != "credits"} == {
        name: cell
        for name, cell in zip(header.split(","), line.split(",")[:19], strict=False)
        if name != "credits"
    } | {"region": "Jawa"}
    assert json.loads(mapping["credits"])[1] == {"partner": "B", "share": "20", "role": "overlay"}


def test_what_a_line_does_not_say_is_not_in_its_mapping() -> None:
    assert as_mapping(sale("id,date,amount\nS-1,2026-09-03,\n", SIMULATION)) == {
        "id": "S-1",
        "date": "2026-09-03",
        "kind": "sale",
    }


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\n{GOOD}\n".encode(),
        f"\ufeff{HEADER}\r\n{GOOD}\r\n".encode(),
        f"{HEADER}\r{GOOD}".encode(),
        f"{HEADER}\n{GOOD}\n".encode("utf-16"),
        f"\ufeff{HEADER}\n{GOOD}\n".encode("utf-16-be"),
        f"\n\n{HEADER}\n\n{GOOD}\n\n".encode(),
        f"{HEADER}\n{GOOD}\n".replace(",", ";").encode(),
        f"{HEADER}\n{GOOD}\n".replace(",", "\t").encode(),
        f" ID , Date ,PARTNER,Quantity,Amount,Currency \n{GOOD}\n".encode(),
        f"Nomor,Tanggal,Mitra,Jumlah,Nilai,Mata uang\n{GOOD}\n".encode(),
        f"Nomor Transaksi,tgl,nama_mitra,QTY,nilai-bersih,valuta\n{GOOD}\n".encode(),
        f"{HEADER},,\n{GOOD},,\n".encode(),
        (HEADER + '\n"S-1","2026-09-03","PT Satu","2","1500000","IDR"\n').encode(),
        b'{"id":"S-1","date":"2026-09-03","partner":"PT Satu","quantity":2,"amount":1500000,'
        b'"currency":"IDR"}\n',
        b'{"Tanggal":"2026-09-03","nomor":"S-1","mitra":"PT Satu","qty":"2","nilai":1.5e6,'
        b'"currency":"idr", "kind": null}',
    ],
)
def test_the_same_row_however_it_is_written(content: bytes) -> None:
    row = sale(content)
    assert (row.id, row.day, row.partner) == ("S-1", date(2026, 9, 3), "PT Satu")
    assert (row.quantity, row.amount, row.currency) == (Decimal(2), Decimal(1_500_000), "IDR")


def test_shares_may_be_written_in_json() -> None:
    line = (
        '{"id":"1","date":"2026-09-03","credits":[{"partner":"A","share":33.3},'
        '{"partner":"B","share":"66.7"}], "flag": true, "n": 5}'
    )
    row = sale(line, SIMULATION)
    assert [each.share for each in row.credits] == [Decimal("33.3"), Decimal("66.7")]
    assert row.further == {"flag": "true", "n": "5"}


def test_shares_may_stand_by_their_partners() -> None:
    line = '{"id":"1","date":"2026-09-03","credits":{"A":33.3,"B":"66.7"}}'
    shares = (Credit("A", Decimal("33.3")), Credit("B", Decimal("66.7")))
    assert sale(line, SIMULATION).credits == shares


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id":"1","date":"2026-09-03","amount":NaN}', "not_finite"),
        ('{"id":"1","date":"2026-09-03","amount":-Infinity}', "not_finite"),
        ('{"id":"1","date":"2026-09-03","amount":1e999999}', "amount number_too_large"),
        ('{"id":"1","date":"2026-09-03","amount":1e-99}', "amount too_many_decimals"),
        ('{"id":"1","date":"2026-09-03","amount":true}', "amount not_a_number"),
        ('{"id":"1","date":20260903}', "date not_a_day"),
        ('{"id":"1","date":null}', "date missing"),
        ('{"id":"1"}', "no_column"),
        ('{"id":"1","id":"2","date":"2026-09-03"}', "column_twice"),
        ('{"id":"1","ID":"2","date":"2026-09-03"}', "column_twice"),
        ('{"id":"1","date":"2026-09-03","note":{"a":1}}', "nested"),
        ('{"id":"1","date":"2026-09-03","note":1e999}', "number_too_large"),
        ('{"id":"1\\u0000","date":"2026-09-03"}', "not_text"),
        ('{"id":"1","date":"2026-09-03","credits":[{"partner":"\\ud800"}]}', "not_text"),
        ('{"id":"1","date":"2026-09-03","kind":["sale"]}', "kind nested"),
        ('{"id":"1","date":"2026-09-03","credits":"x"}', "credits credits_unreadable"),
        ('{"id":"1","date":"2026-09-03","credits":5}', "credits credits_unreadable"),
        ('{"id":"1"', "not_json"),
        ('{"a":' + "[" * 100_000, "not_json"),
    ],
)
def test_a_line_of_json_is_refused_with_the_reason(line: str, reason: str) -> None:
    assert refused(line, SIMULATION) == reason


def test_a_line_that_is_no_object_is_refused() -> None:
    good = '{"id":"1","date":"2026-09-03"}'
    _, bad, last = rows(f"{good}\n[1]\n\n{good}\n", SIMULATION)
    assert bad == BadRow(2, "", "not_an_object")
    assert last.line == 4


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("S-2,2026-09-03,PT Satu", "too_few_cells"),
        (f"{GOOD},more", "too_many_cells"),
        ("S-2,2026-09-03,PT Satu,2,1500000,50,IDR", "too_many_cells"),
        ('S-2,2026-09-03,"PT Satu,2,1500000,IDR', "quote"),
        ('S-2,2026-09-03,24" x,"PT Satu,2,IDR', "quote"),
        ('S-2,2026-09-03,"PT" Satu,2,1500000,IDR', "quote"),
        ("S-2,2026-09-03,PT\0Satu,2,1500000,IDR", "not_text"),
        ("S-2,2026-09-03," + "x" * 140_000, "line_too_long"),
        ("S-2,2026-09-03," + "x," * 140_000, "line_too_long"),
    ],
)
def test_a_bad_line_spoils_no_other(line: str, reason: str) -> None:
    before, bad, after = rows(f"{HEADER}\n{GOOD}\n{line}\n{GOOD}\n")
    assert isinstance(bad, BadRow)
    assert (bad.line, bad.reason) == (3, reason)
    assert isinstance(before, SaleRow)
    assert isinstance(after, SaleRow)
    assert after.line == 4


def test_bad_lines_at_the_end_are_told() -> None:
    assert [row.line for row in rows(f'{HEADER}\n{GOOD}\n"\n"\n')] == [2, 3, 4]
    good = '{"id":"1","date":"2026-09-03"}\n'
    assert [row.line for row in rows(f"{good}\0\n{good}\0\n", SIMULATION)] == [1, 2, 3, 4]


def test_bytes_of_another_encoding_spoil_their_lines_only() -> None:
    latin = GOOD.replace("Satu", "Café").encode("latin-1")
    found = rows(b"\n".join([HEADER.encode(), GOOD.encode(), latin, GOOD.encode()]))
    assert [getattr(row, "reason", "") for row in found] == ["", "not_utf8", ""]


def test_a_mark_within_words_is_a_mark() -> None:
    assert sale(f"{HEADER}\n{GOOD.replace('Satu', '24 inci')}\n").partner == "PT 24 inci"
    inches = f"{HEADER}\n{GOOD.replace('PT Satu', chr(34) + 'PT 24' + chr(34) * 2 + chr(34))}\n"
    assert sale(inches).partner == 'PT 24"'


def test_ten_megabytes_on_one_line_are_refused_shortly() -> None:
    content = f"{HEADER}\n".encode() + b"x" * 10_000_000 + f"\n{GOOD}\n".encode()
    bad, good = rows(content)
    assert bad == BadRow(2, "", "line_too_long")
    assert isinstance(good, SaleRow)


def test_a_file_with_headers_only_has_no_rows() -> None:
    assert rows(f"{HEADER}\n") == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04....", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0....", "spreadsheet"),
        (b"%PDF-1.7\n\x00\xff\xfe", "no_column"),
        (b"\x89PNG\r\n", "not_text"),
        (HEADER.encode("utf-16-le"), "not_text"),
        (b"x" * 10_000_000, "not_text"),
        (b"[\n{}]", "json_array"),
        (b"id,date,partner\n", "no_column"),
        (b"id,date,partner,quantity,amount,currency,currency\n", "column_twice"),
        (b"nomor,no,date,partner,quantity,amount,currency\n", "column_twice"),
        (b"id,date,partner,quantity,amount,currency,a,a\n", "column_twice"),
        (b"x," * 300 + b"\n", "too_many_columns"),
    ],
)
def test_no_such_file_is_refused_at_once(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as unreadable:
        read(BytesIO(content))
    assert unreadable.value.reason == reason
    assert complaint(unreadable.value, Text.load(CATALOGUE, Language.ID))


def test_cells_under_no_header_are_refused() -> None:
    assert refused(f"{HEADER},\n{GOOD},x\n") == "no_header"
