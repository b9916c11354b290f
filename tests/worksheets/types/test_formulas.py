"""Formulas of worksheet types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.worksheets.types.formulas import BadFormula, compute, names, parse

NUMBERS = {"a": 2.0, "b": 3.0, "zero": 0.0, "nothing": None}
COLUMNS = {
    ("steps", "time"): [10.0, None, 30.0],
    ("steps", "value"): [1.0, 1.0, 0.0],
    ("empty", "time"): [],
}


def result(formula: str) -> float | None:
    return compute(formula, NUMBERS.get, lambda field, column: COLUMNS.get((field, column), []))


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("a * b", 6),
        ("a + b * 2", 8),
        ("(a + b) * 2", 10),
        ("-a + 1.5", -0.5),
        ("100 * (b - a) / b", 100 / 3),
        ("mean(a, b, nothing)", 2.5),
        ("sum(steps.time)", 40),
        ("sum(steps.time, steps.value)", 10),
        ("count(steps.time)", 2),
        ("mean(steps.time)", 20),
        ("count(empty.time)", 0),
    ],
)
def test_arithmetic_and_gathering(formula, wanted) -> None:
    assert result(formula) == pytest.approx(wanted)


@pytest.mark.parametrize(
    "formula", ["a / zero", "a + nothing", "mean(empty.time)", "sum(empty.time)", "a + unknown"]
)
def test_what_cant_be_computed_is_nothing(formula) -> None:
    assert result(formula) is None


@pytest.mark.parametrize(
    "formula",
    [
        *("", "a +", "a ** b", "a % b", "__import__('os')", "a.b.c + 1", "open(a)", "sum()"),
        *("sum(a + b)", "'a'", "True", "a if b else 1", "[a]", "a < b", "lambda: 1", "a" * 400),
        "(" * 200 + "a" + ")" * 200,
    ],
)
def test_what_isnt_arithmetic_is_refused(formula) -> None:
    with pytest.raises(BadFormula):
        parse(formula)


def test_names_tell_what_a_formula_speaks_of() -> None:
    found = names("100 * sum(steps.time, steps.value) / (a + mean(b, c))")
    assert found.plain == {"a", "b", "c"}
    assert found.columns == {("steps", "time"), ("steps", "value")}


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(text) -> None:
    try:
        parse(text)
    except BadFormula:
        return
    assert result(text) is None or isinstance(result(text), float)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_the_order_of_operations_is_that_of_arithmetic(x, y, z) -> None:
    values = {"x": x, "y": y, "z": z}
    assert compute("x + y * z - z", values.get) == pytest.approx(x + y * z - z, nan_ok=True)
