"""Adds documents, keeps them in step with a folder, and takes them away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from knowledge.passages import counted
from knowledge.sources import READABLE, Source, UnreadableSource, read
from knowledge.words import WORDS
from storage.knowledge import Document, Passage
from storage.store import Records

LARGEST_FILE = 5_000_000  #: bytes; a programme document is far smaller


@dataclass
class Synced:
    """What became of each file, by name; `refused` says why."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def add(records: Records, name: str, content: str) -> Document:
    """Add a document, in the place of the one that came from the same source.

    Raises:
        UnreadableSource: when it cannot become one; nothing has changed then.
    """
    source = read(name, content)
    before = records.knowledge.from_source(name)
    if before is not None:
        records.knowledge.remove(before)
    document = records.knowledge.add(_document(source, digest(content)))
    for ordinal, section in enumerate(source.sections):
        passage = Passage(
            document_id=document.id,
            ordinal=ordinal,
            heading=section.heading,
            text=section.text,
            length=0,
        )
        stems = counted(document, passage)
        passage.length = stems.total()
        records.knowledge.add_passage(passage, stems)
    _settle(records, document)
    return document


def add_file(records: Records, path: Path, name: str = "") -> Document:
    """Add a file from this machine; `name` is what it will be known by.

    Raises:
        UnreadableSource: when it cannot become a document.
    """
    return add(records, name or path.name, text_of(path))


def remove(records: Records, name: str) -> bool:
    """Forget the document that came from this source; False if there is none."""
    document = records.knowledge.from_source(name)
    if document is not None:
        records.knowledge.remove(document)
    return document is not None


def sync(records: Records, folder: Path) -> Synced:
    """Make the documents from this folder what its files are; others stay as they are."""
    files = {f"{folder.name}/{path.relative_to(folder)}": path for path in _files(folder)}
    synced = Synced()
    for name, path in sorted(files.items()):
        _take(records, name, path, synced)
    for document in list(records.knowledge.documents()):
        if document.source.startswith(f"{folder.name}/") and document.source not in files:
            records.knowledge.remove(document)
            synced.removed.append(document.source)
    return synced


def text_of(path: Path) -> str:
    """What stands in a file.

    Raises:
        UnreadableSource: when it is too large or no UTF-8 text.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableSource(f"{path.name}: larger than {LARGEST_FILE:,} bytes")
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise UnreadableSource(f"{path.name}: not text in UTF-8") from None


def digest(content: str) -> str:
    """Changes with the text, and with the words by which all texts are found."""
    return sha256(content.encode() + WORDS.read_bytes()).hexdigest()


def _take(records: Records, name: str, path: Path, synced: Synced) -> None:
    try:
        content = text_of(path)
        before = records.knowledge.from_source(name)
        if before is not None and before.digest == digest(content):
            synced.unchanged.append(name)
            return
        add(records, name, content)
        synced.added.append(name)
    except UnreadableSource as reason:
        synced.refused[name] = str(reason)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix in READABLE)


def _document(source: Source, fingerprint: str) -> Document:
    return Document(
        title=source.title,
        version=source.version,
        language=source.language,
        effective_from=source.effective_from,
        effective_to=source.effective_to,
        supersedes=source.supersedes,
        audience=dict(source.audience),
        source=source.name,
        link=source.link,
        digest=fingerprint,
    )


def _settle(records: Records, added: Document) -> None:
    """A version ends the day before the one that supersedes it begins."""
    versions = records.knowledge.versions(added.title, added.language)
    for newer in versions:
        for older in versions:
            if newer.supersedes and older.version == newer.supersedes:
                older.end(newer.effective_from - timedelta(days=1))
