"""Questions with their answers and rows under their columns are read from CSV and JSON Lines."""

from __future__ import annotations

import pytest

from knowledge.files.lists import parse_csv, parse_jsonl
from knowledge.sections import Parsed, Refused


def shown(found: Parsed) -> list[tuple[str, str]]:
    return [(section.heading, section.text) for section in found.sections]


@pytest.mark.parametrize(
    "content",
    [
        "question,answer\nHow long?,Three years.\n",
        "Pertanyaan;Jawaban\nHow long?;Three years.\n",
        "Q\tA\nHow long?\tThree years.\n",
        "sep=;\nquestion;answer\nHow long?;Three years.\n",
        "id,ANSWER,Question\n7,Three years.,How long?\n",
        '\ufeff"question","answer"\r\n"How long?","Three\r\nyears."\r\n',
    ],
)
def test_a_question_is_the_heading_of_its_answer(content: str) -> None:
    assert shown(parse_csv(content.encode())) == [("How long?", "Three years.")]


def test_a_topic_stands_above_its_questions() -> None:
    rows = "kategori,pertanyaan,jawaban\nGaransi,Berapa lama?,Tiga tahun.\nHarga,Berapa?,Rp 10.\n"
    assert shown(parse_csv(rows.encode())) == [
        ("Garansi › Berapa lama?", "Tiga tahun."),
        ("Harga › Berapa?", "Rp 10."),
    ]


def test_other_rows_say_their_columns() -> None:
    rows = 'Product,Price,Note\nPro,10,\nMax,20,"new, and large"\n'
    assert shown(parse_csv(rows.encode())) == [
        ("", "Product: Pro · Price: 10\nProduct: Max · Price: 20 · Note: new, and large")
    ]


def test_rows_without_a_header_are_only_rows() -> None:
    assert shown(parse_csv(b"Pro,10\nMax,20\n")) == [("", "Pro: 10\nMax: 20")]
    assert shown(parse_csv(b"1,2,3\n4,5,6\n")) == [("", "1 · 2 · 3\n4 · 5 · 6")]


def test_objects_are_read_line_by_line() -> None:
    content = b'{"pertanyaan": "Apa itu Pro?", "jawaban": "Produk kami."}\n\n'
    assert shown(parse_jsonl(content)) == [("Apa itu Pro?", "Produk kami.")]
    rows = b'{"name": "Pro", "price": 10, "tags": ["a", 2], "deep": {"x": 1}, "none": null}\n{}'
    assert shown(parse_jsonl(rows)) == [("", "name: Pro · price: 10 · tags: a, 2")]


@pytest.mark.parametrize("content", [b"{", b"[]", b"3", b'{"a": 1}\nnot json'])
def test_lines_that_are_no_objects_are_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        parse_jsonl(content)
    assert refused.value.key == "broken"


def test_one_column_is_lines() -> None:
    assert shown(parse_csv(b"Words of one line\nand another\n")) == [
        ("", "Words of one line\nand another")
    ]
