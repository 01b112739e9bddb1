"""How well and how fast questions are answered: the public sets, and how time grows with size.

`python -m bench knowledge`; the sets are read from ../shared/data/knowledge and skipped by name
without it. Nothing that is reported on here was learned from or tuned on: see
`knowledge.learning.parts`.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np

from knowledge import library, vectors
from knowledge.evaluate import Figures, Trial, ask, auroc, figures
from knowledge.finder import Finder
from knowledge.learning.parts import Part
from knowledge.learning.sets import Squad
from knowledge.learning.trials import TODAY, Set, bitcoin, idk_mrc, react, source, squad
from knowledge.model.encoder import Floats
from knowledge.models import Models
from storage.knowledge import Passage, Window
from storage.scratch import scratch
from storage.store import Store

DATA = Path(__file__).parents[2] / "shared" / "data" / "knowledge"
SIZES = (1_000, 10_000, 100_000)
PART: Part = "report"


def main() -> None:
    models = Models()
    if not DATA.is_dir():
        print("SKIPPED: the public sets are not beside the project")
        return
    for each in _sets():
        _report(each.name, _measured(each, models))
    _page_is_there(models)
    for size in SIZES:
        _grown(size, models)


def _sets() -> Iterator[Set]:
    yield idk_mrc(DATA, PART)
    for asked, read in (("en", "en"), ("id", "en"), ("id", "id")):
        yield squad(DATA, PART, asked, read)
    for asked, read in (("en", "en"), ("id", "id"), ("id", "en")):
        yield react(DATA, PART, asked, read)
    yield bitcoin(DATA, "id", "en")
    yield bitcoin(DATA, "id", "en", headed=True)
    for asked, read in (("id", "id"), ("en", "en"), ("id", "en")):
        yield squad(DATA, PART, asked, read, hidden=True)


def _measured(each: Set, models: Models) -> Figures:
    with scratch() as store:
        _fill(store, each, models)
        return figures(ask(store, Finder(models), each.trials, TODAY))


def _fill(store: Store, each: Set, models: Models) -> None:
    with store.transaction() as records:
        for document in each.sources:
            library.put(records, document)
    if models.encoder is not None:
        vectors.fill(store, models.encoder)


def _report(name: str, found: Figures) -> None:
    told = {key: value for key, value in found.as_json().items() if value is not None}
    print(f"{name:28} " + "  ".join(f"{key} {value}" for key, value in told.items()), flush=True)


def _page_is_there(models: Models) -> None:
    """The page is there but does not say: told apart by the reader alone, on the right page."""
    reader = models.reader
    if reader is None:
        return
    for language in ("en", "id"):
        asked = list(Squad(DATA).asked(PART, language, language))
        said = [(reader.read(one.question, [one.passage.text])[0].span, one) for one in asked]
        yes = [judged for judged, one in said if one.answers]
        apart = auroc(yes, [judged for judged, one in said if not one.answers])
        print(f"there but not said, {language}: AUROC {apart:.4f} of {len(asked)}", flush=True)


def _grown(size: int, models: Models) -> None:
    """The squad passages among others that are made of their sentences; vectors of the made
    ones are mixed from true ones, so that nearness is spread as it really is."""
    real = squad(DATA, PART, "en", "en")
    with scratch() as store:
        _fill(store, real, models)
        began = perf_counter()
        _grow(store, size, models.encoder_name)
        made = perf_counter() - began
        finder = Finder(models)
        began = perf_counter()
        ask(store, finder, real.trials[:1], TODAY)
        loaded = perf_counter() - began
        asked = [Trial(f"{each.question} ", each.relevant) for each in real.trials[:200]]
        whole = figures(ask(store, finder, asked, TODAY))
        searching = Finder(replace(models, reads=False))
        ask(store, searching, real.trials[:1], TODAY)
        found = figures(ask(store, searching, real.trials[1:201], TODAY))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:7} passages: p50 {found.p50_ms:.0f} ms, p95 {found.p95_ms:.0f} ms;"
        f" with reading p50 {whole.p50_ms:.0f} ms, p95 {whole.p95_ms:.0f} ms,"
        f" recall@1 {whole.recall_at_1:.3f}; first question {loaded:.1f} s,"
        f" made in {made:.0f} s, {most:.0f} MB at most",
        flush=True,
    )


def _grow(store: Store, size: int, model: str) -> None:
    random = np.random.default_rng(7)
    with store.reading() as records:
        documents = list(records.knowledge.documents())
        passages = [one for each in documents for one in records.knowledge.passages_of(each)]
        windows = [one for each in documents for one in records.knowledge.windows_of(each)]
    kept = [each.vector for each in windows if each.vector]
    true = np.stack([np.frombuffer(each, np.int8) for each in kept]).astype(np.float32)
    lines = [line for each in passages for line in each.text.split(". ")]
    for first in range(len(passages), size, 1000):
        with store.transaction() as records:
            document = library.put(records, source(f"made-{first}.md", "", "en", []))
            texts = [". ".join(random.choice(lines, 5)) for _ in range(min(1000, size - first))]
            stems = [passages[random.integers(len(passages))].stems for _ in texts]
            made = [
                Passage(document_id=document.id, ordinal=at, heading="", text=text, stems=words)
                for at, (text, words) in enumerate(zip(texts, stems, strict=True))
            ]
            records.knowledge.add_passages(made)
            records.knowledge.add_windows([_window(each, true, random) for each in made])
            document.vectors_of = model


def _window(passage: Passage, true: Floats, random: np.random.Generator) -> Window:
    mixed = true[random.integers(len(true), size=3)].mean(axis=0)
    return Window(
        document_id=passage.document_id,
        passage_id=passage.id,
        start=0,
        end=min(len(passage.text), 350),
        vector=vectors.packed(mixed / np.linalg.norm(mixed)),
    )


if __name__ == "__main__":
    main()
    sys.exit()
