"""Each slide that is shown is a section under its title, with its tables and notes."""

from __future__ import annotations

import pptx
import pytest
from pptx.util import Inches

from knowledge.files import pptx as slides
from knowledge.files.pptx import parse
from knowledge.sections import Refused, Section
from tests.knowledge.files.making import deck, saved


def test_a_slide_is_read_from_top_to_bottom_with_its_notes() -> None:
    file = pptx.Presentation()
    slide = file.slides.add_slide(file.slide_layouts[1])
    slide.shapes.title.text = "Onboarding"
    slide.placeholders[1].text = "First step\nSecond step"
    low = slide.shapes.add_textbox(Inches(1), Inches(6), Inches(3), Inches(1))
    low.text_frame.text = "At the bottom"
    group = slide.shapes.add_group_shape()
    inside = group.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1))
    inside.text_frame.text = "In a group"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    for at, text in enumerate(("Step", "Days", "Contract", "3")):
        table.cell(at // 2, at % 2).text = text
    slide.notes_slide.notes_text_frame.text = "Say hello."
    found = parse(saved(file))
    assert found.title == "Onboarding"
    assert found.sections == (
        Section(
            "Onboarding",
            "First step\nSecond step\nStep: Contract · Days: 3\n"
            "In a group\nAt the bottom\nSay hello.",
            "slide 1",
        ),
    )


def test_a_hidden_slide_is_not_read_and_keeps_its_number() -> None:
    file = pptx.Presentation()
    for number in (1, 2, 3):
        slide = file.slides.add_slide(file.slide_layouts[1])
        slide.shapes.title.text = f"Part {number}"
        slide.placeholders[1].text = "Words."
    file.slides[1]._element.set("show", "0")
    file.core_properties.title = "Kickoff 2026"
    found = parse(saved(file))
    assert found.title == "Kickoff 2026"
    assert [(each.heading, each.page) for each in found.sections] == [
        ("Part 1", "slide 1"),
        ("Part 3", "slide 3"),
    ]


def test_too_many_slides_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slides, "MOST_PAGES", 0)
    with pytest.raises(Refused) as refused:
        parse(deck("A", "B"))
    assert refused.value.facts == {"what": "pages", "most": 0}


def test_a_slide_without_a_title_has_no_heading() -> None:
    file = pptx.Presentation()
    slide = file.slides.add_slide(file.slide_layouts[6])
    box = slide.shapes.add_textbox(0, 0, Inches(3), Inches(1))
    box.text_frame.text = "Only words"
    assert parse(saved(file)).sections == (Section("", "Only words", "slide 1"),)
