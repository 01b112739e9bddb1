"""A rule about who approves: above a value only the managers it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from handlers.conversation.form import Field, TextField
from handlers.conversation.text import Text
from handlers.rules.shapes import amounts
from handlers.rules.shapes.shape import Document, Fault, Heard, World

ANYONE = re.compile(
    r"\b(?:siapa (?:pun|saja|aja)|semua (?:channel )?manager|any(?:one|body)|any (?:channel )?manager"
    r"|everyone|without (?:a )?limit|tanpa batas|hapus|remove|drop)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Approval:
    """`{"above": {"IDR": "1000000000"}, "by": ["sari"]}`; nobody named is everybody."""

    def heard(self, sentence: str, before: Document, world: World) -> Heard:
        if ANYONE.search(sentence):
            return [{"above": {}, "by": []}]
        named = world.read.named(sentence, world.managers)
        by = sorted({world.managers[each.value] for each in named}) or before.get("by", [])
        said = amounts.amounts(sentence, before.get("above", {}), world)
        if isinstance(said, Fault):
            return said
        above = list(said) or ([before.get("above", {})] if named else [])
        return [{"above": each, "by": by} for each in above]

    def fields(self, value: Document, text: Text, world: World) -> tuple[Field, ...]:
        above = amounts.Amounts().fields(value["above"], text, world)
        names = _names(value, world)
        return (*above, TextField("by", text("label_by"), names, text("hint_by")))

    def written(self, values: Mapping[str, str], before: Document, world: World) -> Heard:
        above = amounts.Amounts().written(values, {}, world)
        if isinstance(above, Fault):
            return above
        named = world.read.named(values.get("by", ""), world.managers)
        by = sorted({world.managers[each.value] for each in named})
        return [{"above": each, "by": by} for each in above]

    def fault(self, value: Document) -> Fault | None:
        if not value["above"] and not value["by"]:
            return None
        return amounts.fault(value["above"]) or (None if value["by"] else Fault("nobody", at="by"))

    def shown(self, value: Document, text: Text, world: World) -> str:
        if not value["by"]:
            return text("anybody")
        above = amounts.Amounts().shown(value["above"], text, world)
        return text("only_by", above=above, names=_names(value, world))


def _names(value: Document, world: World) -> str:
    called = {handle: name for name, handle in world.managers.items()}
    return ", ".join(called.get(handle, handle) for handle in value["by"])
