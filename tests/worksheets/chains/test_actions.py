"""What led to what."""

import pytest

from app.core import editing
from app.core.fault import InvalidFields, Refusal
from app.core.room import facts_about
from app.core.store import Store
from app.rooms import ROOMS
from app.services.records import ServiceProduct
from app.worksheets.chains import actions as chains
from app.worksheets.chains import continuing
from app.worksheets.foresight.records import Signal
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets.records import Worksheet
from tests.worksheets.sheets.test_notes import add, begun


@pytest.fixture
def signal(store: Store) -> tuple[str, str]:
    return "signal", store.write(lambda s: editing.add(s, Signal, {"name": "Yksinäisyys"})).result


def shown(store: Store, end: tuple[str, str]) -> list[tuple[int, str]]:
    with store.read() as session:
        return [(each.step, each.title["fi"]) for each in chains.chain(session, *end)]


def test_from_a_signal_to_a_service(store: Store, signal) -> None:
    idea = ("worksheet", begun(store, "vpc"))
    store.write(lambda s: chains.connect(s, signal, idea))
    experiment = store.write(
        lambda s: continuing.go_on(s, idea, "experiment", "Yhteinen lounas")
    ).result
    service = store.write(
        lambda s: continuing.go_on(s, experiment, "service", "Lounaskerho")
    ).result
    assert service[0] == "service"
    names = [name for _step, name in shown(store, service)]
    assert names[0] == "Yksinäisyys"
    assert names[-2:] == ["Yhteinen lounas", "Lounaskerho"]
    assert [step for step, _name in shown(store, idea)] == [-1, 0, 1, 2]
    with store.read() as session:
        assert editing.find(session, ServiceProduct, service[1]).name == {"fi": "Lounaskerho"}
        facts = facts_about(ROOMS, session, "service", service[1])
        assert "Yhteinen lounas" in [fact.value.say() for fact in facts]


def test_a_note_goes_on_as_an_experiment_with_its_words(store: Store) -> None:
    sheet = begun(store, "kaizen")
    note = add(store, sheet, "Kokeillaan iltakahveja ensi keväänä joka tiistai", "ideas")
    _kind, made = store.write(
        lambda s: continuing.go_on(s, ("worksheet", sheet), "experiment", "Iltakahvit", note)
    ).result
    with store.read() as session:
        assert "iltakahveja" in sheets.content(session, made).values["hypothesis"]
        assert chains.of_items(session, sheet) == {note: 1}
        assert editing.find(session, Worksheet, made).purpose.startswith("Kokeillaan")


def test_nothing_goes_in_a_circle_or_twice_or_to_itself(store: Store, signal) -> None:
    first, second = (("worksheet", begun(store)) for _ in range(2))
    store.write(lambda s: chains.connect(s, signal, first))
    store.write(lambda s: chains.connect(s, first, second))
    for begin, end in ((second, signal), (first, first), (first, second)):
        with pytest.raises(Refusal):
            store.write(lambda s, b=begin, e=end: chains.connect(s, b, e))
    assert len(shown(store, signal)) == 3


def test_a_link_is_cut_and_the_records_stay(store: Store, signal) -> None:
    sheet = ("worksheet", begun(store))
    link = store.write(lambda s: chains.connect(s, signal, sheet)).result
    store.write(lambda s: chains.disconnect(s, link))
    assert len(shown(store, signal)) == 1
    store.undo()
    assert len(shown(store, signal)) == 2


def test_what_is_in_the_bin_is_shown_as_gone(store: Store, signal) -> None:
    sheet = ("worksheet", begun(store))
    store.write(lambda s: chains.connect(s, signal, sheet))
    store.write(lambda s: editing.remove(s, Signal, [signal[1]]))
    with store.read() as session:
        assert [each.gone for each in chains.chain(session, *sheet)] == [True, False]


def test_it_needs_a_name(store: Store, signal) -> None:
    with pytest.raises(InvalidFields):
        store.write(lambda s: continuing.go_on(s, signal, "experiment", "  "))
