"""The published schema of `pain.001.001.09`, as a package of the development set carries it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree


@cache
def _schema() -> etree.XMLSchema:
    package = find_spec("sepaxml")
    assert package is not None
    assert package.origin is not None
    file = Path(package.origin).with_name("schemas") / "pain.001.001.09.xsd"
    return etree.XMLSchema(etree.parse(file))


def faults(content: bytes) -> list[str]:
    """What the schema has against a document."""
    schema = _schema()
    schema.validate(etree.fromstring(content))
    return [str(fault) for fault in schema.error_log]
