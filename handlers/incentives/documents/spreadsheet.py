"""A statement as CSV: the column names of the best known export of earnings where they fit."""

from __future__ import annotations

from decimal import Decimal

from handlers.conversation.sheets import Cell, as_csv
from handlers.conversation.text import Text
from handlers.incentives.documents import words
from handlers.incentives.documents.values import Adjustment, Fx, Line, Rule, StatementDocument
from storage.values import Language, Money, Period

COLUMNS = (
    "earningId",
    "participantName",
    "programName",
    "programVersion",
    "lever",
    "transactionId",
    "transactionDate",
    "customerName",
    "product",
    "quantity",
    "transactionAmount",
    "transactionCurrency",
    "earningRate",
    "earningRateUnit",
    "grossAmount",
    "limitAmount",
    "earningAmount",
    "earningCurrency",
    "earningExchangeRate",
    "exchangeRateDate",
    "calculationDate",
    "earningType",
    "reasonCode",
    "reasonDescription",
    "paymentStatus",
    "paymentStatusDescription",
    "estimatedPaymentMonth",
    "addedAfterClosing",
    "statementVersion",
    "statementHash",
)


def to_csv(document: StatementDocument, language: Language) -> bytes:
    """A row for each line, also those that earned nothing, then each adjustment; numbers are
    exact and written as a machine reads them."""
    text = Text.load(words.CATALOGUE, language)
    lines = [_line(line, text) for line in document.lines]
    adjustments = [_adjustment(each, text) for each in document.adjustments]
    shared = _shared(document)
    rows = [{**shared, **row} for row in (*lines, *adjustments)]
    return as_csv([COLUMNS, *([row.get(name, "") for name in COLUMNS] for row in rows)])


def _shared(document: StatementDocument) -> dict[str, Cell]:
    return {
        "participantName": document.who,
        "earningCurrency": document.currency,
        "calculationDate": document.issue.day.isoformat(),
        "statementVersion": document.issue.version,
        "statementHash": document.issue.hash,
    }


def _line(line: Line, text: Text) -> dict[str, Cell]:
    return {
        "earningId": line.id,
        **_rule(line.rule),
        **_sale(line),
        **_rate(line.rate),
        "grossAmount": line.gross.amount,
        "limitAmount": line.cut.amount if line.cut else "",
        "earningAmount": line.amount.amount,
        **_fx(line.fx),
        "earningType": "ineligible" if line.is_nothing else "earning",
        "reasonCode": line.reason,
        "reasonDescription": words.reason(line.reason, text, line.field) if line.reason else "",
        **_payment(line, text),
        "addedAfterClosing": "yes" if line.late else "no",
    }


def _adjustment(each: Adjustment, text: Text) -> dict[str, Cell]:
    return {
        "earningId": each.id,
        "transactionId": each.reference,
        "transactionDate": each.day.isoformat(),
        "earningAmount": each.amount.amount,
        "earningType": "adjustment",
        "reasonCode": each.kind,
        "reasonDescription": each.note or words.kind(each.kind, text),
        **_payment(each, text),
    }


def _rule(rule: Rule) -> dict[str, Cell]:
    return {
        "programName": rule.plan,
        "programVersion": rule.version,
        "lever": rule.component,
    }


def _sale(line: Line) -> dict[str, Cell]:
    sale = line.sale
    return {
        "transactionId": sale.reference,
        "transactionDate": sale.day.isoformat(),
        "customerName": sale.customer,
        "product": sale.product,
        "quantity": "" if sale.quantity is None else sale.quantity,
        "transactionAmount": sale.base.amount if sale.base else "",
        "transactionCurrency": sale.base.currency if sale.base else "",
    }


def _rate(rate: Decimal | Money | None) -> dict[str, Cell]:
    match rate:
        case None:
            return {}
        case Money():
            return {"earningRate": rate.amount, "earningRateUnit": rate.currency}
        case _:
            return {"earningRate": rate, "earningRateUnit": "percent"}


def _fx(fx: Fx | None) -> dict[str, Cell]:
    if fx is None:
        return {}
    return {"earningExchangeRate": fx.rate, "exchangeRateDate": fx.day.isoformat()}


def _payment(each: Line | Adjustment, text: Text) -> dict[str, Cell]:
    return {
        "paymentStatus": each.status,
        "paymentStatusDescription": text(f"status_{each.status}"),
        "estimatedPaymentMonth": _month(each.pay_month),
    }


def _month(month: Period | None) -> str:
    return month.first.strftime("%Y-%m") if month else ""
