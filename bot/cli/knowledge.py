"""`mitra knowledge`: adds, lists, removes and synchronises documents."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli import world
from bot.cli.failure import Refused
from bot.cli.speak import say, words
from knowledge import library
from knowledge.sources import UnreadableSource
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


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when a file cannot become a document, or there is no such document.
    """
    store = world.opened().store
    match given.action:
        case "add":
            _add(store, given.files)
        case "remove":
            _remove(store, given.source)
        case "sync":
            _sync(store, given.folder)
        case _:
            _list(store)


def _add(store: Store, files: list[Path]) -> None:
    """The good ones stay, whatever the others are."""
    refused: list[str] = []
    for path in files:
        try:
            with store.transaction() as records:
                document = library.add_file(records, path)
            say(f"{document.source}: {document.title} {document.version}")
        except (UnreadableSource, OSError) as reason:
            refused.append(str(reason))
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


def _sync(store: Store, folder: Path) -> None:
    if not folder.is_dir():
        raise Refused("no_folder", path=str(folder))
    with store.transaction() as records:
        synced = library.sync(records, folder)
    counts = {"added": len(synced.added), "removed": len(synced.removed)}
    say(words()("synced", unchanged=len(synced.unchanged), **counts))
    if synced.refused:
        raise Refused("not_added", reasons="; ".join(synced.refused.values()))
