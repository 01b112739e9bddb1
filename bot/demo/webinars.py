"""The demo world's webinars."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from handlers.webinars import codes
from storage.people import Person
from storage.store import Records
from storage.values import Language
from storage.webinars import Webinar

WEBINARS = Path(__file__).with_suffix(".toml")


def load(records: Records, people: Mapping[str, Person], now: datetime) -> None:
    for row in tomllib.loads(WEBINARS.read_text("utf-8"))["webinars"]:
        records.webinars.add(
            Webinar(
                titles={str(language): row[f"title_{language}"] for language in Language},
                starts_at=row["starts"],
                zone=row["zone"],
                minutes=row["minutes"],
                host=people[row["by"]].name,
                planned_by_id=people[row["by"]].id,
                code=codes.new(),
                link=row["link"],
                capacity=row.get("capacity"),
            )
        )
