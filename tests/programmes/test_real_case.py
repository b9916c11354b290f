"""The project of the demo data: all its numbers computed from what is stored, on screen, paper and sheet."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest
from pypdf import PdfReader

from app.core.store import Store
from app.core.text import speaking
from app.network.events.records import Event
from app.programmes import counting, files, papers, tables
from app.programmes.records import Objective, Programme
from app.programmes.results import Results
from app.programmes.rules import STEPS
from tests.conftest import TODAY

EVENTS = (7, 10, 9, 7, 8)
PARTICIPANTS = (163, 210, 144, 146, 98)
TARGETS = {
    "offers": (22, 25, 88),
    "networks": (9, 10, 90),
    "experiments": (24, 20, 120),
    "enterprises": (4, 15, 27),
    "jobs": (10, 15, 67),
}
THEMES = {
    "local_economy": (6, 5),
    "immaterial": (5, 5),
    "mobility": (4, 4),
    "wellbeing": (8, 8),
    "equality": (3, 3),
    "cultural_equality": (6, 7),
    "cultural_environment": (3, 5),
}


def programme_of(store: Store) -> str:
    with store.read() as session:
        return session.query(Programme).filter_by(code="HYVE-2020").one().id


@pytest.fixture
def results(demo: Store) -> Results:
    with demo.read() as session:
        return counting.results(session, programme_of(demo), TODAY)


def test_every_event_is_stored_within_the_project_and_names_its_objective(demo: Store) -> None:
    with demo.read() as session:
        events = (
            session.query(Event)
            .join(Objective, Objective.id == Event.objective_id)
            .filter(Objective.programme_id == programme_of(demo))
            .all()
        )
    assert len(events) == 41
    assert len({each.name["fi"] for each in events}) == 41
    days = [each.starts_on for each in events if each.starts_on]
    assert date(2020, 9, 1) <= min(days) <= max(days) <= date(2023, 2, 28)
    assert any(each.participants is None and each.attendance for each in events), (
        "both ways to tell"
    )


def test_events_and_participants_add_up_by_objective_and_together(results: Results) -> None:
    found = [results.attendance(results.whole, each.id) for each in results.aims]
    assert tuple(each.events for each in found) == EVENTS
    assert tuple(each.participants for each in found) == PARTICIPANTS
    every = results.attendance(results.whole)
    assert (every.events, every.participants, every.untold) == (41, 761, 0)


def test_the_targets_stand_as_they_did(results: Results) -> None:
    found = {}
    for each in results.measures:
        if not each.live:
            standing = results.standing(each, results.whole)
            found[each.measure] = (standing.value, standing.target, standing.percent)
    assert found == TARGETS
    assert results.reached(results.measures, results.whole) == (1, 5)
    live = {
        each.measure: results.value(each, results.whole) for each in results.measures if each.live
    }
    assert live == {"events": 41, "participants": 761}


@pytest.mark.parametrize("step", STEPS)
def test_the_periods_add_up_to_the_whole(results: Results, step: tables.Step) -> None:
    for row in tables.by_period(results, step).rows:
        *parts, together = cast("list[Decimal | None]", row[1:])
        assert sum(each or 0 for each in parts) == together, row


def test_the_organisations_add_up_to_the_whole(results: Results) -> None:
    grid = tables.by_organisation(results, results.whole)
    assert len(grid.headers) == 5
    for row in grid.rows:
        *parts, together = cast("list[Decimal | None]", row[1:])
        assert sum(each or 0 for each in parts) == together, row


def test_nothing_is_outside_or_told_twice(results: Results) -> None:
    assert (results.outside_values, results.outside_events, results.told_twice) == ([], [], [])


def test_the_horizontal_themes_are_scored_and_the_others_have_no_effect(results: Results) -> None:
    assert len(results.themes) == 16
    for each in results.themes:
        assert (each.direct, each.indirect) == THEMES.get(each.theme, (0, 0))


@pytest.fixture(params=["fi", "en"])
def pages(demo: Store, request: pytest.FixtureRequest) -> str:
    with demo.read() as session, speaking(request.param):
        content = papers.report(session, programme_of(demo), request.param)
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return " ".join(words.split()).replace("\u00a0", " ")


def test_the_report_tells_the_same(pages: str) -> None:
    assert "41" in pages
    assert "761" in pages
    for value, target, percent in TARGETS.values():
        assert f"{target} {value} {percent}" in pages.replace(" %", "").replace("%", ""), value
    fi = "Palvelulupaus yhdellä lauseella" in pages
    assert fi != ("A promise in one sentence" in pages), "in the reader's language"


def test_the_spreadsheet_holds_the_same_numbers(demo: Store, tmp_path: Path) -> None:
    path = tmp_path / "tulokset.xlsx"
    with demo.read() as session:
        files.write_results(session, programme_of(demo), TODAY, path)
    book = openpyxl.load_workbook(path, read_only=True)
    tabs = [list(book[name].iter_rows(values_only=True)) for name in book.sheetnames]
    book.close()
    standings, objectives, *periods = tabs[:6]
    assert {row[2:] for row in standings[1:6]} == {
        (target, value, percent) for value, target, percent in TARGETS.values()
    }
    assert [row[1:3] for row in objectives[1:]] == [
        *zip(EVENTS, PARTICIPANTS, strict=True),
        (41, 761),
    ]
    for tab in periods:
        assert tab[1][-1] == 41
        assert tab[2][-1] == 761
    events: Sequence[Sequence[Any]] = tabs[7]
    assert len(events) == 42
    assert sum(row[-1] for row in events[1:]) == 761
    values: Sequence[Sequence[Any]] = tabs[8]
    assert sum(Decimal(row[4]) for row in values[1:]) == 22 + 9 + 24 + 4 + 10
