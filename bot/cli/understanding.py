"""`mitra understanding`: learns the examples, and measures on sentences of your own."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bot.app import App
from bot.cli.failure import Refused
from bot.cli.speak import say, words
from bot.settings import Settings
from handlers.conversation.understanding import score


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("learn", help="let the language model read the examples of the catalogues")
    evaluate = actions.add_parser("evaluate", help="learn from one file, measure on another")
    evaluate.add_argument("train", type=Path, help='lines of {"text", "intent"}')
    evaluate.add_argument("test", type=Path, help='the same; the intent "oos" stands for none')


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when a file cannot be read, or a line is not what it should be.
    """
    app = App(Settings())
    if given.action == "learn":
        is_there = app.learn_sentences()
        say(words()("sentences_learned" if is_there else "sentences_by_words"))
        return
    measured = score(_rows(given.train), _rows(given.test), app.models.encoder)
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
