"""What the vendor has that a plan may name: products, regions, and plans there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.partners import PartnerKind, Tier

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """`products` are what products are called, with the name that sales carry; `plans` the
    documents of the plans in force by what they are called."""

    products: Mapping[str, str] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    plans: Mapping[str, Document] = field(default_factory=dict)
    tiers: tuple[str, ...] = tuple(tier.value for tier in Tier)
    kinds: tuple[str, ...] = tuple(kind.value for kind in PartnerKind)
