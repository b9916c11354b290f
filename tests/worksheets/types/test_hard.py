"""Types from files that ask too much, or go in a circle."""

import pytest

from app.core.fault import BadFile
from app.core.record import today
from app.worksheets.sheets import filling
from app.worksheets.sheets.content import Content, Item, number, number_in
from app.worksheets.types.reading import read

HEAD = "key: oma\nname: {fi: Oma}\nlayout: form\nfields:\n"


def computed(key: str, formula: str) -> str:
    return f'  - {{key: {key}, type: computed, label: {{fi: A}}, formula: "{formula}"}}\n'


def test_formulas_in_a_circle_have_no_number() -> None:
    type_ = read(HEAD + computed("a", "b + 1") + computed("b", "a + 1"), "oma.yaml")
    assert number(type_, Content(), "a") is None


def test_formulas_of_columns_in_a_circle_have_no_number() -> None:
    columns = "".join(
        f'      - {{key: {key}, type: computed, label: {{fi: A}}, formula: "{formula}"}}\n'
        for key, formula in (("a", "b + 1"), ("b", "a + 1"))
    )
    text = (
        HEAD
        + "  - key: rows\n    type: rows\n    label: {fi: R}\n    columns:\n"
        + "      - {key: what, type: line, label: {fi: W}}\n"
        + columns
    )
    field = read(text, "oma.yaml").fields[0]
    assert number_in(field, Item("x", "Jotain"), "a") is None


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
