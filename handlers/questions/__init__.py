"""Questions: what the documents say, or that they do not say it."""

from handlers.questions import opinions, sections
from handlers.questions.handler import questions

__all__ = ["opinions", "questions", "sections"]
