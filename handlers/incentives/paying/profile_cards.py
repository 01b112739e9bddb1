"""How a payout profile looks to its owner and to finance: accounts only by their end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.conversation.form import Form, TextField
from handlers.conversation.reply import (
    AskWith,
    Block,
    Button,
    Buttons,
    Facts,
    Paragraph,
    Reply,
    private,
)
from handlers.conversation.reply import Fact as Said
from handlers.conversation.text import Text
from handlers.incentives.documents.words import percent
from handlers.incentives.paying.gathering import profile_of
from handlers.incentives.paying.phrases import payout_words
from handlers.incentives.payouts.profiles import missing
from handlers.incentives.payouts.values import Fact
from storage.profiles import SHOWN, PayoutProfile

#: In the order of the form; the first is asked for, as the bank has it.
LINES = ("name", "account", "bank", "bic", "street", "postcode", "town", "country", "tax_id")
SECRET = frozenset({"account", "tax_id"})
#: Which line of the form is wrong.
FIELD_OF = {
    Fact.NAME: "name",
    Fact.LATIN_NAME: "name",
    Fact.IBAN: "account",
    Fact.NUMBER: "account",
    Fact.BIC: "bic",
    Fact.COUNTRY: "country",
}


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose profile it is: their name, and whether it is finance that looks."""

    earner: str
    name: str
    by_finance: bool = False
    both: bool = False  #: an owner may change to the other one


def shown(profile: PayoutProfile | None, whose: Whose, text: Text) -> Reply:
    lacks = missing(profile_of(profile), _is_taxed(profile))
    state = "profile_complete" if not lacks else "profile_lacks"
    words = payout_words(text)
    facts = "; ".join(words(f"fact_{fact}") for fact in lacks)
    title = text(state, name=whose.name, facts=facts)
    known = (Facts(tuple(_facts(profile, text))),) if profile else ()
    return private(title, *known, *_change(profile, whose, text))


def mend(asked: Form, text: Text) -> Reply:
    return private(text("profile_mend"), AskWith(asked.submit, asked))


def saved(profile: PayoutProfile, whose: Whose, text: Text) -> Reply:
    card = shown(profile, whose, text)
    return private(text("profile_saved", name=whose.name), Paragraph(card.title), *card.blocks)


def withholding(profile: PayoutProfile | None, whose: Whose, text: Text, error: str = "") -> Form:
    tax = profile.withholding_tax if profile else ""
    known = profile.withholding_pct if profile else None
    fields = (
        TextField("tax", text("field_tax"), tax, text("hint_tax"), required=False),
        TextField("pct", text("field_pct"), "" if known is None else f"{known:f}", error=error),
    )
    title = text("withholding_form", name=whose.name)
    return Form("paying.withholding", title, fields, text("profile_save"), subject=whose.earner)


@dataclass(frozen=True, slots=True)
class Filling:
    """The form, filled in as far as it may be shown or as it was sent in; what is left empty
    of the rest stays as it was."""

    profile: PayoutProfile | None
    whose: Whose
    text: Text
    told: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def form(self) -> Form:
        fields = tuple(map(self._line, LINES))
        title = self.text("profile_form", name=self.whose.name)
        save = self.text("profile_save")
        return Form("paying.profile", title, fields, save, subject=self.whose.earner)

    def _line(self, name: str) -> TextField:
        known = "" if name in SECRET or self.profile is None else getattr(self.profile, name)
        hint = self._hint(name)
        return TextField(
            name,
            self.text(f"field_{name}"),
            self.told.get(name, known),
            hint,
            required=name in ("name", "account") and not hint,
            error=self.errors.get(name, ""),
        )

    def _hint(self, name: str) -> str:
        """An account or a tax number that is known, by its end."""
        if self.profile is None or name not in SECRET:
            return ""
        kept = self.profile.masked if name == "account" else ended(self.profile.tax_id)
        return self.text("hint_kept", kept=kept) if kept else ""


def ended(secret: str) -> str:
    """The end of it, if that is not most of it."""
    hidden = max(len(secret) - SHOWN, (len(secret) + 1) // 2)
    return "•" * hidden + secret[hidden:]


def _facts(profile: PayoutProfile, text: Text) -> list[Said]:
    told = {name: getattr(profile, name, "") for name in LINES if name not in SECRET}
    told |= {"account": profile.masked, "tax_id": ended(profile.tax_id)}
    facts = [Said(text(f"field_{name}"), told[name]) for name in LINES if told[name]]
    pct = profile.withholding_pct
    rate = text("tax_unknown") if pct is None else percent(pct, text)
    tax = rate if pct is None else ", ".join(filter(None, (profile.withholding_tax, rate)))
    return [*facts, Said(text("label_withholding"), tax)]


def _change(profile: PayoutProfile | None, whose: Whose, text: Text) -> list[Block]:
    """Finance sets the tax and never an account."""
    if whose.by_finance:
        asked = withholding(profile, whose, text)
        return [AskWith(text("button_withholding"), asked)]
    own = AskWith(text("button_fill"), Filling(profile, whose, text).form())
    if not whose.both:
        return [own]
    other = "company" if whose.earner.startswith("member:") else "own"
    return [own, Buttons((Button(text(f"button_{other}"), "paying.profile", other),))]


def _is_taxed(profile: PayoutProfile | None) -> bool:
    pct = profile.withholding_pct if profile else None
    return pct is not None and pct > 0
