"""Replies of every kind, as handlers really answer; each has a golden drawing."""

from __future__ import annotations

from handlers.conversation.form import Choice, ChoiceField, DateField, Form, TextField
from handlers.conversation.reply import (
    AskWith,
    Attachment,
    Bar,
    Button,
    Buttons,
    Citation,
    Citations,
    Fact,
    Facts,
    Feedback,
    Heading,
    Link,
    Links,
    Paragraph,
    Picture,
    Reply,
    Style,
    Table,
)
from tests.replies.incentives import INCENTIVES

REGISTRATION = Form(
    "deals.registration",
    "Daftarkan deal",
    (
        TextField("customer", "Pelanggan", "PT Sinar Terang"),
        ChoiceField(
            "product",
            "Produk",
            (Choice("pro", "CloudSuite Pro"), Choice("basic", "CloudSuite Basic")),
            "pro",
        ),
        TextField("amount", "Nilai", "Rp 60.000.000", hint="Misalnya 60 jt"),
        DateField("closing", "Perkiraan closing", "2026-09-30"),
        TextField("contact", "Kontak", required=False, multiline=True),
    ),
    "Daftarkan",
    subject="7",
)

EXAMPLES = INCENTIVES | {
    "sentence": Reply("Saya di sini. Ceritakan dengan kata-kata apa yang Anda perlukan."),
    "answer": Reply(
        "Satu tenant Pro dapat memiliki paling banyak 500 seat.",
        (
            Citations(
                (
                    Citation(
                        "Pro datasheet",
                        "v4",
                        "Batas",
                        "Paling banyak 500 seat per tenant.",
                        "https://docs.nusantara.test/pro#batas",
                        "3",
                    ),
                )
            ),
            Feedback("questions.helped", "91", "Membantu", "Tidak membantu"),
        ),
    ),
    "deal": Reply(
        "D-7Q4K2: PT Sinar Terang",
        (
            Facts(
                (
                    Fact("Produk", "40 seat CloudSuite Pro"),
                    Fact("Nilai", "Rp 60.000.000"),
                    Fact("Closing", "Rabu, 30 September 2026"),
                    Fact("Keputusan paling lambat", "Jumat, 18 September 2026 10.00 WIB"),
                )
            ),
            Buttons(
                (
                    Button("Batalkan", "deals.withdraw", "12", Style.DANGER),
                    Button("Deal saya", "deals.mine"),
                )
            ),
        ),
    ),
    "form": Reply(
        "Siapa yang dapat kami hubungi di PT Sinar Terang?",
        (
            Paragraph("Yang lain sudah saya pahami; silakan periksa."),
            AskWith("Lengkapi", REGISTRATION),
            Buttons((Button("Batal", "deals.forget"),)),
        ),
    ),
    "earnings": Reply(
        "SPIFF September 2026: Rp 8.000.000",
        (
            Table(
                ("Tanggal", "Seat", "SPIFF"),
                (
                    ("3 September", "24", "Rp 6.000.000"),
                    ("10 September", "8", "Rp 2.000.000"),
                ),
                frozenset({1, 2}),
                "Penjualan di balik angka ini",
            ),
            Picture(
                "Menuju batas bulanan",
                (
                    Bar("Sudah", 800_000_000, "Rp 8.000.000"),
                    Bar("Sisa", 200_000_000, "Rp 2.000.000"),
                ),
                "Rp 8.000.000 dari batas Rp 10.000.000; sisa Rp 2.000.000.",
            ),
            Links((Link("Aturan Pro Push", "https://docs.nusantara.test/pro-push"),)),
        ),
        private=True,
    ),
    "two requests": Reply(
        "Deal Anda",
        (
            Table(("Deal", "Status"), (("D-1007", "disetujui"), ("D-1042", ""))),
            Heading("SPIFF bulan ini"),
            Table(("Seat", "SPIFF"), (("32", "Rp 8.000.000"),), frozenset({0, 1})),
        ),
    ),
    "file": Reply(
        "Data Anda",
        (Attachment("data.csv", "text/csv", b"a,b\n", "Semua yang kami simpan tentang Anda"),),
    ),
    "hostile": Reply(
        "<!channel> *menang* & <https://evil.test|klik>",
        (
            Paragraph("<@U1> tolong :smile: lihat https://evil.test dan _ini_"),
            Facts((Fact("Nama <b>", "PT *Maju* & <!here>"),)),
            Table(("<!here>",), (("```",), ("<@U1>",)), caption="<!channel>"),
            Buttons((Button("<!channel>", "a.b", "<@U1>"),)),
            Links((Link("<!here>|x", "javascript:alert(1)"),)),
            Citations((Citation("<!here>", "", "*h*", "<@U1> ```", "https://a.test/<b>"),)),
            Picture("<!here>", (Bar("<@U1>", 1, "```"),), "<!channel>"),
        ),
    ),
}
