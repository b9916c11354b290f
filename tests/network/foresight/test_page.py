"""Shared foresight in the window: read, said what we think, taken into our own work, offered."""

from typing import Any

import pytest
from sqlalchemy import select

from app.core.change import Changes
from app.core.record import today
from app.core.text import _l, pick
from app.demo import network
from app.network.foresight.records import ForesightNote, ForesightOpinion
from app.network.page.foresight_desk import OfferDialog, OpinionDialog
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from app.worksheets.foresight.records import Signal
from tests.windows import choose, shown

OURS = "More older people live alone in every village"
THEIRS = "People live at home longer, but neighbours help less"
COORDINATOR = "Vaarasilta Development Company"


@pytest.fixture(autouse=True)
def english(window: MainWindow) -> None:
    set_language("en")


@pytest.fixture
def member(window: MainWindow) -> MainWindow:
    """An office that is a member of a network, with what others have sent."""
    window.office.network.stop()
    network.join(window.office.store)
    return window


def note(window: MainWindow, name: str) -> str:
    def ask(session: Any) -> str:
        return next(e.id for e in session.scalars(select(ForesightNote)) if pick(e.name) == name)

    return window.office.ask(ask)


def opened(window: MainWindow, name: str) -> str:
    window.open_record("foresight_note", note(window, name))
    settle()
    return shown(window.page.bench.detail)


def test_a_note_of_the_coordinator_is_read_with_what_members_think(member: MainWindow) -> None:
    text = opened(member, THEIRS)
    for words in (
        f"{COORDINATOR} keeps this, and only they change it. Ask them: 013 055 1216",
        *("4 of 5, 3 opinions", "4.3 of 5, 3 opinions", "Pielispuro Home Help Ltd"),
    ):
        assert words in text, words
    assert "Edit" not in text.split("\n")


def test_our_opinion_is_given_and_stands_first_as_ours(member: MainWindow) -> None:
    opened(member, THEIRS)
    asked = OpinionDialog(member, member.office, note(member, THEIRS))
    asked.show()
    assert "The other members see it with your name" in shown(asked)
    asked.go()
    settle()
    assert "Say at least one thing" in shown(asked)
    asked.rows["significance"].input.set_value(5)
    asked.go()
    settle()
    text = shown(member.page.bench.detail)
    assert "4.3 of 5, 4 opinions" in text
    assert text.index("(ours)") < text.index("Pielispuro Home Help")
    again = OpinionDialog(member, member.office, note(member, THEIRS))
    assert again.rows["significance"].input.value() == 5
    for each in (asked, again):
        each.deleteLater()


def test_an_opinion_is_taken_back_only_where_one_was_given(member: MainWindow) -> None:
    opened(member, THEIRS)
    detail = member.page.bench.detail
    back = "Take our opinion back"
    with pytest.raises(LookupError):
        choose(detail, back)
    asked = OpinionDialog(member, member.office, note(member, THEIRS))
    asked.rows["significance"].input.set_value(2)
    asked.go()
    settle()
    choose(detail, back)
    settle()
    assert "(ours)" not in shown(detail)
    with pytest.raises(LookupError):
        choose(detail, back)
    asked.deleteLater()


def test_without_opinions_it_says_so_and_without_a_network_that_it_stays(
    window: MainWindow,
) -> None:
    def work(session: Any) -> Changes:
        session.query(ForesightOpinion).delete()
        return Changes(_l("Removed"))

    window.office.store.take_in(work)
    text = opened(window, OURS)
    assert "Nobody has given an opinion yet. Be the first." in text
    asked = OpinionDialog(window, window.office, note(window, OURS))
    asked.show()
    assert "it stays in your office" in shown(asked)
    asked.deleteLater()


def test_a_note_comes_into_our_signals_and_goes_on_in_a_worksheet(member: MainWindow) -> None:
    opened(member, THEIRS)
    choose(member.page.bench.detail, "Into our own signals")
    settle()
    assert member.rail.current == "worksheets"
    assert THEIRS in shown(member.page.bench.detail)
    text = opened(member, THEIRS)
    assert "In our own signals" in text
    choose(member.page.bench.detail, "Into our own signals")
    settle()
    assert "in your own signals already" in shown(member)


def test_a_member_reads_that_its_own_note_stays_in_the_office(member: MainWindow) -> None:
    assert "only the coordinator’s notes go to the network" in opened(member, OURS)
    assert not member.page._offer.isVisible()


def test_the_coordinator_offers_its_own_signals(window: MainWindow) -> None:
    window.office.network.stop()
    network.join(window.office.store, "coordinator")
    assert "go to the network" not in opened(window, OURS)
    assert window.page._offer.isVisible()
    signal = window.office.ask(lambda s: s.query(Signal).filter_by(sort="weak").first())
    asked = OfferDialog(window, window.office)
    asked.show()
    asked.go()
    settle()
    assert "Choose at least one." in shown(asked)
    asked.rows["signals"].input.set_value([signal.id])
    asked.go()
    settle()
    assert signal.name in shown(window.page.bench.detail)
    asked.deleteLater()


def test_new_notes_are_told_on_the_home_page_once_for_all(member: MainWindow) -> None:
    def ask(session: Any) -> list[Any]:
        room = next(room for room in member.office.rooms if room.name == "network")
        return [m for m in room.what_waits(session, today()) if m.kind == "foresight_note"]

    (matter,) = member.office.ask(ask)
    assert matter.count == 2
    assert str(matter.title) == "2 new notes of what is changing"
    member.office.wanted.emit(matter.kind, matter.record_id)
    settle()
    assert member.page.bench.desk.record is ForesightNote
