"""All experiments read together: how each stands by its days, and in which order they come."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.store import Store
from app.core.text import literal
from app.worksheets.sheets import actions
from app.worksheets.sheets.experiments import Experiment, experiments, in_order, state
from app.worksheets.sheets.records import Entry, Worksheet

DAY = date(2026, 11, 28)
BEFORE, AFTER = DAY - timedelta(1), DAY + timedelta(1)


def begun(store: Store, name: str, facts: dict[str, str]) -> str:
    def work(session: Session) -> Changes:
        made = actions.begin(session, {"type_key": "experiment", "name": name}).result
        for field, value in facts.items():
            session.add(Entry(sheet_id=made, field=field, facts={"value": value}))
        return Changes(literal("Valmis"), made)

    return store.write(work).result


def read(store: Store) -> list[Experiment]:
    with store.read() as session:
        return experiments(session, DAY)


@pytest.mark.parametrize(
    ("begin", "end", "over", "said"),
    [
        (None, None, False, "planned"),
        (AFTER, None, False, "planned"),
        (AFTER, AFTER, True, "ended"),
        (DAY, None, False, "running"),
        (BEFORE, DAY, False, "running"),
        (BEFORE, BEFORE, False, "ended"),
        (None, None, True, "ended"),
    ],
)
def test_its_days_tell_how_it_stands(
    begin: date | None, end: date | None, over: bool, said: str
) -> None:
    assert state(begin, end, DAY, over=over) == said


def test_running_ones_come_first(store: Store) -> None:
    def period(first: date, last: date | None) -> dict[str, str]:
        return {"duration": f"{first.isoformat()}/{last.isoformat() if last else ''}"}

    begun(store, "Päättynyt", period(BEFORE, BEFORE))
    begun(store, "Tuleva", period(AFTER, None))
    begun(store, "Avoin", period(BEFORE, None))
    begun(store, "Käynnissä", period(BEFORE, AFTER))
    begun(store, "Ei päiviä", {})
    begun(store, "Päätetty", {**period(BEFORE, AFTER), "decision": "scale"})
    names = [each.name for each in read(store)]
    assert names == ["Käynnissä", "Avoin", "Tuleva", "Ei päiviä", "Päätetty", "Päättynyt"]


def test_the_example_is_read_whole(store: Store) -> None:
    sheet = store.write(
        lambda session: actions.begin(session, {"type_key": "experiment"}, with_example=True)
    ).result
    (found,) = read(store)
    assert found.id == sheet
    assert found.hypothesis.startswith("Uskomme")
    assert (found.decision, found.decided["en"]) == ("iterate", "Change and try again")
    assert (len(found.steps), len(found.people), len(found.learning)) == (6, 4, 4)
    assert found.begin
    assert found.end
    assert not found.undecided


def test_what_is_of_an_earlier_version_breaks_nothing(store: Store) -> None:
    begun(store, "Vanha", {"duration": "keväällä", "decision": "no_such"})
    (found,) = read(store)
    assert (found.begin, found.state, found.decided) == (None, "ended", {})


def test_what_is_in_the_bin_and_other_sheets_are_left_out(store: Store) -> None:
    gone = begun(store, "Poistettu", {})
    store.write(lambda session: editing.remove(session, Worksheet, [gone]))
    store.write(lambda session: actions.begin(session, {"type_key": "swot"}))
    assert read(store) == []


def test_the_latest_that_ended_comes_first_among_those() -> None:
    early = Experiment("1", "A", "ended", BEFORE, BEFORE)
    late = Experiment("2", "B", "ended", BEFORE, DAY)
    never = Experiment("3", "C", "ended")
    assert in_order([never, early, late]) == [late, early, never]
