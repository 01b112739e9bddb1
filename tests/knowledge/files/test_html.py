"""A web page is read as its main words, without what surrounds or hides."""

from __future__ import annotations

import pytest

from knowledge.files.html import parse

PAGE = """<!doctype html><html lang="id-ID"><head><title>Panduan - Situs</title>
<style>p { color: red }</style></head><body>
<header><a href=/>Situs</a></header><nav><ul><li>Menu</ul></nav>
%s
<aside>Iklan</aside><footer>Hak cipta</footer><script>alert(1)</script></body></html>"""


def texts(inside: str) -> list[tuple[str, str]]:
    found = parse((PAGE % inside).encode())
    return [(section.heading, section.text) for section in found.sections]


def test_only_the_main_part_is_read() -> None:
    found = parse((PAGE % "<main><h1>Panduan</h1><p>Halo <b>mi</b>tra\n kami</main>Sisa").encode())
    assert (found.title, found.language) == ("Panduan", "id")
    assert [section.text for section in found.sections] == ["Halo mitra kami"]


def test_headings_are_a_path() -> None:
    inside = "<main><h1>A</h1><h2>B</h2><p>one<h3>C</h3>two<h2>D</h2>three</main>"
    assert texts(inside) == [("B", "one"), ("B › C", "two"), ("D", "three")]


def test_a_table_is_rows_that_say_their_columns() -> None:
    inside = "<main><table><tr><th>Produk<th>Harga<tr><td>Pro<td>Rp <b>10</b></table></main>"
    assert texts(inside) == [("", "Produk: Pro · Harga: Rp 10")]


def test_a_header_is_known_by_its_tags() -> None:
    rows = "<tr><{0}>Langkah<{0}>Oleh<tr><td>Kontrak<td>Legal"
    assert texts(f"<main><table>{rows.format('th')}</table></main>") == [
        ("", "Langkah: Kontrak · Oleh: Legal")
    ]
    assert texts(f"<main><table>{rows.format('td')}</table></main>") == [
        ("", "Langkah: Oleh\nKontrak: Legal")
    ]


def test_a_table_that_lays_out_a_page_is_only_its_words() -> None:
    inside = "<main><table><tr><td>Left<td><table><tr><td>a<td>b</table></table></main>"
    assert texts(inside) == [("", "Left\na\nb")]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>x</p>",
        "<div style='DISPLAY: none'>x</div>",
        "<span style='visibility:hidden'>x</span>",
        "<span style='font-size:0'>x</span>",
        "<p aria-hidden=true>x</p>",
        "<h2 hidden>x</h2>",
        "<table hidden><tr><td>x<tr><td>y</table>",
        "<template>x</template>",
        "<noscript>x</noscript>",
        "<!-- x -->",
        "<div role=navigation>x</div>",
        "<form><button>x</button></form>",
    ],
)
def test_what_is_hidden_is_not_read(hidden: str) -> None:
    assert texts(f"<main><p>Seen</p>{hidden}</main>") == [("", "Seen")]


def test_lines_end_where_the_page_says_so() -> None:
    inside = "<main><p>a\nb<br>c</p><ul><li>d<li>e</ul><pre>f\n g</pre><dl><dt>h<dd>i</dl></main>"
    assert texts(inside) == [("", "a b\nc\nd\ne\nf\ng\nh\ni")]


def test_a_page_without_a_main_part_is_its_body() -> None:
    found = parse(b"<title>My page</title><p>One.</p><div>Two.</div>")
    assert (found.title, found.sections[0].text) == ("My page", "One.\nTwo.")


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "shift_jis", "utf-8"])
def test_a_page_says_its_encoding(encoding: str) -> None:
    words = "保証は三年です" if encoding == "shift_jis" else "Café Ü"
    page = f"<meta charset={encoding}><p>{words}</p>".encode(encoding)
    assert parse(page).sections[0].text == words


@pytest.mark.parametrize("encoding", ["hex", "zip", "no-such", "utf-7", "\u00e9"])
def test_an_encoding_that_is_none_is_not_believed(encoding: str) -> None:
    assert parse(f"<meta charset={encoding}><p>Words</p>".encode()).sections[0].text == "Words"
