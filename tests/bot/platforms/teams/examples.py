"""What Teams draws in its own way, beside the replies that every platform draws."""

from __future__ import annotations

from handlers.conversation.form import Choice, ChoiceField, DateField, Form, TextField
from handlers.conversation.reply import (
    AskWith,
    Button,
    Buttons,
    Citation,
    Citations,
    Fact,
    Facts,
    Feedback,
    Heading,
    Paragraph,
    Reply,
    Style,
)
from tests.replies.examples import EXAMPLES as EVERYWHERE

RETURN = Form("deals.return", "Return D-1012", (TextField("reason", "What is missing"),), "Return")
DECLINE = Form("deals.decline", "Decline D-1012", (TextField("reason", "Why"),), "Decline", "7")
CORRECTED = Form(
    "mdf.request",
    "Ask for MDF",
    (
        TextField("subject", "Activity", "Roadshow", hint="What you plan"),
        TextField("amount", "Amount", "20 juta", error="Rp 15,000,000 is left this quarter."),
        DateField("day", "Day", "besok", error="Please choose a day."),
        ChoiceField("kind", "Kind", tuple(Choice(k, k.title()) for k in "abcdef"), "z"),
    ),
    "Send",
    "12",
)

EXAMPLES = EVERYWHERE | {
    "two cited answers": Reply(
        "90 days now.",
        (
            Paragraph("It was 60 days before 1 July 2026."),
            Citations(
                (
                    Citation("Deal rules v2", "v2", "Protection", "Approval protects 90 days."),
                    Citation("Deal rules", "v1", "Protection", "It protects 60 days.", page="4"),
                )
            ),
            Feedback("questions.helped", "92", "Helpful", "Not helpful"),
            Heading("At most 500 seats."),
            Citations((Citation("Pro datasheet", "v4", "Limits", "At most 500 [seats]."),)),
        ),
    ),
    "approval": Reply(
        "D-1012: PT Nusantara Retail",
        (
            Facts((Fact("Value", "Rp 150,000,000"), Fact("Partner", "Archipelago Systems"))),
            Buttons((Button("Approve", "deals.approve", "1012", Style.PRIMARY),)),
            AskWith("Return …", RETURN),
            AskWith("Decline …", DECLINE),
        ),
    ),
    "corrected form": Reply("Two things need another look.", (AskWith("Correct", CORRECTED),)),
    "long title": Reply(
        "Deal D-7Q4K2 for PT Sinar Terang is registered: 40 seats of CloudSuite Pro for "
        "Rp 60,000,000, decision by Friday 18 September 10:00 WIB."
    ),
}
