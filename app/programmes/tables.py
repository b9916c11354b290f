"""The results of a programme as tables: the same rows for the window, the paper and the spreadsheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.core.text import Text, _l, literal
from app.programmes import wording
from app.programmes.results import Measure, Results
from app.programmes.rules import Attendance, Period, Step

Cell = Text | Decimal | int | None
"""Words, a number, or that there is none."""


@dataclass(frozen=True)
class Grid:
    """A table: its first column are words, the rest numbers; ``headers`` as long as each row."""

    heading: Text
    headers: Sequence[Text]
    rows: Sequence[Sequence[Cell]]


def said(cell: Cell) -> Text:
    """A cell in words; a dash where there is no number."""
    return cell if isinstance(cell, Text) else wording.number_words(cell)


def told(cell: Cell) -> str | Decimal | int | None:
    """A cell as a spreadsheet holds it: whole numbers without decimals."""
    if isinstance(cell, Text):
        return cell.say()
    if isinstance(cell, Decimal) and cell == cell.to_integral_value():
        return int(cell)
    return cell


def aim_title(results: Results, objective_id: str) -> Text:
    """What a group of indicators is called: its objective, or the whole programme."""
    found = next((each for each in results.aims if each.id == objective_id), None)
    return literal(found.title) if found else wording.WHOLE_AIM


def groups(results: Results) -> list[tuple[str, Sequence[Measure]]]:
    """The indicators by objective, those of the whole programme last; every objective is there."""
    every = [each.id for each in results.aims]
    found: list[tuple[str, Sequence[Measure]]] = [(each, results.of(each)) for each in every]
    general = results.of("")
    return [*found, ("", general)] if general else found


def standings(results: Results, period: Period) -> Grid:
    """Each indicator beside its target."""
    headers = (
        _l("Objective"),
        _l("Indicator"),
        _l("Target value"),
        _l("Reached"),
        _l("Percent of the target"),
    )
    rows: list[Sequence[Cell]] = []
    for objective_id, measures in groups(results):
        for each in measures:
            standing = results.standing(each, period)
            rows.append(
                (
                    aim_title(results, objective_id),
                    literal(each.name),
                    standing.target,
                    standing.value,
                    standing.percent,
                )
            )
    return Grid(_l("Indicators"), headers, rows)


def by_period(results: Results, step: Step, organisation: str | None = None) -> Grid:
    """Events, participants and every indicator by period, and together."""
    periods = results.periods("year" if step == "whole" else step)
    headers = (
        _l("Indicator"),
        *(wording.period_words(each) for each in periods),
        _l("Together"),
    )
    spans = [*periods, results.whole]
    held = [results.attendance(each, organisation=organisation) for each in spans]
    rows = [
        _row(
            _l("Events"),
            (_known(results, at, each.events) for at, each in zip(spans, held, strict=True)),
        ),
        _row(
            _l("Participants"),
            (_known(results, at, each.participants) for at, each in zip(spans, held, strict=True)),
        ),
    ]
    rows += [
        _row(
            literal(each.name),
            (results.value(each, span, organisation) for span in spans),
        )
        for each in results.measures
        if not (each.live and not each.objective_id)
    ]
    return Grid(_l("By period"), headers, rows)


def _known(results: Results, period: Period, number: int | None) -> int | None:
    """A number of events, unless the period is still to come."""
    return None if period.first > results.day else number


def _row(words: Text, numbers: Iterable[Decimal | int | None]) -> Sequence[Cell]:
    return (words, *numbers)


def by_organisation(results: Results, period: Period) -> Grid:
    """Events, participants and what each organisation told of every indicator in a period."""
    keys = results.organisations(period)
    headers = (
        _l("Indicator"),
        *(literal(results.names[key]) for key in keys),
        _l("Together"),
    )
    spans: list[str | None] = [*keys, None]
    held = [results.attendance(period, organisation=key) for key in spans]
    rows = [
        _row(
            _l("Events"),
            (each.events or (None if key else 0) for key, each in zip(spans, held, strict=True)),
        ),
        _row(_l("Participants"), (_came(each) for each in held)),
    ]
    rows += [
        _row(literal(each.name), (results.value(each, period, key) for key in spans))
        for each in results.measures
        if not (each.live and not each.objective_id)
    ]
    return Grid(_l("By organisation"), headers, rows)


def _came(found: Attendance) -> int | None:
    return found.participants if found.events else None


def by_objective(results: Results, period: Period) -> Grid:
    """Events and participants of each objective, and together."""
    rows: list[Sequence[Cell]] = []
    for each in results.aims:
        found = results.attendance(period, each.id)
        rows.append((literal(each.title), found.events, found.participants))
    every = results.attendance(period)
    rows.append((_l("Together"), every.events, every.participants))
    return Grid(
        _l("Events and participants by objective"),
        (_l("Objective"), _l("Events"), _l("Participants")),
        rows,
    )


def themes(results: Results) -> Grid:
    """The horizontal themes with their scores."""
    return Grid(
        _l("Horizontal themes"),
        (_l("Theme"), _l("Directly"), _l("Through others")),
        [(wording.theme_name(each.theme), each.direct, each.indirect) for each in results.themes],
    )
