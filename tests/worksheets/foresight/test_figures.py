"""Own figures by month, against counts by hand."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.clients.records import Client
from app.clients.visits.records import Visit
from app.core import editing
from app.core.change import Changes
from app.core.store import Store
from app.core.text import _l
from app.services.records import ServiceProduct
from app.worksheets.foresight import figures
from app.worksheets.foresight.figures import Figures, Month, Term
from tests.employment.permanence.people import contract, person

DAY = date(2026, 11, 23)


def _house(store: Store) -> None:
    def work(session) -> Changes:
        service = editing.add(session, ServiceProduct, {"name": {"fi": "Arkiapu"}}).result
        names = {
            "Aho": date(2026, 9, 3),
            "Berg": date(2026, 11, 2),
            "Ceder": None,
            "Dahl": date(2026, 9, 30),
        }
        ids = {
            name: editing.add(session, Client, {"family_name": name, "came_on": came}).result
            for name, came in names.items()
        }

        def visit(name: str, day: date, minutes: int | None, status: str = "done") -> str:
            values = {"client_id": ids[name], "service_id": service, "day": day, "minutes": minutes}
            reason = {"cancel_reason": "client"} if status == "cancelled" else {}
            return editing.add(session, Visit, {**values, "status": status, **reason}).result

        visit("Aho", date(2026, 9, 5), 90)
        visit("Aho", date(2026, 9, 30), 60)
        visit("Berg", date(2026, 9, 12), None)
        visit("Berg", date(2026, 9, 13), 120, "cancelled")
        visit("Dahl", date(2026, 11, 1), 45)
        visit("Dahl", date(2026, 11, 30), 45, "planned")
        editing.remove(session, Visit, [visit("Aho", date(2026, 9, 6), 600)])
        first, second = person(session, "Pesonen"), person(session, "Koponen")
        contract(session, first, date(2026, 8, 1))
        contract(session, second, date(2026, 9, 10), ends=date(2026, 10, 15))
        contract(session, second, date(2026, 11, 1), status="draft", signed_on=None)
        return Changes(_l("Added"))

    store.write(work)


def _figures(store: Store, count: int = 12, day: date = DAY) -> Figures:
    with store.read() as session:
        return figures.figures(session, day, count)


def test_months_by_hand(store: Store) -> None:
    _house(store)
    found = _figures(store)
    by_month = {each.first.month: each for each in found.months}
    half = Decimal(50)
    assert by_month[9] == Month(date(2026, 9, 1), False, 3, 150, 2, 2, 2, half)
    assert by_month[10] == Month(date(2026, 10, 1), False, 0, 0, 0, 0, 1, Decimal(100))
    assert by_month[11] == Month(date(2026, 11, 1), True, 1, 45, 1, 1, 1, Decimal(100))
    assert by_month[8] == Month(date(2026, 8, 1), False, None, None, None, None, 1, Decimal(100))
    assert by_month[7] == Month(date(2026, 7, 1))
    assert found.undated_clients == 1


def test_an_empty_store_has_nothing_to_show(store: Store) -> None:
    found = _figures(store)
    assert not found
    assert len(found.months) == 12
    assert all(each == Month(each.first, each.so_far) for each in found.months)


def test_two_years_hold_the_last_year(store: Store) -> None:
    _house(store)
    assert _figures(store, 24).months[12:] == _figures(store).months
    assert _figures(store, 24).months[0].first == date(2024, 12, 1)


def test_on_the_last_day_the_month_is_whole(store: Store) -> None:
    _house(store)
    assert not _figures(store, day=date(2026, 11, 30)).months[-1].so_far


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@given(DAYS, st.integers(1, 30))
def test_months_go_back_without_a_gap(day: date, count: int) -> None:
    found = figures.months_back(day, count)
    assert len(found) == count
    assert found[-1] == day.replace(day=1)
    assert all(
        (later - timedelta(days=1)).replace(day=1) == earlier for earlier, later in pairwise(found)
    )


@given(
    st.lists(
        st.builds(Term, st.sampled_from("abc"), st.booleans(), DAYS, st.one_of(st.none(), DAYS))
    ),
    DAYS,
)
def test_each_person_counts_once(terms: list[Term], day: date) -> None:
    number, share = figures.employed(terms, day)
    now = [each for each in terms if each.in_force(day)]
    assert number == len(now)
    assert (share is None) == (not now)
    if share is not None:
        assert 0 <= share <= 100
        assert (share == 0) == (not any(each.permanent for each in now))
