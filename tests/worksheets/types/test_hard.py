"""Types from files that ask too much, or go in a circle."""

import pytest

from app.core.fault import BadFile
from app.core.record import today
from app.worksheets.sheets import filling
from app.worksheets.sheets.content import Content, Item, number, number_in
from app.worksheets.types.reading import read
from app.worksheets.types.rules import SheetField, WorksheetType

HEAD = "key: oma\nname: {fi: Oma}\nlayout: form\nfields:\n"


def computed(key: str, formula: str) -> str:
    return f'  - {{key: {key}, type: computed, label: {{fi: A}}, formula: "{formula}"}}\n'


CIRCLE = tuple(
    SheetField(key, "computed", {"fi": "A"}, formula=formula)
    for key, formula in (("a", "b + 1"), ("b", "a + 1"))
)


def test_formulas_in_a_circle_are_refused() -> None:
    with pytest.raises(BadFile) as fault:
        read(HEAD + computed("a", "b + 1") + computed("b", "a + 1"), "oma.yaml")
    assert len(fault.value.faults) == 2


def test_formulas_in_a_circle_have_no_number_wherever_they_came_from() -> None:
    type_ = WorksheetType("oma", "1", "lean", "note", {"fi": "Oma"}, {}, "form", CIRCLE)
    assert number(type_, Content(), "a") is None
    rows = SheetField(
        "rows", "rows", {"fi": "R"}, columns=(SheetField("what", "line", {}), *CIRCLE)
    )
    assert number_in(rows, Item("x", "Jotain"), "a") is None


def test_formulas_that_double_each_other_are_computed_once() -> None:
    chain = "".join(computed(f"c{n}", f"c{n - 1} + c{n - 1}") for n in range(1, 30))
    text = HEAD + "  - {key: c0, type: number, label: {fi: N}}\n" + chain
    found = number(read(text, "oma.yaml"), Content({"c0": "1"}), "c29")
    assert found == 2**29


def test_a_scale_of_hundreds_of_steps_is_refused() -> None:
    with pytest.raises(BadFile) as fault:
        read(HEAD + "  - {key: a, type: scale, most: 1000, label: {fi: A}}", "oma.yaml")
    assert "20" in str(fault.value)


@pytest.mark.parametrize(
    ("kind", "said"),
    [("scale", "kolme"), ("date", "ei päivä"), ("number", "monta"), ("period", "kevät")],
)
def test_an_example_that_no_field_can_hold_is_left_out(kind, said) -> None:
    text = HEAD + f"  - {{key: a, type: {kind}, label: {{fi: A}}}}\nexample: {{a: {said}}}"
    assert not filling.example(read(text, "oma.yaml"), "fi", today())
