"""Files that want to crash, fill, hang or use whoever reads them."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import PurePosixPath
from struct import pack, unpack_from
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

from tests.knowledge.files.making import archive, changed, deck, document, member, workbook
from tests.knowledge.files.pdfs import Put, assembled, written

WORD, SLIDE = "word/document.xml", "ppt/slides/slide1.xml"
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
)
MB = 2**20


def encrypted_pdf() -> bytes:
    secret = "(" + "x" * 32 + ")"
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {secret} /U {secret} /P -4 >> /ID [(a)(a)]"
    return written([[Put("Secret", 700)]], trailer=lock)


def encrypted_office() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    )


def picture_pdf() -> bytes:
    content = BytesIO()
    Image.new("RGB", (200, 200), "red").save(content, "PDF")
    return content.getvalue()


def bomb(copies: int) -> bytes:
    """An archive of a few kilobytes in which one member of 100 MB is listed many times."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed, packed.open(WORD, "w") as inside:
        for _ in range(100):
            inside.write(b" " * MB)
    once = content.getvalue()
    size, start = unpack_from("<II", once, len(once) - 10)
    entry = once[start : start + size]
    end = pack("<4s4H2IH", b"PK\5\6", 0, 0, copies, copies, size * copies, start, 0)
    return once[:start] + entry * copies + end


def archives() -> dict[str, bytes]:
    small = archive({"a.txt": b"x" * MB})
    nested = archive(
        {f"{n}.zip": archive({f"{m}.zip": small for m in range(9)}) for n in range(9)}
    )
    word = document("Tiers", "There are three tiers.")
    return {
        "bomb of ten gigabytes.docx": bomb(100),
        "bomb of a hundred megabytes.xlsx": bomb(1),
        "bomb in a picture.pptx": changed(deck("A", "B"), {"ppt/media/a.png": b"\0" * 150 * MB}),
        "lies about its size.docx": _understated(bomb(1)),
        "archives in archives.docx": nested,
        "archive with an archive.docx": changed(word, {"word/embeddings/a.zip": nested}),
        "ten thousand members.xlsx": archive({f"{n}.xml": b"" for n in range(10_000)}),
        "climbs out.docx": changed(word, {"../../../../tmp/climbed.xml": b"<x/>"}),
        "cut short.docx": word[: len(word) // 2],
        "no document.docx": archive({"readme.txt": b"x"}),
    }


def _understated(content: bytes) -> bytes:
    real = pack("<I", 100 * MB)
    return content.replace(real, pack("<I", 10))


def entities(listener: str, kind: str) -> dict[str, bytes]:
    """Files that want another file, a page of the network or a billion laughs put in."""
    doctypes = {
        "wants a file": _doctype("file:///etc/passwd"),
        "wants a page": _doctype(f"{listener}/x"),
        "laughs": f"<!DOCTYPE x [{LAUGHS}]>",
    }
    return _declaring(kind, doctypes[kind])


def _doctype(where: str) -> str:
    return f'<!DOCTYPE x [<!ENTITY l9 SYSTEM "{where}"><!ENTITY % p SYSTEM "{where}"> %p;]>'


def _declaring(name: str, doctype: str) -> dict[str, bytes]:
    office = {
        "docx": (document("A", "PLACE"), WORD),
        "pptx": (deck("A", "PLACE"), SLIDE),
        "xlsx": (workbook([["PLACE", "B"], ["c", 1]]), SHEET),
    }
    made = {}
    for suffix, (content, part) in office.items():
        xml = member(content, part).replace("PLACE", "&l9;")
        head, _, rest = xml.partition("?>")
        for encoding in ("utf-8", "utf-16"):
            told = head.replace("UTF-8", encoding).replace("utf-8", encoding)
            changed_xml = f"{told}?>{doctype}{rest}" if rest else f"{doctype}{head}"
            name_now = f"{name} in {encoding}.{suffix}"
            made[name_now] = changed(content, {part: changed_xml.encode(encoding)})
        made[f"{name} behind a name.{suffix}"] = _renamed(made[f"{name} in utf-8.{suffix}"], part)
    html = f"{doctype}<html><body><p>&l9; Three years.</p></body></html>"
    return made | {f"{name}.html": html.encode()}


def _renamed(office: bytes, part: str) -> bytes:
    """The same file with a part that is not called XML."""
    old = PurePosixPath(part).name
    new = old.replace(".xml", ".bin")
    with ZipFile(BytesIO(office)) as packed:
        return archive(
            {
                name.replace(old, new): packed.read(name).replace(old.encode(), new.encode())
                for name in packed.namelist()
            }
        )


def linking(listener: str) -> dict[str, bytes]:
    word = document("Tiers", "There are three tiers.")
    rels = "word/_rels/document.xml.rels"
    image = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/image" Target="{listener}/a.png" TargetMode="External"/></Relationships>'
    )
    linked = member(word, rels).replace("</Relationships>", image)
    html = f'<link rel=stylesheet href="{listener}/a.css"><img src="{listener}/a.png"><p>Words.'
    action = f"<< /Type /Action /S /URI /URI ({listener}/p) >>"
    pdf = written([[Put("Words that are read.", 700)]]).replace(
        b"/Type /Catalog", f"/Type /Catalog /OpenAction {action}".encode()
    )
    return {
        "picture elsewhere.docx": changed(word, {rels: linked.encode()}),
        "picture elsewhere.html": html.encode(),
        "picture elsewhere.md": f"![a]({listener}/a.png) Words.".encode(),
        "opens a page.pdf": pdf,
    }


def pdfs() -> dict[str, bytes]:
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    catalog, properties = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Title (A) >>"
    many = f"<< /Type /Pages /Count 10000 /Kids [{'3 0 R ' * 10_000}] >>"
    circle = "<< /Type /Pages /Count 9 /Kids [2 0 R 3 0 R] >>"
    marks = "<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>"
    mark = "<< /First 4 0 R /Next 4 0 R /Last 4 0 R /Title (Again) /Dest [3 0 R /Fit] >>"
    one = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    whole = written([[Put("Words that are read.", 700)]] * 3)
    return {
        "ten thousand pages.pdf": assembled([catalog, many, page, "null", properties]),
        "pages in a circle.pdf": assembled([catalog, circle, page, "null", properties]),
        "outline in a circle.pdf": assembled([marks, one, page, mark, properties]),
        "deep objects.pdf": assembled([catalog, one, page, "[" * 200_000, properties]),
        "calls itself.pdf": _drawing(b"/X Do", "/Resources << /XObject << /X 4 0 R >> >>"),
        "flate bomb.pdf": _drawing(b"BT (a) Tj " * 30_000_000, ""),
        "cut short.pdf": whole[: len(whole) // 2],
        "begins well.pdf": b"%PDF-1.7\n" + b"\xff" * 5_000,
        "only a picture.pdf": picture_pdf(),
        "encrypted.pdf": encrypted_pdf(),
    }


def _drawing(drawn: bytes, resources: str) -> bytes:
    """A page drawn by a packed stream that may use itself as a picture."""
    packed = zlib.compress(drawn, 1).decode("latin-1")
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources} /Filter /FlateDecode"
    return assembled(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R {resources} >>",
            f"<< {form} /Length {len(packed)} >>\nstream\n{packed}\nendstream",
            "<< /Title (A) >>",
        ]
    )


def deep() -> dict[str, bytes]:
    rows = "<table><tr><td>" * 3_000
    xml = member(document("A", "PLACE"), WORD)
    inside = "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000
    return {
        "deep.html": b"<div>" * 20_000 + b"words",
        "deep tables.html": rows.encode() + b"words",
        "deep inside a heading.html": b"<h1>" + b"<b>" * 20_000 + b"words",
        "deep quotes.md": b"> " * 30_000 + b"words",
        "deep lists.md": b"".join(b" " * (2 * n) + b"* a\n" for n in range(400)),
        "many brackets.md": b"![" * 26_000 + b"words",
        "deep.jsonl": b'{"a":' * 100_000,
        "deep list.jsonl": b"[" * 100_000 + b"]" * 100_000,
        "deep.docx": changed(
            document("A", "B"), {WORD: xml.replace("<w:body>", f"<w:body>{inside}").encode()}
        ),
    }


def lying(suffix: str) -> dict[str, bytes]:
    """Files of every other kind, with this suffix."""
    kinds = {
        "docx": document("A", "B"),
        "pptx": deck("A", "B"),
        "xlsx": workbook([["a", "b"], ["c", 1]]),
        "pdf": written([[Put("Words that are read.", 700)]]),
        "html": b"<p>Words",
        "exe": b"MZ\x90\0\3\0\0\0" * 500,
    }
    return {
        f"{kind} called.{suffix}": content for kind, content in kinds.items() if kind != suffix
    }


def large() -> dict[str, bytes]:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = member(workbook([["a", "b"], ["c", 1]]), SHEET).replace("</sheetData>", far)
    label = "x" * 70
    wide = [[f"{label}{n}" for n in range(400)], *([["v"] * 400] * 300)]
    return {
        "far corner.xlsx": changed(workbook([["a", "b"], ["c", 1]]), {SHEET: sheet.encode()}),
        "many rows.csv": b"a,b\n" + b"c,d\n" * 200_000,
        "many columns.csv": b"a," * 100_000,
        "one cell.csv": b'a,b\n"' + b"x" * 5_000_000,
        "names again and again.xlsx": workbook(wide * 2),
        "many words.html": b"<p>" + b"words " * 2_000_000,
        "many accents.txt": b"a" + "\u0301\u0316".encode() * 500_000,
        "one long line.md": b"x" * 3_000_000,
        "many headings.html": b"<h2>a</h2>b" * 30_000,
    }
