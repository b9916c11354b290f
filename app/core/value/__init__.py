"""Kinds of value that a field can hold: how each is stored, checked, shown, read and searched.

A value kind is a small immutable description. From it come the database column, the widget in the
form, the cell in a table or a spreadsheet and the words in the history. Values that are containers
(dicts, lists) are never changed in place: a field is given a new one.
"""

from app.core.value.base import SEPARATOR, Value
from app.core.value.choices import Choice, Choices, Classified, Languages, YesNo
from app.core.value.days import FIRST_YEAR, LAST_YEAR, Day
from app.core.value.identified import Identified, Secret
from app.core.value.named import Naming, naming
from app.core.value.numbers import Clock, Minutes, Money, Number, Percent, Scaled, Whole, Year
from app.core.value.references import Picture, Reference
from app.core.value.rows import Rows
from app.core.value.texts import PlainText, Repeated, Words

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "SEPARATOR",
    "Choice",
    "Choices",
    "Classified",
    "Clock",
    "Day",
    "Identified",
    "Languages",
    "Minutes",
    "Money",
    "Naming",
    "Number",
    "Percent",
    "Picture",
    "PlainText",
    "Reference",
    "Repeated",
    "Rows",
    "Scaled",
    "Secret",
    "Value",
    "Whole",
    "Words",
    "Year",
    "YesNo",
    "naming",
]
