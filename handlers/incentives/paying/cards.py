"""How batches and payments look: to finance, to whoever approves, and to payees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.conversation.reply import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Style,
    Table,
    private,
)
from handlers.conversation.text import Text
from handlers.incentives.paying.bank_words import told_payee
from handlers.incentives.paying.kept import WAITS, batch_of, name_on, waiting_of
from handlers.incentives.paying.phrases import (
    answered_on,
    in_short,
    person,
    reasons,
    short_state,
)
from handlers.incentives.payouts.values import Batch, Item, Totals, Waiting
from storage.batches import Payout, PayoutItem, PayoutState
from storage.store import Records

MOST_ROWS = 20


def batch(payout: Payout, records: Records, text: Text) -> Reply:
    """As it stands now; every copy of it is kept true."""
    period = records.periods.get(payout.period_id)
    title = text(f"batch_{payout.state}", reference=payout.reference, period=period.days)
    facts = tuple(_facts(payout, records, text))
    whole = batch_of(payout)
    blocks: list[Block] = [Facts(facts), *_paid(payout, text), *waiting(whole.waiting, text)]
    return private(title, *blocks, *_steps(payout, text))


def overview(payouts: Sequence[Payout], now: Batch, text: Text) -> Reply:
    """The newest batches, and who would wait if one were made now."""
    if not payouts and not now.waiting and not now.items:
        return private(text("no_batches"))
    rows = tuple(_row(each, text) for each in payouts[:MOST_ROWS])
    heads = tuple(text(f"head_{name}") for name in ("batch", "state", "payments", "paid"))
    table = (Table(heads, rows, frozenset({2, 3})),) if rows else ()
    shown = tuple(Button(each.reference, "paying.show", each.reference) for each in payouts[:5])
    ready = (Paragraph(text("ready_now", **_ready(now, text))),) if now.items else ()
    buttons = (Buttons(shown),) if shown else ()
    return private(text("batches"), *table, *ready, *waiting(now.waiting, text), *buttons)


def waiting(those: Sequence[Waiting], text: Text) -> Iterator[Block]:
    """Who waits, for how much and why."""
    if not those:
        return
    heads = tuple(text(f"head_{name}") for name in ("payee", "payable", "why"))
    rows = tuple(_waits(one, text) for one in those[:MOST_ROWS])
    yield Table(heads, rows, frozenset({1}), text.plural("waiting", len(those)))


def mine(items: Sequence[PayoutItem], soon: Sequence[Item | Waiting], text: Text) -> Reply:
    """What somebody was paid, and what is to come or waits."""
    items = [each for each in items if each.state not in WAITS]
    if not items and not soon:
        return private(text("mine_none"), _profile_button(text))
    heads = tuple(text(f"head_{name}") for name in ("day", "payment", "paid", "state"))
    rows = tuple(_my_row(each, text) for each in items[:MOST_ROWS])
    table = (Table(heads, rows, frozenset({2})),) if rows else ()
    said = (Paragraph(_coming(one, text)) for one in soon)
    return private(text("mine"), *table, *said, _profile_button(text))


def outcome(item: PayoutItem, account: str, text: Text) -> Reply:
    """What a payee is told of one payment."""
    if item.state in WAITS:
        due = waiting_of(item)
        said = (Paragraph(line) for line in reasons(due, text))
        return private(text("told_waits", amount=due.carried), *said, _profile_button(text))
    blocks = told_payee(item, text)
    title = text(f"told_{item.state}", amount=item.net, account=account)
    return private(title, *(Paragraph(line) for line in blocks), _profile_button(text))


def unpaid(items: Sequence[PayoutItem], text: Text) -> Reply:
    """What the bank did not pay, and why."""
    if not items:
        return private(text("unpaid_none"))
    heads = tuple(text(f"head_{name}") for name in ("payment", "payee", "paid", "why"))
    rows = tuple(
        (each.reference, name_on(each), text.money(each.net), short_state(each, text))
        for each in items
    )
    again = Paragraph(text("unpaid_again"))
    return private(text.plural("unpaid", len(items)), Table(heads, rows, frozenset({2})), again)


def nothing(now: Batch, drafts: Sequence[Payout], text: Text) -> Reply:
    """Nothing to put into a batch: who waits, and which drafts have the money."""
    have = ", ".join(each.reference for each in drafts)
    said = (Paragraph(text("nothing_drafts", drafts=have)),) if have else ()
    buttons = tuple(Button(each.reference, "paying.show", each.reference) for each in drafts[:5])
    shown = (Buttons(buttons),) if buttons else ()
    return private(text("nothing"), *said, *waiting(now.waiting, text), *shown)


def _facts(payout: Payout, records: Records, text: Text) -> Iterator[Fact]:
    for totals in batch_of(payout).totals:
        yield Fact(text("label_paid"), _total(totals, text))
    if payout.pay_on is not None:
        yield Fact(text("label_pay_on"), text.day(payout.pay_on))
    steps = (
        ("prepared", payout.prepared_by_id, payout.prepared_at),
        ("approved", payout.approved_by_id, payout.approved_at),
        ("sent", payout.sent_by_id, payout.sent_at),
    )
    for step, by, at in steps:
        if by is not None and at is not None:
            yield Fact(text(f"label_{step}"), text("by", name=person(records, by), at=at))


def _total(totals: Totals, text: Text) -> str:
    said = text.plural("total", totals.payments, paid=totals.paid)
    more = ("withheld", "recovered", "carried", "left_out")
    kept = [(name, getattr(totals, name)) for name in more]
    parts = [text(f"of_{name}", amount=amount) for name, amount in kept if amount.minor]
    return "; ".join([said, *parts])


def _paid(payout: Payout, text: Text) -> Iterator[Block]:
    items = [each for each in payout.items if each.state not in WAITS]
    if not items:
        return
    heads = tuple(text(f"head_{name}") for name in ("payee", "gross", "withheld", "paid", "state"))
    rows = tuple(_payment(each, text) for each in items[:MOST_ROWS])
    hidden = max(len(items) - MOST_ROWS, 0)
    more = text.plural("more_rows", hidden) if hidden else ""
    yield Table(heads, rows, frozenset({1, 2, 3}), more)


def _payment(item: PayoutItem, text: Text) -> tuple[str, ...]:
    kept_back = text.money(item.gross - item.net)
    amounts = text.money(item.gross), kept_back, text.money(item.net)
    return (name_on(item), *amounts, short_state(item, text))


def _waits(one: Waiting, text: Text) -> tuple[str, ...]:
    due = one.due
    amount = due.payable if due.payable.minor else due.left_out
    return due.payee.name, text.money(amount), in_short(one, text)


def _steps(payout: Payout, text: Text) -> Iterator[Block]:
    """What can be done next, by whoever may."""
    names = {
        PayoutState.DRAFT: ("approve", "discard"),
        PayoutState.APPROVED: ("export", "sent", "discard"),
        PayoutState.SENT: ("export",),
    }.get(payout.state, ())
    buttons = tuple(_button(name, payout, text) for name in names)
    if buttons:
        yield Buttons(buttons)


def _button(name: str, payout: Payout, text: Text) -> Button:
    styles = {"approve": Style.PRIMARY, "discard": Style.DANGER}
    style = styles.get(name, Style.PLAIN)
    return Button(text(f"button_{name}"), f"paying.{name}", payout.reference, style)


def _row(payout: Payout, text: Text) -> tuple[str, ...]:
    totals = batch_of(payout).totals
    count = sum(each.payments for each in totals)
    paid = ", ".join(text.money(each.paid) for each in totals)
    return payout.reference, text(f"state_{payout.state}"), text.show(count), paid


def _ready(now: Batch, text: Text) -> dict[str, str]:
    paid = ", ".join(text.money(each.paid) for each in now.totals)
    return {"payments": str(len(now.items)), "paid": paid}


def _my_row(item: PayoutItem, text: Text) -> tuple[str, ...]:
    return answered_on(item, text), item.reference, text.money(item.net), short_state(item, text)


def _coming(one: Item | Waiting, text: Text) -> str:
    if isinstance(one, Item):
        return text("coming", amount=one.paid)
    return " ".join((text("told_waits", amount=one.carried), *reasons(one, text)))


def _profile_button(text: Text) -> Buttons:
    return Buttons((Button(text("button_profile"), "paying.profile"),))
