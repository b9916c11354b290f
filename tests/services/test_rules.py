"""Readiness, stages, prices and the VAT exemption."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.field import blank_values, fields_of
from app.services import rules
from app.services.records import ServiceProduct

TODAY = date(2026, 11, 23)
FIELDS = [requirement.field for requirement in rules.REQUIREMENTS]


def complete() -> dict[str, object]:
    values = blank_values(ServiceProduct)
    for name in FIELDS:
        empty = fields_of(ServiceProduct)[name].value.empty
        values[name] = {"fi": "x"} if empty == {} else [{"id": "a"}] if empty == [] else 1
    return values


def test_every_requirement_is_a_field_and_has_words_of_its_own() -> None:
    assert set(FIELDS) <= set(fields_of(ServiceProduct))
    assert len({str(r.words) for r in rules.REQUIREMENTS}) == len(FIELDS)


def test_nothing_and_everything() -> None:
    assert rules.readiness(blank_values(ServiceProduct)).percent == 0
    assert rules.readiness(complete()).complete


@given(st.sets(st.sampled_from(FIELDS)))
def test_what_is_missing_is_named_exactly(missing: set[str]) -> None:
    values = {
        **complete(),
        **{name: fields_of(ServiceProduct)[name].value.empty for name in missing},
    }
    ready = rules.readiness(values)
    assert {requirement.field for requirement in ready.missing} == missing
    assert (ready.percent == 100) == (not missing)


def test_blank_words_are_no_words() -> None:
    assert not rules.readiness({**complete(), "name": {"fi": "  "}}).complete


@given(st.sets(st.sampled_from(rules.VAT_CONDITIONS)))
def test_the_exemption_needs_all_five(met: set[str]) -> None:
    values = {name: name in met for name in rules.VAT_CONDITIONS}
    assert rules.vat_exempt(values) == (len(met) == 5)
    values["prices"] = [{"vat": "exempt_social"}]
    assert rules.vat_conflict(values) == (len(met) < 5)


def test_only_prices_of_the_day_apply() -> None:
    def row(start: int | None, end: int | None) -> dict[str, object]:
        day = lambda n: None if n is None else TODAY + timedelta(days=n)
        return {"valid_from": day(start), "valid_to": day(end)}

    rows = [row(None, None), row(0, 0), row(1, None), row(None, -1)]
    assert rules.current_prices(rows, TODAY) == rows[:2]


def test_a_stage_asks_for_what_belongs_to_it() -> None:
    assert rules.stage_problem("productised", blank_values(ServiceProduct)) is not None
    assert rules.stage_problem("productised", complete()) is None
    assert rules.stage_problem("certified", {"certified_to": None}) is not None
    assert rules.stage_problem("idea", {}) is None


def test_an_ending_certificate_is_told_in_time() -> None:
    end = lambda days: rules.certificate_ends("certified", TODAY + timedelta(days=days), TODAY)
    assert end(91) is None
    assert end(90) == 90
    assert end(-1) == -1
    assert rules.certificate_ends("draft", TODAY, TODAY) is None
