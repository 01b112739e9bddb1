"""Which figures somebody asks for: of whom, by what, for which months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from handlers.figures.definitions import Kpi
from storage.partners import PartnerKind, Tier
from storage.values import Period


class By(StrEnum):
    PARTNER = "partner"
    TIER = "tier"
    REGION = "region"
    KIND = "kind"
    PLAN = "plan"


#: What can be told of a plan; everything else is a partner's as a whole.
OF_A_PLAN = (Kpi.REVENUE, Kpi.COST)
#: Shown side by side where several groups are asked for and no figure is named.
USUAL = (Kpi.REVENUE, Kpi.COST, Kpi.WIN_RATE, Kpi.ACTIVE, Kpi.CERTIFICATION)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is empty was not said; `trend` asks for each of the last months."""

    kpis: tuple[Kpi, ...] = ()
    period: Period | None = None
    by: tuple[By, ...] = ()
    tiers: tuple[Tier, ...] = ()
    regions: tuple[str, ...] = ()
    kinds: tuple[PartnerKind, ...] = ()
    partner_id: int | None = None
    trend: bool = False

    @property
    def figures(self) -> tuple[Kpi, ...]:
        """All that are shown, in their own order."""
        shown = {kpi for by in self.by or (None,) for kpi in self.figures_by(by)}
        return tuple(kpi for kpi in Kpi if kpi in shown)

    def figures_by(self, by: By | None) -> tuple[Kpi, ...]:
        if by is By.PLAN:
            return tuple(kpi for kpi in self.kpis if kpi in OF_A_PLAN) or OF_A_PLAN
        return self.kpis or (USUAL if by else tuple(Kpi))

    @property
    def unknown_by_plan(self) -> tuple[Kpi, ...]:
        """Named, but not to be had for a plan."""
        asked = self.kpis if By.PLAN in self.by else ()
        return tuple(kpi for kpi in asked if kpi not in OF_A_PLAN)

    def changed(self, said: Asked) -> Asked:
        """The same question with what was said anew."""
        return replace(
            self,
            kpis=said.kpis or self.kpis,
            period=said.period or self.period,
            by=said.by or self.by,
            tiers=said.tiers or self.tiers,
            regions=said.regions or self.regions,
            kinds=said.kinds or self.kinds,
            partner_id=said.partner_id or self.partner_id,
            trend=said.trend or self.trend,
        )

    def document(self) -> dict[str, Any]:
        """As plain JSON, for a button and for what we remember."""
        days = [self.period.first.isoformat(), self.period.last.isoformat()] if self.period else []
        return {
            "kpis": [str(kpi) for kpi in self.kpis],
            "days": days,
            "by": [str(by) for by in self.by],
            "tiers": [str(tier) for tier in self.tiers],
            "regions": list(self.regions),
            "kinds": [str(kind) for kind in self.kinds],
            "partner": self.partner_id,
            "trend": self.trend,
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Asked:
        days = [date.fromisoformat(day) for day in document["days"]]
        return cls(
            tuple(Kpi(kpi) for kpi in document["kpis"]),
            Period(*days) if days else None,
            tuple(By(by) for by in document["by"]),
            tuple(Tier(tier) for tier in document["tiers"]),
            tuple(document["regions"]),
            tuple(PartnerKind(kind) for kind in document["kinds"]),
            document["partner"],
            bool(document["trend"]),
        )
