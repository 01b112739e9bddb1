"""`mitra ask`: what the knowledge answers, without a conversation."""

from __future__ import annotations

import argparse
from datetime import date

from bot.app import App
from bot.cli import world
from bot.cli.failure import Refused
from bot.cli.speak import say, say_json, words
from knowledge import answers
from knowledge.asked import Question, asker
from storage.knowledge import Asker
from storage.store import Records
from storage.values import Language


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question")
    parser.add_argument("--lang", choices=list(Language), help="the question's; else as it reads")
    parser.add_argument("--as-of", dest="day", help="the day that the answer holds for")
    parser.add_argument("--as", dest="who", help="who asks; else whoever may read everything")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when the day or the person does not exist.
    """
    app = world.opened()
    day = _day(app, given.day)
    language = given.lang or app.assistant.router.language(given.question, Language.EN)
    with app.store.reading() as records:
        question = Question(given.question, language, _asker(records, given.who, day), day)
        found = app.finder.answer(records, question)
    document = answers.as_json(found)
    if given.json:
        say_json(document)
        return
    say(document["text"] or words()("not_in_the_documents"))
    for cited in document["citations"]:
        say(f"“{cited['quote']}” {cited['document']} {cited['version']} › {cited['heading']}")


def _day(app: App, written: str | None) -> date:
    try:
        return date.fromisoformat(written) if written else app.assistant.now().date()
    except ValueError as wrong:
        raise Refused("no_day", written=written or "") from wrong


def _asker(records: Records, who: str | None, day: date) -> Asker:
    if who is None:
        return Asker(staff=True)
    person = records.people.with_handle(who)
    if person is None:
        raise Refused("no_person", who=who)
    return asker(records, person, day)
