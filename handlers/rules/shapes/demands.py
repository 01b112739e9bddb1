"""A rule about what a registration must say besides the usual: always, above a value, or for a
product."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.conversation.form import Field, TextField
from handlers.conversation.text import Text
from handlers.rules.shapes import amounts
from handlers.rules.shapes.shape import Document, Fault, Heard, World

#: What can be asked for besides what every deal needs.
FIELDS = {
    "tax_id": r"npwp|nomor pajak|tax[\s_-]*(?:id|number|no)\b",
    "domain": r"domain|website|situs|web\b",
    "seats": r"seats?|kursi|lisensi|licen[cs]es?|jumlah pengguna",
}
NOT = re.compile(
    r"\b(?:tidak|nggak|gak|tak|ga)\s+(?:perlu|wajib|usah|harus)|\b(?:hapus|cabut|drop|remove)\b"
    r"|\b(?:no longer|not|optional|opsional)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Demands:
    """`{"demands": [{"field": "tax_id", "above": {"IDR": "500000000"}, "product": ""}]}`."""

    def heard(self, sentence: str, before: Document, world: World) -> Heard:
        fields = _fields(sentence)
        if not fields:
            return []
        kept = [each for each in before.get("demands", []) if each["field"] not in fields]
        if NOT.search(sentence):
            return [{"demands": kept}]
        found = _one(sentence, fields, world)
        return found if isinstance(found, Fault) else [{"demands": [*kept, *f]} for f in found]

    def fields(self, value: Document, text: Text, world: World) -> tuple[Field, ...]:
        lines = "\n".join(_lines(value, text, world))
        label, hint = text("label_demands"), text("hint_demands")
        return (TextField("demands", label, lines, hint, required=False, multiline=True),)

    def written(self, values: Mapping[str, str], before: Document, world: World) -> Heard:
        """A line for each."""
        found: list[dict[str, Any]] = []
        for line in filter(None, map(str.strip, values.get("demands", "").splitlines())):
            said = _one(line, _fields(line), world)
            if isinstance(said, Fault) or len(said) != 1 or not said[0]:
                return said if isinstance(said, Fault) else Fault("no_demand", at="demands")
            found.extend(said[0])
        return [{"demands": found}]

    def fault(self, value: Document) -> Fault | None:
        for each in value["demands"]:
            wrong = amounts.fault(each["above"]) if each["above"] else None
            if wrong is not None:
                return Fault(wrong.key, wrong.said, "demands")
        return None

    def shown(self, value: Document, text: Text, world: World) -> str:
        return "; ".join(_lines(value, text, world)) or text("no_demands")


def _fields(sentence: str) -> list[str]:
    found = (name for name, said in FIELDS.items() if re.search(rf"\b(?:{said})", sentence, re.I))
    return list(found)


def _one(sentence: str, fields: Iterable[str], world: World) -> list[list[Document]] | Fault:
    """What a sentence demands, in each of its readings."""
    said = amounts.amounts(sentence, {}, world)
    if isinstance(said, Fault):
        return Fault(said.key, said.said, "demands")
    named = world.read.named(sentence, world.products)
    product = world.products[named[0].value] if named else ""
    above: list[Document] = list(said) or [{}]
    return [[{"field": f, "above": each, "product": product} for f in fields] for each in above]


def _lines(value: Document, text: Text, world: World) -> Iterable[str]:
    names = {sku: name for name, sku in reversed(world.products.items())}
    for each in value["demands"]:
        above = amounts.Amounts().shown(each["above"], text, world)
        key = f"demand{'_above' if above else ''}{'_product' if each['product'] else ''}"
        product = names.get(each["product"], each["product"])
        yield text(key, field=text(f"field_{each['field']}"), above=above, product=product)
