from __future__ import annotations

import string

import pytest

from handlers.conversation.text import Text
from handlers.incentives.engine.faults import Code, Fault
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read, read_text
from handlers.incentives.mending import where, worded
from storage.values import Language
from tests.handlers.incentives.engine.faulty import ONE_KEY, SEVERAL_KEYS, TEXTS
from tests.handlers.incentives.engine.plans import changed

CASES = [*ONE_KEY, *SEVERAL_KEYS]


def known(found: Plan | tuple[Fault, ...]) -> tuple[Fault, ...]:
    assert not isinstance(found, Plan)
    return found


@pytest.mark.parametrize("language", Language)
def test_every_fault_is_worded_with_its_facts(language: Language) -> None:
    text = Text.load("plans", language)
    made = [known(read(changed(place, what))) for place, what, *_ in CASES]
    made += [known(read_text(content)) for content, *_ in TEXTS]
    for fault in (fault for faults in made for fault in faults):
        sentence = worded(fault, text)
        assert sentence.endswith((".", "?"))
        assert "{" not in sentence.replace("{…}", "").replace("{…}", "")


@pytest.mark.parametrize("language", Language)
def test_there_are_words_for_every_code(language: Language) -> None:
    replies = Text.load("plans", language).replies
    assert {str(code) for code in Code} <= replies.keys()


def test_every_code_is_in_a_table() -> None:
    tried = {code for *_, code in CASES} | {code for *_, code in TEXTS}
    assert set(Code) - tried == {Code.NO_END}


@pytest.mark.parametrize("language", Language)
def test_each_fact_of_a_fault_is_said(language: Language) -> None:
    """Except what only helps to find it."""
    replies = Text.load("plans", language).replies
    for place, what, *_ in CASES:
        for fault in known(read(changed(place, what))):
            said = {
                name for _, name, _, _ in string.Formatter().parse(replies[fault.code]) if name
            }
            assert said <= fault.facts.keys()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.EN, "“5%” is not a number. Write digits only"),
        (Language.ID, "“5%” bukan angka. Tulis angkanya saja"),
    ],
)
def test_a_fault_says_what_is_wrong_and_how_to_mend_it(language: Language, said: str) -> None:
    (fault,) = known(read(changed("components[0].rule.table[0].pct", "5%")))
    assert worded(fault, Text.load("plans", language)).startswith(said)


def test_a_fault_of_the_whole_plan_says_so() -> None:
    text = Text.load("plans", Language.EN)
    assert where(Fault("", Code.NOTHING), text) == "the whole plan"
    assert where(Fault("components[1]", Code.EMPTY), text) == "components[1]"


def test_nothing_that_was_written_can_speak_to_the_terminal() -> None:
    (fault,) = known(read(changed("period", "\x1b[31mred")))
    assert "\x1b" not in worded(fault, Text.load("plans", Language.EN))
