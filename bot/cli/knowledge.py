"""`mitra knowledge`: adds, lists, removes, synchronises and evaluates documents."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.app import App
from bot.cli import evaluating, world
from bot.cli.failure import Refused
from bot.cli.speak import say, words
from knowledge import library
from knowledge.sources import UnreadableSource
from knowledge.vectors import Progress
from storage.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="add files, in the place of earlier ones of that name")
    add.add_argument("files", nargs="+", type=Path)
    actions.add_parser("list", help="every document, its version and its period")
    remove = actions.add_parser("remove", help="forget a document, by the name of its source")
    remove.add_argument("source")
    sync = actions.add_parser("sync", help="make the documents of a folder what its files are")
    sync.add_argument("folder", type=Path)
    evaluate = actions.add_parser("evaluate", help="measure answers from a folder of documents")
    evaluating.arguments(evaluate)


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when a file cannot become a document, or there is no such document.
    """
    if given.action == "evaluate":
        evaluating.run(given)
        return
    app = world.opened()
    match given.action:
        case "add":
            _add(app, given.files)
        case "remove":
            _remove(app.store, given.source)
        case "sync":
            _sync(app, given.folder)
        case _:
            _list(app.store)


def progress(done: Progress) -> None:
    """On the terminal of a person, one line that is kept true."""
    if sys.stderr.isatty():
        line = words()("reading_documents", title=done.document, done=done.done, total=done.total)
        sys.stderr.write(f"\r\x1b[K{line}" + ("\n" if done.done == done.total else ""))
        sys.stderr.flush()


def _add(app: App, files: list[Path]) -> None:
    """The good ones stay, whatever the others are."""
    refused: list[str] = []
    for path in files:
        try:
            document = library.take_file(app.store, path.name, path)
            say(f"{path.name}: {document.title} {document.version}" if document else path.name)
        except (UnreadableSource, OSError) as reason:
            refused.append(str(reason))
    app.study(progress)
    if refused:
        raise Refused("not_added", reasons="; ".join(refused))


def _list(store: Store) -> None:
    with store.reading() as records:
        documents = list(records.knowledge.documents())
    for document in documents:
        say(f"{document.source}: {document.title} {document.version} ({document.language})")
        say(f"    {document.effective_from} – {document.effective_to or ''}".rstrip())
    if not documents:
        say(words()("no_documents"))


def _remove(store: Store, source: str) -> None:
    with store.transaction() as records:
        removed = library.remove(records, source)
    if not removed:
        raise Refused("document_unknown", title=source)
    say(words()("document_removed", title=source))


def _sync(app: App, folder: Path) -> None:
    if not folder.is_dir():
        raise Refused("no_folder", path=str(folder))
    synced = library.sync(app.store, folder)
    app.study(progress)
    counts = {"added": len(synced.added), "removed": len(synced.removed)}
    say(words()("synced", unchanged=len(synced.unchanged), **counts))
    if synced.refused:
        raise Refused("not_added", reasons="; ".join(map(str, synced.refused.values())))
