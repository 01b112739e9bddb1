"""The demo world's courses, and the certificates that people hold already."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from storage.certificates import Certificate
from storage.people import Person
from storage.store import Records
from storage.training import Course

COURSES = Path(__file__).with_suffix(".toml")


def load(records: Records, people: Mapping[str, Person], now: datetime) -> None:
    world = tomllib.loads(COURSES.read_text("utf-8"))
    courses = [records.training.publish(_course(row, people["maya"])) for row in world["courses"]]
    by_key = {course.key: course for course in courses}
    for row in world["certificates"]:
        course = by_key[row["course"]]
        records.training.certify(_certificate(row, people[row["who"]], course))


def _course(row: Mapping[str, Any], publisher: Person) -> Course:
    return Course(
        key=row["key"],
        version=1,
        effective_from=row["from"],
        document={name: value for name, value in row.items() if name not in ("key", "from")},
        published_at=datetime.combine(row["from"], time(2), UTC),
        published_by_id=publisher.id,
    )


def _certificate(row: Mapping[str, Any], holder: Person, course: Course) -> Certificate:
    return Certificate(
        reference=row["reference"],
        person_id=holder.id,
        course=course.key,
        course_id=course.id,
        earned=row["earned"],
        valid_to=row["earned"] + timedelta(days=course.document["valid_days"]),
    )
