"""The results of a programme as a spreadsheet: the same numbers as on the screen and on paper."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.core.text import Text, _, _l, pick
from app.exchange import sheets
from app.exchange.sheets import Tab
from app.programmes import counting, listing, tables, wording
from app.programmes.results import Results
from app.programmes.rules import STEPS
from app.programmes.tables import Grid

WIDE, NARROW = 46, 14


def write_results(session: Session, programme_id: str, day: date, path: Path) -> Path:
    """Write an Excel file: targets, all periods, organisations, events, values and themes, a tab each.

    Raises:
        Missing: there is no such programme.
        Refusal: the name ends otherwise, or the file can't be written.
    """
    results = counting.results(session, programme_id, day)
    return sheets.write_book(path, _tabs(session, results))


def _tabs(session: Session, results: Results) -> Iterator[Tab]:
    standings = tables.standings(results, results.whole)
    yield _tab(standings, (WIDE, WIDE, NARROW, NARROW, NARROW))
    yield _tab(tables.by_objective(results, results.whole), name=_l("By objective"))
    for step in STEPS[1:]:
        yield _tab(tables.by_period(results, step), name=wording.STEP_WORDS[step])
    yield _tab(tables.by_organisation(results, results.whole))
    yield Tab(
        _("Events"),
        _said(
            _l("Day"),
            _l("Event"),
            _l("Place"),
            _l("Objective"),
            _l("Organisation"),
            _l("Participants"),
        ),
        _events(session, results),
        (NARROW, WIDE, 24, WIDE, 30, NARROW),
    )
    yield Tab(
        _("Values"),
        _said(
            _l("Indicator"),
            _l("Organisation"),
            _l("From"),
            _l("To"),
            _l("Value"),
            _l("Where it comes from"),
            _l("Counts"),
        ),
        _values(results),
        (WIDE, 30, NARROW, NARROW, NARROW, WIDE, NARROW),
    )
    if results.themes:
        yield _tab(tables.themes(results))
    notes = [*wording.notes(results), wording.HOW_COUNTED]
    yield Tab(_("Notes"), [_("Notes")], [[each.say()] for each in notes], (100,))


def _tab(grid: Grid, widths: Sequence[int] = (), name: Text | None = None) -> Tab:
    return Tab(
        (name or grid.heading).say(),
        [each.say() for each in grid.headers],
        [[tables.told(cell) for cell in row] for row in grid.rows],
        widths or (WIDE, *([NARROW] * (len(grid.headers) - 1))),
    )


def _said(*headers: Text) -> list[str]:
    return [each.say() for each in headers]


def _events(session: Session, results: Results) -> Iterator[Sequence[Any]]:
    for each in listing.events(session, results):
        yield (
            each.day,
            pick(each.name),
            each.place,
            tables.aim_title(results, each.objective_id).say(),
            pick(each.organisation),
            each.participants,
        )


def _values(results: Results) -> Iterator[Sequence[Any]]:
    names = {each.id: pick(each.name) for each in results.measures}
    for values, counts in ((results.values, _("yes")), (results.outside_values, _("no"))):
        for each in values:
            yield (
                names.get(each.indicator_id, wording.NOTHING),
                pick(results.names.get(each.organisation)),
                each.days.first,
                each.day,
                tables.told(each.number),
                each.source,
                counts,
            )
