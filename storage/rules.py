"""The programme's rules: data with dates, edited by channel managers, never constants."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record


class UnknownRule(LookupError):
    """No version of the rule is in force on that day."""


class Rule(Record):
    """One version of one rule, in force from a day on until the next version begins.

    `value` is the rule's own document, for example `{"days": 90}` for `deals.protection`.
    `source` is what a person reads as its proof: "Deal rules v2".
    """

    __tablename__ = "rules"
    __table_args__ = (UniqueConstraint("name", "effective_from"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str]
    value: Mapped[Document]
    effective_from: Mapped[date]
    source: Mapped[str]


class Rules:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, rule: Rule) -> None:
        self._session.add(rule)

    def on(self, name: str, day: date) -> Rule:
        """The version in force that day.

        Raises:
            UnknownRule: when none is.
        """
        query = (
            select(Rule)
            .where(Rule.name == name, Rule.effective_from <= day)
            .order_by(Rule.effective_from.desc())
        )
        found = self._session.scalars(query).first()
        if found is None:
            raise UnknownRule(f"no rule {name} on {day.isoformat()}")
        return found

    def found(self, name: str, day: date) -> Rule | None:
        """The version in force that day, of a rule that need not be there."""
        try:
            return self.on(name, day)
        except UnknownRule:
            return None
