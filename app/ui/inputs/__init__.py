"""A widget for each kind of value."""

from app.ui.inputs import choice, day, line, picture, rows, words
from app.ui.inputs.base import FormContext, Input, registry

input_for = registry.make
"""The input for a field: ``input_for(field, context)``."""

__all__ = ["FormContext", "Input", "choice", "day", "input_for", "line", "picture", "rows", "words"]
