"""Cards about incentives, as handlers really answer; each has a golden drawing."""

from __future__ import annotations

from handlers.conversation.form import Form, TextField
from handlers.conversation.reply import (
    AskWith,
    Attachment,
    Bar,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Picture,
    Reply,
    Style,
    Table,
)

DECLINE = Form("disputes.decline", "Tolak S-58381", (TextField("reason", "Alasan"),), "Tolak")
WHEN = Form("plans.when", "Who and when", (TextField("name", "Name", "Pro Push"),), "Next", "3")
KEY = '{"whose":["member:1"],"days":["2026-09-01","2026-09-30"]}'

EARNED = Reply(
    "Penghasilan Anda pada September 2026: Rp 8.000.000",
    (
        Paragraph("Hanya dari SPIFF"),
        Facts(
            (
                Fact(
                    "September 2026",
                    "Rp 8.000.000 tercatat; ditutup 2 Oktober 2026, dibayarkan 15 Oktober 2026",
                ),
                Fact("Sisa sampai batas", "Rp 2.000.000 dari Rp 10.000.000 (SPIFF Pro Push)"),
                Fact(
                    "Aturan",
                    "Pro Push, versi 1: Rp 250.000 per seat CloudSuite Pro, September 2026."
                    " Paling banyak Rp 10.000.000 per orang per bulan.",
                ),
            )
        ),
        Table(
            ("Tanggal", "Penjualan", "Kuantitas", "Tarif", "Diperoleh"),
            (
                ("3 September 2026", "S-0016", "24", "Rp 250.000", "Rp 6.000.000"),
                ("10 September 2026", "S-0017", "8", "Rp 250.000", "Rp 2.000.000"),
            ),
            frozenset({2, 3, 4}),
        ),
        Picture(
            "Penghasilan pada September 2026",
            (
                Bar("3 September 2026 · 24 seat", 600_000_000, "Rp 6.000.000"),
                Bar("10 September 2026 · 8 seat", 200_000_000, "Rp 2.000.000"),
            ),
            "3 September 2026 · 24 seat: Rp 6.000.000; 10 September 2026 · 8 seat: Rp 2.000.000.",
        ),
        Buttons(
            (
                Button("Kenapa segini?", "incentives.why", KEY),
                Button("Unduh CSV", "incentives.csv", KEY),
                Button("Unduh PDF", "incentives.pdf", KEY),
            )
        ),
    ),
    private=True,
)

DISPUTED = Reply(
    "Sanggahan S-58381 dari Rina (PT Mitra Sejahtera): perlu dijawab",
    (
        Facts(
            (
                Fact("Baris", "Rina, 10 September 2026: 8 × CloudSuite Pro S-0017"),
                Fact("Aturan", "Pro Push v1 (September 2026)"),
                Fact("Jumlah yang disanggah", "Rp 2.000.000"),
                Fact("Jawab sebelum", "Rabu, 23 September 2026 10.00 WIB"),
            )
        ),
        Buttons((Button("Terima +Rp 500.000", "disputes.accept", "S-58381", Style.PRIMARY),)),
        AskWith("Tolak", DECLINE),
    ),
    private=True,
)

DRAFTED = Reply(
    "Draft SPIFF CloudSuite Pro, October 2026, version 1: Rp 22,500,000",
    (
        Paragraph("For partners where the tier is Gold. At most Rp 12,000,000 a person a month."),
        Facts((Fact("Budget", "Rp 70,000,000"), Fact("Under budget by", "Rp 47,500,000"))),
        Table(
            ("Who", "Partner", "Units", "Gets", "Notes"),
            (
                (
                    "Rina",
                    "PT Mitra Sejahtera",
                    "45",
                    "Rp 12,000,000",
                    "the cap takes Rp 1,500,000",
                ),
                ("Dewi", "PT Mitra Sejahtera", "20", "Rp 6,000,000", ""),
                ("Siti", "Archipelago Systems", "15", "Rp 4,500,000", "equal orders"),
            ),
            frozenset({2, 3}),
        ),
        Buttons(
            (
                Button("Send to a second person", "incentives.plan_send", "3", Style.PRIMARY),
                Button("Download as YAML", "incentives.plan_yaml", "draft:3"),
                Button("Discard", "incentives.plan_drop", "3", Style.DANGER),
            )
        ),
        AskWith("Who and when", WHEN),
    ),
    private=True,
)

RANKED = Reply(
    "Leaderboard, Q3 2026",
    (
        Table(
            ("Rank", "Who", "Points"),
            (("1", "Rina (you)", "77"), ("2", "Partner #2", "20"), ("3", "Siti", "15")),
            frozenset({0, 2}),
        ),
        Buttons((Button("Hide my name", "leaderboard.hide"),)),
    ),
)

STATED = Reply(
    "You earned Rp 0 in August 2026",
    (
        Table(
            ("Date", "Sale", "Quantity", "Why not"),
            (("11 August 2026", "S-0007", "30", "no plan paid for CloudSuite Pro on that day"),),
            frozenset({2}),
            "Sales that earned nothing",
        ),
        Attachment("earnings-2026-08.csv", "text/csv", b"a,b\n", "Statement as a CSV file"),
    ),
    private=True,
)

INCENTIVES = {
    "earned": EARNED,
    "disputed line": DISPUTED,
    "drafted plan": DRAFTED,
    "leaderboard": RANKED,
    "statement": STATED,
}
