"""A widget for each kind of value."""

from app.ui.inputs import choice, day, find, line, picture, rows, several, words
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.inputs.field_row import FieldRow

input_for = registry.make
"""The input for a field: ``input_for(field, context)``."""

__all__ = [
    "FieldRow",
    "FormContext",
    "Input",
    "choice",
    "day",
    "find",
    "input_for",
    "line",
    "picture",
    "rows",
    "several",
    "words",
]
