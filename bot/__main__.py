"""`mitra`, and `python -m bot`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """A command is over before there is much to collect, and looking for it costs a tenth of
    its time; `serve` collects as usual."""
    gc.disable()
    from bot.cli import main as command

    return command()


if __name__ == "__main__":
    sys.exit(main())
