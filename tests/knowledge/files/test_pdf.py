"""A PDF is read as paragraphs under their headings, each with its page."""

from __future__ import annotations

from knowledge.files.pdf import parse
from knowledge.sections import Section
from tests.knowledge.files.pdfs import Mark, Put, written

WIDE = "The warranty of a router lasts for three full years from the day on which it was"


def lines(*texts: str, top: float = 600) -> list[Put]:
    return [Put(text, top - 14 * at) for at, text in enumerate(texts)]


def page(number: int, *body: Put) -> list[Put]:
    """A page with what frames it."""
    return [Put("ACME Partner Manual", 800, 9), *body, Put(f"Page {number} of 3", 30, 9)]


def test_sections_stand_under_headings_and_say_their_page() -> None:
    content = written(
        [
            page(
                1,
                Put("Warranty guide v3", 740, 24),
                Put("Length", 640, 16),
                *lines(WIDE, "delivered, and covers all parts that we make ourselves."),
                Put("Batteries", 560, bold=True),
                Put("Batteries are covered for one year.", 546),
            ),
            page(2, Put("Returns", 740, 16), *lines("Send it back within 14 days.")),
            page(3, Put("Say why it comes back.", 740)),
        ],
        title="Microsoft Word - guide.doc",
    )
    found = parse(content)
    assert found.title == "Warranty guide v3"
    assert found.sections == (
        Section("Length", f"{WIDE} delivered, and covers all parts that we make ourselves.", "1"),
        Section("Length › Batteries", "Batteries are covered for one year.", "1"),
        Section("Returns", "Send it back within 14 days.\nSay why it comes back.", "2"),
    )


def test_the_outline_names_headings_that_look_like_text() -> None:
    content = written(
        [lines("1. Length", "Three years."), lines("2. Returns", "Within 14 days.")],
        title="Warranty",
        outline=[Mark("Length", 1), Mark("2. Returns", 2), Mark("Not on any page", 2)],
    )
    found = parse(content)
    assert found.title == "Warranty"
    assert [(each.heading, each.text) for each in found.sections] == [
        ("", "1. Length\nThree years."),
        ("2. Returns", "Within 14 days."),
    ]


def test_a_word_broken_at_the_end_of_a_line_is_whole_again() -> None:
    content = written(
        [lines("Perangkat ini dikirim bersama produk-", "produk lain dan deliv-", "ered")]
    )
    text = parse(content).sections[0].text
    assert text == "Perangkat ini dikirim bersama produk-produk lain dan delivered"


def test_lists_stay_lists_and_numbers_stay_with_their_words() -> None:
    content = written([lines("Please send", "- the form", "- the box", "1.", "First this.")])
    assert parse(content).sections[0].text.splitlines() == [
        "Please send",
        "- the form",
        "- the box",
        "1. First this.",
    ]


def test_a_row_of_a_table_says_its_columns() -> None:
    rows = [("Product", "Price"), ("Pro", "10"), ("Max", "20")]
    drawn = [
        Put(cell, 700 - 20 * at, left=72 + 200 * column, bold=at == 0)
        for at, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    found = parse(written([[*drawn, *lines("All prices are in dollars.")]]))
    assert found.sections[0].text.splitlines() == [
        "Product · Price",
        "Product: Pro · Price: 10",
        "Product: Max · Price: 20",
        "All prices are in dollars.",
    ]


def test_a_table_of_contents_is_not_read() -> None:
    content = written([lines("Returns . . . . . . . . . . 12", "Length.......... iv", "Words.")])
    assert [section.text for section in parse(content).sections] == ["Words."]


def test_a_long_section_is_cut_where_a_page_begins() -> None:
    pages = [
        lines(*[f"Part {at} of page {n} is explained here." for at in range(30)]) for n in range(3)
    ]
    found = parse(written([page(n, *body) for n, body in enumerate(pages, 1)])).sections
    assert [section.page for section in found] == ["1", "2", "3"]
    assert all(f"of page {int(section.page) - 1} " in section.text for section in found)


def test_a_page_without_words_is_empty() -> None:
    assert parse(written([[]])).sections == ()
