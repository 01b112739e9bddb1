"""The forms of a course that is written: one question, and what holds for the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.conversation.form import Choice, ChoiceField, DateField, Field, Form, TextField
from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from handlers.training.course import LETTERS, Lesson, Question, Source, Syllabus
from storage.partners import PartnerKind, Tier
from storage.training import CourseDraft
from storage.values import Language

NUMBERS = {"pass_mark": (1, 100), "valid_days": (1, 3_650), "tries": (1, 20), "position": (1, 99)}


@dataclass(frozen=True, slots=True)
class Faults:
    """What was wrong by field, and everything as it was written."""

    errors: Mapping[str, str]
    values: Mapping[str, str]


def question_form(
    found: CourseDraft, number: int, text: Text, faults: Faults | None = None
) -> Form:
    """Filled with the question in that place; empty behind the last one."""
    syllabus = Syllabus.of(found.document)
    known = syllabus.questions[number] if number < len(syllabus.questions) else None
    values = dict(faults.values) if faults else _written(known)
    errors = faults.errors if faults else {}
    fields: list[Field] = [
        field for language in Language for field in _asked(language, values, errors, text)
    ]
    letters = tuple(Choice(letter, letter) for letter in LETTERS)
    right = values.get("right", "")
    fields.append(
        ChoiceField("right", text("right_option"), letters, right, error=errors.get("right", ""))
    )
    lessons = tuple(Choice(str(n), each.name) for n, each in enumerate(syllabus.lessons))
    if lessons:
        place = values.get("lesson") or _lesson_of(known, syllabus)
        fields.append(ChoiceField("lesson", text("document"), lessons, place))
    fields += [_heading(language, values, text) for language in Language]
    subject = f"{found.id}:{number}:{found.revision}"
    return Form("training.question", text("question_form"), tuple(fields), text("save"), subject)


def question_in(values: Mapping[str, str], found: CourseDraft, text: Text) -> Question | Faults:
    """The question that was sent in; each language is whole or empty, and one is whole."""
    written = {name: value.strip() for name, value in values.items()}
    options = {language: _lines(written.get(f"options_{language}", "")) for language in Language}
    texts = {language: written.get(f"text_{language}", "") for language in Language}
    errors = {
        f"options_{language}": text("four_options")
        for language in Language
        if (texts[language] or options[language]) and not _are_four(options[language])
    }
    errors |= {
        f"text_{language}": text("no_question")
        for language in Language
        if options[language] and not texts[language]
    }
    if not any(texts.values()):
        errors[f"text_{text.language}"] = text("no_question")
    if written.get("right", "") not in LETTERS or not written.get("right"):
        errors["right"] = text("no_right_option")
    if errors:
        return Faults(errors, written)
    said = [language for language in Language if texts[language]]
    return Question(
        {language.value: texts[language] for language in said},
        {language.value: options[language] for language in said},
        written["right"],
        _source(written, found),
    )


def settings_form(found: CourseDraft, text: Text, faults: Faults | None = None) -> Form:
    values = dict(faults.values) if faults else _settled(Syllabus.of(found.document), found)
    errors = faults.errors if faults else {}
    names = [f"title_{language}" for language in Language]
    labels = {f"title_{each}": text("title_in", language=text(f"language_{each}"))
              for each in Language}  # fmt: skip
    labels |= {name: text(f"{name}_label") for name in (*NUMBERS, "kinds", "tiers", "lessons")}
    fields: list[Field] = [
        TextField(
            name,
            labels[name],
            values.get(name, ""),
            text.replies.get(f"{name}_hint", ""),
            required=name in NUMBERS,
            multiline=name == "lessons",
            error=errors.get(name, ""),
        )
        for name in (*names, *NUMBERS, "kinds", "tiers", "lessons")
    ]
    since = DateField("from", text("from_label"), values.get("from", ""), required=False)
    title = text("settings")
    return Form("training.settings", title, (*fields, since), text("save"), str(found.id))


def settings_in(values: Mapping[str, str], turn: Turn) -> dict[str, Any] | Faults:
    """What holds for the whole course, as the draft keeps it."""
    text, written = turn.text, {name: value.strip() for name, value in values.items()}
    titles = {each.value: written.get(f"title_{each}", "") for each in Language}
    numbers = {name: _number(written.get(name, ""), *NUMBERS[name]) for name in NUMBERS}
    lists = {"kinds": list(map(str, PartnerKind)), "tiers": list(map(str, Tier))}
    named = {name: _names(written.get(name, "")) for name in lists}
    lessons, unknown = _lessons(written.get("lessons", ""), turn)
    errors = {
        name: text("number_between", least=NUMBERS[name][0], most=NUMBERS[name][1])
        for name, number in numbers.items()
        if number is None
    }
    errors |= {
        name: text("one_of", known=", ".join(known))
        for name, known in lists.items()
        if set(named[name]) - set(known)
    }
    if unknown:
        errors["lessons"] = text("unknown_documents", names=", ".join(unknown))
    if errors:
        return Faults(errors, written)
    return {
        "titles": {name: title for name, title in titles.items() if title},
        **numbers,
        **named,
        "lessons": [{"title": each.title, "version": each.version} for each in lessons],
        "from": _day(written.get("from", "")),
    }


def _asked(
    language: Language, values: Mapping[str, str], errors: Mapping[str, str], text: Text
) -> Iterator[TextField]:
    for name, label, hint in (
        (f"text_{language}", "question_in", ""),
        (f"options_{language}", "options_in", text("options_hint")),
    ):
        spoken = text(f"language_{language}")
        yield TextField(
            name,
            text(label, language=spoken),
            values.get(name, ""),
            hint,
            required=False,
            multiline=True,
            error=errors.get(name, ""),
        )


def _heading(language: Language, values: Mapping[str, str], text: Text) -> TextField:
    name = f"heading_{language}"
    label = text("section_in", language=text(f"language_{language}"))
    return TextField(name, label, values.get(name, ""), required=False)


def _written(known: Question | None) -> dict[str, str]:
    if known is None:
        return {}
    texts = {f"text_{language}": words for language, words in known.texts.items()}
    options = {f"options_{name}": "\n".join(lines) for name, lines in known.options.items()}
    headings = {f"heading_{name}": heading for name, heading in known.source.headings.items()}
    return {**texts, **options, **headings, "right": known.right}


def _lesson_of(known: Question | None, syllabus: Syllabus) -> str:
    names = [(each.title, each.version) for each in syllabus.lessons]
    wanted = (known.source.title, known.source.version) if known else None
    return str(names.index(wanted)) if wanted in names else "0"


def _source(written: Mapping[str, str], found: CourseDraft) -> Source:
    lessons = Syllabus.of(found.document).lessons
    number = int(written["lesson"]) if written.get("lesson", "").isdecimal() else 0
    lesson = lessons[number] if number < len(lessons) else Lesson("")
    headings = {each.value: written.get(f"heading_{each}", "") for each in Language}
    said = {language: heading for language, heading in headings.items() if heading}
    return Source(lesson.title, lesson.version, said)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _are_four(options: list[str]) -> bool:
    return len(options) == len(LETTERS) == len({option.casefold() for option in options})


def _settled(syllabus: Syllabus, found: CourseDraft) -> dict[str, str]:
    titles = {f"title_{name}": title for name, title in syllabus.titles.items()}
    numbers = {name: str(getattr(syllabus, name)) for name in NUMBERS}
    return {
        **titles,
        **numbers,
        "kinds": ", ".join(syllabus.kinds),
        "tiers": ", ".join(syllabus.tiers),
        "lessons": "\n".join(lesson.name for lesson in syllabus.lessons),
        "from": found.document.get("from", ""),
    }


def _names(words: str) -> list[str]:
    return [word.strip().casefold() for word in words.split(",") if word.strip()]


def _number(written: str, least: int, most: int) -> int | None:
    number = int(written) if written.isdecimal() else 0
    return number if least <= number <= most else None


def _lessons(written: str, turn: Turn) -> tuple[list[Lesson], list[str]]:
    """The documents that the lines name, by title or by title and version."""
    known: dict[str, Lesson] = {}
    for document in turn.records.knowledge.documents():
        for lesson in (Lesson(document.title), Lesson(document.title, document.version)):
            known[lesson.name.casefold()] = lesson
    lines = _lines(written)
    found = [known[line.casefold()] for line in lines if line.casefold() in known]
    return found, [line for line in lines if line.casefold() not in known]


def _day(written: str) -> str:
    try:
        return date.fromisoformat(written).isoformat() if written else ""
    except ValueError:
        return ""
