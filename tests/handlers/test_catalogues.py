from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from handlers import HANDLERS
from handlers.conversation.handler import Handler
from handlers.conversation.routing import WELCOME
from handlers.conversation.text import CATALOGUES, Text
from storage.values import Language

TESTS = Path(__file__).parents[1]
#: The demo world's story stands beside the checkout, where there is one.
WORLD = TESTS.parents[1] / "shared" / "WORLD.md"
SAID = re.compile(r"(?<![*\w])\*([^*\n]+)\*(?!\*)")
LEAST_EXAMPLES = 8


def placeholders(reply: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(reply) if name}


def plain(sentence: str) -> str:
    """A sentence as understanding sees it: its words, whatever the case and the marks."""
    return " ".join(re.findall(r"\w+", sentence.casefold()))


def intents(handler: Handler) -> list[str]:
    """Those that people ask for in words."""
    operations = handler.operations.values()
    names = [o.name for o in operations if o.kind == "intent" and o.name != WELCOME]
    return [name.partition(".")[2] for name in names]


def learned() -> set[str]:
    """Every sentence that understanding, a command or help takes from a catalogue."""
    return {plain(sentence) for handler in HANDLERS for sentence in _sentences(handler)}


def _sentences(handler: Handler) -> Iterator[str]:
    for language in Language:
        text = handler.text(language)
        for said in text.examples.values():
            yield from said


@pytest.mark.parametrize("name", sorted(path.stem for path in (CATALOGUES / "en").glob("*.toml")))
def test_a_catalogue_says_the_same_things_in_every_language(name: str) -> None:
    english, *others = [Text.load(name, language) for language in Language]
    wanted = {key: placeholders(reply) for key, reply in english.replies.items()}
    for other in others:
        assert {key: placeholders(reply) for key, reply in other.replies.items()} == wanted
        assert other.examples.keys() == english.examples.keys()


def test_every_language_has_every_catalogue() -> None:
    english, *others = [
        {path.name for path in (CATALOGUES / language).glob("*.toml")} for language in Language
    ]
    assert all(other == english for other in others)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("handler", HANDLERS, ids=lambda handler: handler.name)
class TestEveryHandler:
    def test_learns_each_intent_from_enough_examples(
        self, handler: Handler, language: Language
    ) -> None:
        text = handler.text(language)
        wanted = set(intents(handler))
        assert text.examples.keys() == wanted
        short = {name for name, said in text.examples.items() if len(set(said)) < LEAST_EXAMPLES}
        assert not short

    def test_names_each_intent(self, handler: Handler, language: Language) -> None:
        replies = handler.text(language).replies
        assert {f"title_{name}" for name in intents(handler)} <= replies.keys()

    def test_shows_an_example_in_help(self, handler: Handler, language: Language) -> None:
        """What needs something to be there first, such as a ticket, may leave it out."""
        replies = handler.text(language).replies
        assert any(f"try_{name}" in replies for name in intents(handler))

    def test_commands_are_intents(self, handler: Handler, language: Language) -> None:
        assert handler.text(language).commands.keys() <= set(intents(handler))

    def test_says_no_exclamation_mark(self, handler: Handler, language: Language) -> None:
        assert not [key for key, reply in handler.text(language).replies.items() if "!" in reply]


def test_no_two_intents_share_an_example() -> None:
    meant = Counter(
        sentence
        for handler in HANDLERS
        for name in intents(handler)
        for sentence in {
            plain(said)
            for language in Language
            for said in handler.text(language).examples.get(name, ())
        }
    )
    assert not [sentence for sentence, count in meant.items() if count > 1]


def test_no_command_means_two_things() -> None:
    meant = Counter(
        (plain(phrase), f"{handler.name}.{name}")
        for handler in HANDLERS
        for name, phrases in _commands(handler)
        for phrase in phrases
    )
    named = Counter(phrase for phrase, _ in meant)
    assert not [phrase for phrase, count in named.items() if count > 1]


def _commands(handler: Handler) -> Iterator[tuple[str, tuple[str, ...]]]:
    for language in Language:
        yield from handler.text(language).commands.items()


@pytest.mark.skipif(not WORLD.exists(), reason="WORLD.md is not beside this checkout")
def test_no_sentence_of_the_world_is_learned_by_heart() -> None:
    story = {plain(said) for said in SAID.findall(WORLD.read_text("utf-8"))}
    assert len(story) > 40
    shown = {
        plain(reply)
        for handler in HANDLERS
        for language in Language
        for key, reply in handler.text(language).replies.items()
        if key.startswith("try_")
    }
    assert not story & (learned() | shown)


def test_no_sentence_of_a_test_is_learned_by_heart() -> None:
    said = {plain(sentence) for path in TESTS.rglob("*.py") for sentence in spoken(path)}
    assert len(said) > 100
    assert not said & learned()


def test_no_sentence_of_the_acceptance_is_learned_by_heart() -> None:
    rows = (TESTS / "data" / "sentences.jsonl").read_text("utf-8").splitlines()
    said = {plain(json.loads(row)["text"]) for row in rows}
    assert len(said) > 500
    assert not said & learned()


def spoken(path: Path) -> Iterator[str]:
    """What people say in a test: to a chat, or in the table of a test with a chat in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and _says(node):
            yield from _strings(node.args)
        if isinstance(node, ast.FunctionDef) and any(map(_says, ast.walk(node))):
            for table in node.decorator_list:
                yield from _strings([table])


def _says(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return node.func.attr == "says"


def _strings(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        for part in ast.walk(node):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value
