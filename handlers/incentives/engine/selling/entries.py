"""The transactions as they are credited: one entry for each, or for each partner's part of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact
from handlers.incentives.engine.columns.texts import Texts
from handlers.incentives.engine.plan import Earner, On
from handlers.incentives.engine.selling.credits import Credited
from handlers.incentives.engine.selling.links import Links, State
from handlers.incentives.engine.selling.sales import Sales


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """`row` is the transaction of each entry and `root` the entry in whose place it counts;
    `linked` are those in another's place, in the order in which they happened to it."""

    sales: Sales
    links: Links
    credited: Credited | None
    row: Array
    root: Array
    linked: Array
    partner: Texts
    member: Texts

    @classmethod
    def of(cls, sales: Sales) -> Entries:
        """
        Raises:
            BadSales: for rows that cannot be counted.
        """
        links = Links(sales)
        credited = Credited.of(sales, links.root)
        partner, member = sales.texts("partner"), sales.texts("member")
        if credited is None:
            own = np.arange(len(sales))
            people = partner[links.root], member[links.root]
            return cls(sales, links, None, own, links.root, links.rows, *people)
        starts = np.flatnonzero(credited.slot == 0)
        root = starts[links.root[credited.row]] + credited.slot
        people = _people(credited, partner[links.root], member[links.root])
        return cls(sales, links, credited, credited.row, root, _linked(credited, links), *people)

    def __len__(self) -> int:
        return len(self.row)

    def earner(self, earner: Earner) -> Texts:
        return self.partner if earner is Earner.PARTNER else self.member

    def days(self, on: On | None) -> Array:
        """The day of each entry on a basis; where its column says none, its date."""
        days = self.sales.days("date")[0]
        if on is not None and self.sales.has(on.value):
            stated, known = self.sales.days(on.value)
            days = np.where(known, stated, days)
        return self.spread(days)

    def spread(self, column: Array) -> Array:
        """A column of the transactions as one of the entries."""
        return column if self.credited is None else column[self.row]

    def rooted(self, column: Array) -> Array:
        """For each entry what the one says in whose place it counts."""
        return column if not len(self.linked) else column[self.root]

    def state(self, name: str, unit: int | None) -> State:
        """A column's state, split among the credited in units of 1/`unit` (None: exactly)."""
        return self.split(self.links.state(name), unit)

    def split(self, state: State, unit: int | None) -> State:
        if self.credited is None:
            return state
        after, before = self.credited.parts(state.after, unit), state.before
        return State(
            after, self.credited.parts(before, unit) if len(self.linked) else before[self.row]
        )

    def shares(self) -> Exact:
        """What part of its transaction an entry is."""
        ones = Exact(np.ones(len(self.sales), dtype=np.int64))
        return ones if self.credited is None else self.credited.parts(ones, None)

    @property
    def alive(self) -> Array:
        return self.spread(self.links.alive)

    @property
    def lived(self) -> Array:
        return self.spread(self.links.lived)


def _people(credited: Credited, partner: Texts, member: Texts) -> tuple[Texts, Texts]:
    """Credited partners; the transaction's member is that of its own partner."""
    known = list(partner.values)
    places = {value: place for place, value in enumerate(known)}
    people = list(member.values)
    own, sellers = partner.codes[credited.row].copy(), member.codes[credited.row].copy()
    for kind, found in enumerate(credited.kinds):
        for slot, credit in enumerate(found):
            mine = (credited.kind == kind) & (credited.slot == slot)
            if credit.partner not in places:
                places[credit.partner] = len(known)
                known.append(credit.partner)
            named = places[credit.partner]
            other = partner.codes[credited.row[mine]] != named
            sellers[mine] = np.where(other, -1, sellers[mine])
            if credit.member:
                sellers[mine] = _place(people, credit.member)
            own[mine] = named
    return Texts(own, tuple(known)), Texts(sellers, tuple(people))


def _place(people: list[str], member: str) -> int:
    if member not in people:
        people.append(member)
    return people.index(member)


def _linked(credited: Credited, links: Links) -> Array:
    """The entries of the linked rows, each chain's together and in its order."""
    counts = np.bincount(credited.row, minlength=len(links.root))
    starts = np.cumsum(counts) - counts
    rows = links.rows
    if not len(rows):
        return rows
    many = counts[rows]
    entries = np.repeat(starts[rows], many)
    slot = np.arange(len(entries)) - np.repeat(np.cumsum(many) - many, many)
    order = np.lexsort(
        (np.repeat(np.arange(len(rows)), many), slot, np.repeat(links.root[rows], many))
    )
    return (entries + slot)[order]
