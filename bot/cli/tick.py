"""`mitra tick`: lets time pass, and does everything that is due by then."""

from __future__ import annotations

import argparse

from bot.cli import report, world


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at", help="when it is, ISO 8601; the installation's clock otherwise")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(given: argparse.Namespace) -> None:
    app = world.opened()
    now = world.moment(app, given.at)
    with app.store.reading() as records:
        before = report.last_delivery(records)
    app.run_due_jobs(now)
    app.read_imports(now)
    app.take_sales(now)
    app.follow()
    app.calculate(now)
    app.study()
    delivered = app.deliver_due(now)
    with app.store.reading() as records:
        said = report.Report.of_time(records, delivered, before)
    report.show(said, as_json=given.json)
