"""A small programme in a real store: made with few words, so that a test tells only what it is about."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.core import editing
from app.core.change import Changes
from app.core.store import Store
from app.core.text import _l
from app.network.events.records import HELD, Event
from app.organisation.actions import own
from app.organisation.records import Organisation
from app.programmes import counting
from app.programmes.records import Indicator, IndicatorValue, Objective, Programme
from app.programmes.results import Measure, Results

FIRST, LAST = date(2025, 1, 1), date(2026, 6, 30)
NOW = date(2026, 3, 15)
OWNER = "01890a5d-ac96-7b7c-8b6f-0123456789ab"
"""Another organisation of the network."""


class World:
    """A store with a programme of one objective; ``add_…`` return ids."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._organise()
        self.programme = self.add(
            Programme, name={"fi": "Hanke", "en": "Project"}, starts_on=FIRST, ends_on=LAST
        )
        self.objective = self.add(
            Objective, programme_id=self.programme, number=1, name={"fi": "Tavoite", "en": "Aim"}
        )

    def _organise(self) -> None:
        def work(session) -> Changes:
            if own(session) is None:
                values = {"own": True, "name": {"fi": "Oma ry", "en": "Our own"}, "sector": "third"}
                session.add(Organisation(**values))
            return Changes(_l("Added"))

        self.store.write(work)

    def add(self, record: Any, owner: str = "", **values: Any) -> str:
        """A record of this office, or as it came from another one."""

        def work(session) -> Changes:
            made = editing.add(session, record, values)
            if owner:
                session.get(record, made.result).owner_id = owner
            return made

        return self.store.write(work).result

    def add_indicator(self, measure: str = "other", **values: Any) -> str:
        """An indicator of the objective."""
        told: dict[str, Any] = {
            "programme_id": self.programme,
            "objective_id": self.objective,
            "measure": measure,
            "name": {"fi": "Mittari", "en": "Indicator"},
        }
        return self.add(Indicator, **{**told, **values})

    def add_value(self, indicator: str, number: int | str, day: date, **values: Any) -> str:
        """What somebody told of an indicator, of one day."""
        told: dict[str, Any] = {"indicator_id": indicator, "value": Decimal(number), "to_day": day}
        return self.add(IndicatorValue, **{**told, **values})

    def add_event(self, day: date, came: int | None = None, **values: Any) -> str:
        """An event that was held for the objective."""
        told: dict[str, Any] = {
            "name": {"fi": "Työpaja", "en": "Workshop"},
            "starts_on": day,
            "participants": came,
            "objective_id": self.objective,
            "state": HELD,
        }
        return self.add(Event, **{**told, **values})

    def results(self, day: date = NOW) -> Results:
        """How it stands."""
        with self.store.read() as session:
            return counting.results(session, self.programme, day)

    def measure(self, indicator: str, day: date = NOW) -> tuple[Results, Measure]:
        """How it stands, and one of its indicators."""
        found = self.results(day)
        return found, next(each for each in found.measures if each.id == indicator)
