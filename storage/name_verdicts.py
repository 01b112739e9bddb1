"""What channel managers said of two customers' names: one company, or two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.people import Person


class NameVerdict(Record):
    """Of two normalised names, `one` before `other`; the audit log has the earlier ones."""

    __tablename__ = "name_verdicts"
    __table_args__ = (UniqueConstraint("one", "other"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    one: Mapped[str]
    other: Mapped[str] = mapped_column(index=True)
    is_same: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class NameVerdicts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def give(self, a: str, b: str, *, is_same: bool, by: Person, at: datetime) -> NameVerdict:
        """In the place of an earlier verdict on the same names."""
        one, other = sorted((a, b))
        query = select(NameVerdict).filter_by(one=one, other=other).with_for_update()
        found = self._session.scalars(query).one_or_none()
        if found is None:
            found = NameVerdict(one=one, other=other, is_same=is_same, by_id=by.id, at=at)
            self._session.add(found)
        found.is_same, found.by_id, found.at = is_same, by.id, at
        self._session.flush()
        return found

    def same(self) -> Sequence[tuple[str, str]]:
        query = select(NameVerdict.one, NameVerdict.other).filter_by(is_same=True)
        return [(one, other) for one, other in self._session.execute(query.order_by("id"))]

    def others(self, name: str) -> frozenset[str]:
        """The names that are said to be other companies than this one."""
        query = select(NameVerdict.one, NameVerdict.other).filter_by(is_same=False)
        query = query.where(or_(NameVerdict.one == name, NameVerdict.other == name))
        return frozenset(each for pair in self._session.execute(query) for each in pair) - {name}
