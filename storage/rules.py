"""The programme's rules: data with dates, edited by channel managers, never constants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.inserting import insert_missing


class InForce(RuntimeError):
    """A version that is or was in force is never changed: people acted on it."""


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

    def named(self, name: str) -> Sequence[Rule]:
        """All its versions, the oldest first."""
        query = select(Rule).where(Rule.name == name).order_by(Rule.effective_from)
        return self._session.scalars(query.execution_options(populate_existing=True)).all()

    def hold(self, name: str) -> Sequence[Rule]:
        """All its versions, kept from others until the transaction ends."""
        query = select(Rule.id).where(Rule.name == name).order_by(Rule.id)
        self._session.execute(query.with_for_update()).all()
        return self.named(name)

    def begin(self, rule: Rule, today: date) -> bool:
        """Keep a new version, in the place of a coming one that would begin on the same day;
        False when somebody else was first.

        Raises:
            InForce: when a version began on that very day, or the day is over.
        """
        before = self._beginning(rule.name, rule.effective_from)
        if rule.effective_from < today or (before and before.effective_from <= today):
            raise InForce(f"{rule.name} on {rule.effective_from.isoformat()}")
        if before is not None:
            self.withdraw(before, today)
        return self.first(rule)

    def first(self, rule: Rule) -> bool:
        """Keep a version unless there is one that begins on that day."""
        row = {
            "name": rule.name,
            "value": rule.value,
            "effective_from": rule.effective_from,
            "source": rule.source,
        }
        made = insert_missing(self._session, Rule).values(row).returning(Rule.id)
        return self._session.execute(made).first() is not None

    def withdraw(self, rule: Rule, today: date) -> None:
        """Drop a version before it begins.

        Raises:
            InForce: when it has begun.
        """
        if rule.effective_from <= today:
            raise InForce(f"{rule.name} since {rule.effective_from.isoformat()}")
        self._session.delete(rule)
        self._session.flush()

    def _beginning(self, name: str, day: date) -> Rule | None:
        query = select(Rule).filter_by(name=name, effective_from=day)
        return self._session.scalars(query).one_or_none()
