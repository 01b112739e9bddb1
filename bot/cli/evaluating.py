"""`mitra knowledge evaluate`: how well questions are answered from a folder of documents."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from bot.app import App
from bot.cli.failure import Refused
from bot.cli.speak import say, say_json, words
from bot.settings import Settings
from knowledge import library, vectors
from knowledge.evaluate import BadQuestions, Figures, Trial, ask, figures, trials
from storage.scratch import scratch


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", type=Path, help="a line of JSON for each question")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(given: argparse.Namespace) -> None:
    """In a throw-away database: nothing that is installed is touched.

    Raises:
        Refused: when the folder or the questions cannot be used.
    """
    if not given.folder.is_dir():
        raise Refused("no_folder", path=str(given.folder))
    try:
        asked = trials(given.questions)
    except (BadQuestions, OSError, UnicodeDecodeError) as wrong:
        raise Refused("no_questions", path=str(given.questions), reason=str(wrong)) from wrong
    found, refused = _measured(App(Settings()), given.folder, asked)
    if given.json:
        say_json({**found.as_json(), "refused_files": refused})
        return
    say(words()("evaluated", questions=found.questions, absent=found.absent))
    for name, value in found.as_json().items():
        say(f"{name:15} {'–' if value is None else value}")
    for reason in refused:
        say(reason)


def _measured(app: App, folder: Path, asked: list[Trial]) -> tuple[Figures, list[str]]:
    with scratch() as store:
        synced = library.sync(store, folder)
        if app.models.encoder is not None:
            vectors.fill(store, app.models.encoder)
        outcomes = ask(store, app.finder, asked, datetime.now(UTC).date())
    return figures(outcomes), [str(reason) for reason in synced.refused.values()]
