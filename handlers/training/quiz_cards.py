"""How a quiz looks: a question with its buttons, and at the end what was right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.conversation.reply import (
    Block,
    Button,
    Buttons,
    Citation,
    Citations,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Style,
)
from handlers.conversation.text import Text
from handlers.training.course import Question, Syllabus
from storage.certificates import Certificate

LONGEST_LABEL = 40  #: characters on a button; longer options are listed above them


@dataclass(frozen=True, slots=True)
class Step:
    """The question of that number of an attempt; `before` is the letter chosen for the last."""

    attempt_id: int
    number: int
    syllabus: Syllabus
    before: str = ""

    @property
    def question(self) -> Question:
        return self.syllabus.questions[self.number - 1]


@dataclass(frozen=True, slots=True)
class Ended:
    """A quiz at its end: what was chosen, and what to read for each wrong answer."""

    key: str
    syllabus: Syllabus
    letters: str
    wrong: tuple[tuple[int, Citation], ...]


def question(step: Step, text: Text) -> Reply:
    """Nothing on it tells which answer is right."""
    total, title = len(step.syllabus.questions), step.syllabus.title(text.language)
    choices = step.question.choices(text.language)
    noted = [Paragraph(text("noted", number=step.number - 1, letter=step.before))]
    shown: tuple[Block, ...] = (
        *(noted if step.before else []),
        Paragraph(step.question.text(text.language)),
        *_listed(choices),
        Buttons(tuple(_choice(step, letter, option) for letter, option in choices)),
        Paragraph(text("type_a_letter")),
    )
    heading = text("question", number=step.number, total=total, course=title)
    return Reply(heading, shown, private=True, replaces=True)


def half_done(step: Step, text: Text) -> Reply:
    total, title = len(step.syllabus.questions), step.syllabus.title(text.language)
    said = Paragraph(text("half_done_next", number=step.number, total=total))
    return Reply(text("half_done", course=title), (said, _go_on(step, text)), private=True)


def paused(step: Step, text: Text) -> Reply:
    total = len(step.syllabus.questions)
    said = Paragraph(text("paused_next", number=step.number, total=total))
    return Reply(text("paused"), (said, _go_on(step, text)), private=True)


def answered_before(number: int, current: Reply, text: Text) -> Reply:
    """A button of an earlier question; the one whose turn it is comes again."""
    said = Paragraph(text("answered_before_next"))
    blocks = (said, Paragraph(current.title), *current.blocks)
    return Reply(text("answered_before", number=number), blocks, private=True)


def passed(ended: Ended, certificate: Certificate, text: Text) -> Reply:
    title = ended.syllabus.title(text.language)
    facts = (
        Fact(text("course"), title),
        Fact(text("result"), _result(ended, text)),
        Fact(text("certificate"), certificate.reference),
        Fact(text("valid_to"), text.day(certificate.valid_to)),
    )
    shown = (Facts(facts), *_wrong(ended, text), Paragraph(text("passed_next")), _next(text))
    return Reply(text("passed", course=title), shown, private=True, replaces=True)


def failed(ended: Ended, left: int, text: Text) -> Reply:
    """What to read for each wrong answer, and when the next try may be."""
    title, mark = ended.syllabus.title(text.language), ended.syllabus.pass_mark
    facts = (
        Fact(text("result"), _result(ended, text)),
        Fact(text("pass_mark"), text("percent", percent=mark)),
    )
    again = Button(text("try_again"), "training.begin", ended.key, Style.PRIMARY)
    when = text.plural("again_now", left) if left > 0 else text("again_tomorrow")
    shown: tuple[Block, ...] = (
        Facts(facts),
        *_wrong(ended, text),
        Paragraph(when),
        *([Buttons((again,))] if left > 0 else []),
    )
    return Reply(text("failed", course=title), shown, private=True, replaces=True)


def no_try_left(syllabus: Syllabus, tomorrow: date, text: Text) -> Reply:
    said = Paragraph(text("no_try_left_next", day=tomorrow))
    title = text.plural("no_try_left", syllabus.tries, course=syllabus.title(text.language))
    return Reply(title, (said,), private=True)


def begin_button(key: str, text: Text, label: str = "begin_quiz") -> Button:
    return Button(text(label), "training.begin", key, Style.PRIMARY)


def _choice(step: Step, letter: str, option: str) -> Button:
    label = f"{letter}. {option}"
    short = label if len(label) <= LONGEST_LABEL else letter
    return Button(short, "training.choose", f"{step.attempt_id}:{step.number}:{letter}")


def _listed(choices: list[tuple[str, str]]) -> list[Paragraph]:
    """The options in full, where one does not fit on its button."""
    lines = [f"{letter}. {option}" for letter, option in choices]
    fit = all(len(line) <= LONGEST_LABEL for line in lines)
    return [] if fit else [Paragraph("\n".join(lines))]


def _go_on(step: Step, text: Text) -> Buttons:
    value = str(step.attempt_id)
    go_on = Button(text("go_on"), "training.go_on", value, Style.PRIMARY)
    return Buttons((go_on, Button(text("anew"), "training.anew", value)))


def _result(ended: Ended, text: Text) -> str:
    right, percent = ended.syllabus.right(ended.letters), ended.syllabus.percent(ended.letters)
    return text("right", right=right, total=len(ended.letters), percent=percent)


def _wrong(ended: Ended, text: Text) -> list[Block]:
    """For each wrong answer its question, what was chosen and where to read about it."""
    shown: list[Block] = []
    for number, citation in ended.wrong:
        asked = ended.syllabus.questions[number - 1]
        letter = ended.letters[number - 1]
        chosen = f"{letter}. {asked.option(letter, text.language)}"
        said = text("wrong", number=number, question=asked.text(text.language), chosen=chosen)
        shown += [Paragraph(said), *_proof(citation, text)]
    return shown


def _proof(citation: Citation, text: Text) -> list[Block]:
    if not citation.quote:
        return [Paragraph(text("to_read", document=citation.document, heading=citation.heading))]
    return [Citations((citation,))]


def _next(text: Text) -> Buttons:
    return Buttons((Button(text("what_next"), "training.next"),))
