"""`mitra understanding evaluate TRAIN.jsonl TEST.jsonl`: on sentences of your own."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bot.cli.failure import Refused
from bot.cli.speak import say
from handlers.conversation.understanding import score


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    evaluate = actions.add_parser("evaluate", help="learn from one file, measure on another")
    evaluate.add_argument("train", type=Path, help='lines of {"text", "intent"}')
    evaluate.add_argument("test", type=Path, help='the same; the intent "oos" stands for none')


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when a file cannot be read, or a line is not what it should be.
    """
    measured = score(_rows(given.train), _rows(given.test))
    say(f"accuracy            {measured.accuracy:.3f}")
    say(f"out-of-scope AUROC  {measured.auroc:.3f}")
    say(f"out-of-scope recall {measured.recall:.3f}")


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        lines = path.read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as wrong:
        raise Refused("no_file", path=str(path), reason=str(wrong)) from wrong
    if not all(isinstance(row, dict) and {"text", "intent"} <= row.keys() for row in rows):
        raise Refused("no_file", path=str(path), reason='{"text", "intent"}')
    return rows
