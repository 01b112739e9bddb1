"""What sentences about plans may name: the products, regions and plans of the store."""

from __future__ import annotations

from handlers.incentives.drafting.world import World
from storage.incentives import Plan
from storage.store import Records


def world(records: Records) -> World:
    products = records.products.all()
    return World(
        products={called: each.name for each in products for called in (each.name, each.short)},
        regions=tuple({each.region: None for each in records.partners.all() if each.region}),
        plans={plan.name: plan.document for plan in latest(records)},
    )


def latest(records: Records) -> list[Plan]:
    """The newest version of each plan, in the order in which they were first published."""
    found: dict[str, Plan] = {}
    for plan in records.plans.all():
        if plan.code not in found or found[plan.code].version < plan.version:
            found[plan.code] = plan
    return list(found.values())
