"""Runs every benchmark, one after the other; a name runs only that one."""

from __future__ import annotations

import sys
from importlib import import_module

BENCHES = (
    "start",
    "understanding",
    "slack",
    "teams",
    "sentences",
    "knowledge",
    "matching",
    "registrations",
    "calculating",
    "transactions",
    "incentives",
)


def main(names: list[str]) -> None:
    for name in names or BENCHES:
        print(f"\n== {name}", flush=True)
        import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
