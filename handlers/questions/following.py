"""What a short sentence asks after an earlier question, in whichever language that was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from handlers.conversation.slots import Reader
from handlers.questions import leaning
from handlers.questions.asking import Part, is_a_time, parts
from handlers.questions.days import When, when
from handlers.questions.leaning import PRODUCTS, Kinds, Name, content, names


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was asked before, and for which day."""

    question: str
    day: date | None = None


def following(
    sentence: str, earlier: Earlier, kinds: Kinds, read: Reader, marked: bool = True
) -> tuple[Part, ...]:
    """*Kalau yang Basic?* is the earlier question with another name, *kalau harganya?* asks
    something else of the same thing. Nothing when the sentence does not lean on it; without
    being `marked` as one that does, it has to point back or say next to nothing itself."""
    if len(parts(sentence, read)) > 1:
        return ()  # several questions at once stand by themselves
    named = when(sentence, read)
    asked = named or When(sentence.strip(), earlier.day)
    if named and is_a_time(leaning.said(sentence), read):
        return (Part(earlier.question, named.day, named.version, bare=True),)
    marked = marked or leaning.is_marked(sentence)
    found = _Leaning(asked.rest, earlier.question, kinds, read, marked).parts()
    return tuple(replace(part, day=asked.day, version=asked.version) for part in found)


@dataclass(frozen=True, slots=True)
class _Leaning:
    """A sentence and the question that it may lean on."""

    sentence: str
    earlier: str
    kinds: Kinds
    read: Reader
    marked: bool

    def parts(self) -> tuple[Part, ...]:
        said, asks = self.said, leaning.asks(self.sentence)
        if leaning.asks_why(self.sentence):
            return ()
        if not content(said):
            points = leaning.points(self.sentence)
            return self._elliptical() if asks or (points and asks is None) else ()
        if self._only_names(said):
            return tuple(self._instead(each) for each in self._each(said))
        if not self.marked and not (self._is_question(asks) and self._leans(said)):
            return ()
        if asks is not False or leaning.points(said):
            return self._asked(said)
        return tuple(self._instead(each) for each in self._each(said))

    @property
    def said(self) -> str:
        return leaning.said(self.sentence)

    def _names(self, text: str) -> list[Name]:
        return names(text, self.kinds, self.read)

    def _only_names(self, said: str) -> bool:
        """*Silver?* · *does that apply to distributors too?*"""
        found = self._names(leaning.inside(said))
        plain = leaning.without_sameness(said)
        rest = {w.stem for w in content(plain)} - _stems(" ".join(n.text for n in found))
        return bool(found) and not rest

    def _leans(self, said: str) -> bool:
        """Unmarked: it points back, or says little, and names nothing of its own."""
        if self._names(self.sentence):
            return False
        return leaning.points(said) or len(content(said)) <= leaning.FEW

    def _is_question(self, asks: bool | None) -> bool:
        return asks is not False or self.sentence.rstrip().endswith("?")

    def _elliptical(self) -> tuple[Part, ...]:
        """*Sejak kapan?*: only a question, so it is about all that was asked before."""
        bare = self.sentence.strip(" ?.!,")
        holds = self.earlier if leaning.asks_when(bare) else ""
        if leaning.PRONOUN.search(bare):
            return (Part(self._pointed(bare, None), bare=True, holds=holds),)
        return (Part(f"{bare} {self._subject()}", bare=True, holds=holds),)

    def _asked(self, said: str) -> tuple[Part, ...]:
        """Something else of the same thing; or a question that stands alone."""
        if self._names(self.sentence):
            return parts(said, self.read) if self.marked else ()
        bare = leaning.without_asking(said)
        if self.marked and not leaning.points(said) and self._is_name(bare):
            return (self._instead(bare),)
        thing = self._thing()
        if leaning.PRONOUN.search(said):
            return (Part(self._pointed(said, thing), about=_about(thing)),)
        question = f"{said} {thing.text if thing else self._subject()}"
        points = leaning.points(said)
        alone = "" if points and len(content(said)) < leaning.FEW else said
        part = Part(question, alone=alone, about=_about(thing))
        weak = not self.marked and not points
        return (replace(part, mentions=said, alone_first=True) if weak else part,)

    def _pointed(self, said: str, thing: Name | None) -> str:
        """With what *it* stands for in its place."""
        return leaning.PRONOUN.sub(thing.text if thing else self._subject(), said, count=1)

    def _instead(self, said: str) -> Part:
        """Another name in the place of the last one of its kind; else something else of the
        same thing, or more about the same question."""
        new = next(iter(self._names(leaning.inside(said))), None)
        if new is not None and new.kind:
            return self._renamed(said, new)
        thing, old = self._thing(), self._last(PRODUCTS)
        of = f"{said} {thing.text if thing else self._subject()}"
        if not self._is_name(said):
            return Part(of, alone=said, about=_about(thing))
        named = leaning.without_sameness(said) if new else said
        product = named if old else ""
        question = self._replaced(old or thing, named)
        return Part(question, alone=of, about=_about(thing), mentions=named, product=product)

    def _renamed(self, said: str, new: Name) -> Part:
        """With the name alone where the rest was said before: *Silver partners*."""
        rest = _stems(leaning.without_sameness(said)) - _stems(self.earlier) - _stems(new.text)
        question = self._replaced(self._last(new.kind), said if rest else new.text)
        return Part(question, about=(new.text,) if new.kind == PRODUCTS else ())

    def _each(self, said: str) -> list[str]:
        """*Silver and Platinum* are two questions, where both are names."""
        pieces = leaning.apart(said)
        both = all(self._names(leaning.inside(piece)) for piece in pieces)
        return pieces if both else [said]

    def _is_name(self, said: str) -> bool:
        """*Basic* and *basic* may be; *storage*, a word we know the meaning of, is not."""
        words = content(said)
        known = all(word.stem.startswith("=") for word in words)
        return len(said.split()) <= leaning.A_NAME and not known

    def _last(self, kind: str) -> Name | None:
        found = self._names(self.earlier)
        return next((name for name in reversed(found) if name.kind == kind), None)

    def _thing(self) -> Name | None:
        """What the earlier question was about, where it has a name: a product, or what we do
        not know better. A tier or a kind of partner only says for whom."""
        unknown = [name for name in self._names(self.earlier) if not name.kind]
        return self._last(PRODUCTS) or (unknown[-1] if unknown else None)

    def _subject(self) -> str:
        """All that the earlier question says, without asking."""
        return " ".join(word.written for word in content(self.earlier)) or self.earlier

    def _replaced(self, old: Name | None, new: str) -> str:
        if old is None:
            return f"{self.earlier.rstrip(' ?.!')} {new}?"
        return f"{self.earlier[: old.start]}{new}{self.earlier[old.end :]}"


def _about(thing: Name | None) -> tuple[str, ...]:
    return (thing.text,) if thing and thing.kind else ()


def _stems(text: str) -> set[str]:
    return {word.stem for word in content(text)}
