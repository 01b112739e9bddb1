"""Two pairs of eyes: who prepared something may not approve it, nor who approved it pay it."""

from __future__ import annotations

from storage.people import Person


class NotNow(RuntimeError):
    """This step does not follow the state that it is in."""


class SamePerson(RuntimeError):
    """Another person has to do this."""


def another(by: Person, *before: int | None) -> int:
    """The person's id, if none of those who acted before is the same person."""
    if by.id in before:
        raise SamePerson(f"person {by.id} already had a hand in this")
    return by.id
