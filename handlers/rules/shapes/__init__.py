"""How the documents of rules are made: numbers, amounts, demands, approval, office hours."""

from handlers.rules.shapes.amounts import Amounts
from handlers.rules.shapes.approval import Approval
from handlers.rules.shapes.demands import Demands
from handlers.rules.shapes.hours import OfficeHours
from handlers.rules.shapes.numbers import Number, Numbers
from handlers.rules.shapes.shape import Document, Fault, Heard, Shape, World

__all__ = [
    "Amounts",
    "Approval",
    "Demands",
    "Document",
    "Fault",
    "Heard",
    "Number",
    "Numbers",
    "OfficeHours",
    "Shape",
    "World",
]
