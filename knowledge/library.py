"""Adds documents, keeps them in step with a folder, and takes them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from knowledge.limits import LARGEST_FILE
from knowledge.passages import stems_of
from knowledge.sources import READABLE, Source, UnreadableSource, read
from knowledge.windows import windows
from knowledge.words import WORDS
from storage.knowledge import Document, Passage, Window
from storage.store import Records, Store

Read = dict[tuple[str, str], bytes]  #: the vectors of windows, by heading and text


@dataclass
class Synced:
    """What became of each file, by name; `refused` says why."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    refused: dict[str, UnreadableSource] = field(default_factory=dict)


def add(records: Records, name: str, content: str) -> Document:
    """Add a text that is at hand, in the place of what came from the same source.

    Raises:
        UnreadableSource: when it cannot become a document; nothing has changed then.
    """
    return put(records, read(name, content.encode()))


def put(records: Records, source: Source, fingerprint: str = "") -> Document:
    """Make what was read a document, in the place of the one that came from the same source.

    It is found by its words at once. Windows that are as they were keep their vectors; for the
    others see `knowledge.vectors`. The `fingerprint` changes with the content.
    """
    before = records.knowledge.from_source(source.name)
    kept = _vectors(records, before) if before and _is_named_alike(before, source) else {}
    model = before.vectors_of if before else ""
    if before is not None:
        records.knowledge.remove(before)
    document = records.knowledge.add(
        _document(source, fingerprint or digest(repr(source).encode()))
    )
    passages = _passages(document, source)
    records.knowledge.add_passages(passages)
    if _cut(records, document, passages, kept):
        document.vectors_of = model
    _settle(records, document)
    return document


def remove(records: Records, name: str) -> bool:
    """Forget the document that came from this source; False if there is none."""
    document = records.knowledge.from_source(name)
    if document is not None:
        records.knowledge.remove(document)
    return document is not None


def sync(store: Store, folder: Path) -> Synced:
    """Make the documents from this folder what its files are; others stay as they are. Each
    file is read outside of any transaction, and is live when it has been read."""
    files = files_of(folder)
    synced = Synced()
    for name, path in sorted(files.items()):
        _take(store, name, path, synced)
    with store.transaction() as records:
        synced.removed = [each for each in sources_of(records, folder) if each not in files]
        for name in synced.removed:
            remove(records, name)
    return synced


def files_of(folder: Path) -> dict[str, Path]:
    """The files of a folder that can be read, by the names that documents know them by."""
    return {
        f"{folder.name}/{path.relative_to(folder)}": path
        for path in folder.rglob("*")
        if path.suffix.lower() in READABLE and path.is_file() and not path.is_symlink()
    }


def sources_of(records: Records, folder: Path) -> list[str]:
    """The names of the documents that came from a folder."""
    sources = (each.source for each in records.knowledge.documents())
    return [each for each in sources if each.startswith(f"{folder.name}/")]


def take_file(store: Store, name: str, path: Path) -> Document | None:
    """As `take`, of a file on this machine; one that is too large is not even opened.

    Raises:
        UnreadableSource: when it cannot become a document; nothing has changed then.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableSource(name, "too_large", most=LARGEST_FILE)
    return take(store, name, path.read_bytes())


def take(store: Store, name: str, content: bytes) -> Document | None:
    """Read a file and make it a document; None when it is as it was.

    Raises:
        UnreadableSource: when it cannot become a document; nothing has changed then.
    """
    fingerprint = digest(content)
    with store.reading() as records:
        before = records.knowledge.from_source(name)
    if before is not None and before.digest == fingerprint:
        return None
    source = read(name, content)
    with store.transaction() as records:
        return put(records, source, fingerprint)


def recut(store: Store) -> int:
    """Cut documents again that an older version of this program had cut in its own way, which
    a migration marks by an empty digest; how many those were."""
    with store.transaction() as records:
        marked = [each for each in records.knowledge.documents() if not each.digest]
        for document in marked:
            passages = list(records.knowledge.passages_of(document))
            _cut(records, document, passages, {})
            document.digest = digest("\n".join(each.text for each in passages).encode())
    return len(marked)


def digest(content: bytes) -> str:
    """Changes with the content, and with the words by which all texts are found."""
    return sha256(content + WORDS.read_bytes()).hexdigest()


def _take(store: Store, name: str, path: Path, synced: Synced) -> None:
    try:
        taken = take_file(store, name, path)
    except UnreadableSource as reason:
        synced.refused[name] = reason
        return
    (synced.added if taken else synced.unchanged).append(name)


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


def _passages(document: Document, source: Source) -> list[Passage]:
    return [
        Passage(
            document_id=document.id,
            ordinal=ordinal,
            heading=section.heading,
            text=section.text,
            page=section.page,
        )
        for ordinal, section in enumerate(source.sections)
    ]


def _cut(records: Records, document: Document, passages: Sequence[Passage], kept: Read) -> bool:
    """Into stems and windows; whether the model has read all of these before."""
    for passage in passages:
        passage.stems = "\n".join(stems_of(document, passage))
    cut = [_window(each, *span, kept) for each in passages for span in windows(each.text)]
    records.knowledge.add_windows(cut)
    return bool(cut) and all(each.vector for each in cut)


def _window(passage: Passage, start: int, end: int, kept: Read) -> Window:
    vector = kept.get((passage.heading, passage.text[start:end]))
    return Window(
        document_id=passage.document_id,
        passage_id=passage.id,
        start=start,
        end=end,
        vector=vector,
    )


def _is_named_alike(document: Document, source: Source) -> bool:
    """The model reads every window with the document's name before it."""
    before = (document.title, document.version, document.language)
    return before == (source.title, source.version, source.language)


def _vectors(records: Records, document: Document) -> Read:
    """What the model has read of a document already."""
    passages = {each.id: each for each in records.knowledge.passages_of(document)}
    found: Read = {}
    for window in records.knowledge.windows_of(document):
        passage = passages[window.passage_id]
        if window.vector is not None:
            found[passage.heading, passage.text[window.start : window.end]] = window.vector
    return found


def _settle(records: Records, added: Document) -> None:
    """A version ends the day before the one that supersedes it begins."""
    versions = records.knowledge.versions(added.title, added.language)
    for newer in versions:
        for older in versions:
            if newer.supersedes and older.version == newer.supersedes:
                older.end(newer.effective_from - timedelta(days=1))
