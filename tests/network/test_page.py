"""The page of the network, driven as a person would: on a real store, and a real register on loopback."""

import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog
from sqlalchemy import select

from app.agenda.page.today import TodayPage
from app.core import editing
from app.core.change import Changes
from app.core.record import new_id
from app.core.store import Store
from app.core.text import _l
from app.network.page.conflicts_inbox import ConflictsInbox
from app.network.page.connect_dialog import ConnectDialog
from app.network.page.connection import ConnectionView
from app.network.page.home import CONNECTION, DIRECTORY
from app.network.page.leave_dialog import LeaveDialog
from app.network.page.refused_inbox import RefusedInbox
from app.network.page.write_anew import WriteAnew
from app.register import tables
from app.register.database import Database
from app.services.records import ServicePath, ServiceProduct
from app.sync import conflicts, invitation
from app.sync import link as links
from app.sync.protocol import Code
from app.sync.records import Outgoing, Shared
from app.sync.trouble import BACK, OFFLINE, Trouble, write
from app.ui.find import FindDialog
from app.ui.language import set_language
from app.ui.theme import Mode, theme
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.network.conftest import OTHER, OWN
from tests.sync.running import Network, Register, connect, free_port, office, sync
from tests.windows import press, shown


def invited(register: Register, network: Network, organisation: str = OWN) -> str:
    code = network.invite(organisation)
    return f"Hei! Tervetuloa.\n{register.url}/join#code={code}&network=Maakunta&organisation=Arkiapu&role=member"


def dialog_of(page: ConnectionView, text: str) -> ConnectDialog:
    dialog = ConnectDialog(page, page.office, page.keeper)
    dialog.show()
    dialog.paste.box.setPlainText(text)
    return dialog


def go_on(dialog: ConnectDialog) -> None:
    dialog.next_button.click()
    settle()


def service(page: ConnectionView, code: str = "ARKI") -> str:
    return page.office.ask(lambda s: s.query(ServiceProduct).filter_by(code=code).one().id)


def description(store: Store, record_id: str) -> dict[str, str]:
    with store.read() as session:
        return dict(session.get(ServiceProduct, record_id).description)


def describe(store: Store, record_id: str, **words: str) -> None:
    before = description(store, record_id)
    store.write(
        lambda s: editing.change(s, ServiceProduct, record_id, {"description": {**before, **words}})
    )


def test_an_office_alone_reads_what_a_network_gives(
    page: ConnectionView, window: MainWindow
) -> None:
    assert page.stack.currentWidget() is page.welcome
    words = shown(page)
    assert "Connect to a network" in words
    assert "never leave this computer" in words
    assert not window.rail._network.isVisible()
    assert "network" not in window.rail._foot.accessibleName().lower()


def test_nothing_leaves_the_computer_before_connect_is_pressed(
    page: ConnectionView, register: Register, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    send = httpx.Client.send

    def counted(client: httpx.Client, request: httpx.Request, **how: Any) -> httpx.Response:
        asked.append(request.url.path)
        return send(client, request, **how)

    monkeypatch.setattr(httpx.Client, "send", counted)
    dialog = dialog_of(page, invited(register, network))
    go_on(dialog)
    words = shown(dialog)
    for expected in ("Maakunta", "Arkiapu", f"127.0.0.1:{register.port}", "Member", "Services"):
        assert expected in words
    assert "get mixed" not in words
    assert "11\n" in words, "so many services are shared"
    assert "Clients, employees, contracts" in words
    dialog.back_button.click()
    dialog.paste.box.setPlainText(
        dialog.paste.box.toPlainText().replace("=Arkiapu&", "=Kotihoiva%20Koivu&")
    )
    dialog.next_button.click()
    settle()
    assert "for “Kotihoiva Koivu”, but your organisation here is “Rantakyl" in shown(dialog)
    dialog.reject()
    assert asked == []
    dialog = dialog_of(page, invited(register, network))
    go_on(dialog)
    assert asked == []
    go_on(dialog)
    assert asked[0] == "/sync/v1/enrol"


def test_connecting_synchronises_and_the_card_tells_the_truth(
    page: ConnectionView, register: Register, network: Network, window: MainWindow
) -> None:
    dialog = dialog_of(page, invited(register, network))
    go_on(dialog)
    go_on(dialog)
    settle()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert page.stack.currentWidget() is page.overview
    words = shown(page)
    for expected in (
        "Hyvinvointiverkosto",
        OWN,
        "Member",
        "today at",
        "Nothing waits",
        "Up to date",
    ):
        assert expected in words, words
    assert window.rail._network.isVisible()
    assert window.rail._network.accessibleName() == "Network: up to date"
    assert "Last synchronised today at" in window.rail._network.toolTip()
    window.page._bring(DIRECTORY)
    window.go("today")
    window.rail._network.click()
    assert window.rail.current == "network"
    assert window.page.switcher.current == CONNECTION, "and not to what was looked at there last"


@pytest.mark.parametrize(
    "text", ["", "Hei!", "https://rekisteri.example/join", "https://x/#code=12"]
)
def test_a_bad_invitation_is_told_beside_the_field(page: ConnectionView, text: str) -> None:
    dialog = dialog_of(page, text)
    go_on(dialog)
    assert dialog.steps.currentWidget() is dialog.paste
    assert dialog.paste._error.isVisible()
    assert dialog.paste.box.accessibleDescription()
    dialog.paste.box.insertPlainText("x")
    assert not dialog.paste._error.isVisible(), "it goes as soon as something else is written"


def test_a_used_invitation_and_a_silent_register_are_told(
    page: ConnectionView, register: Register, network: Network, empty: Path, tmp_path: Path
) -> None:
    text = invited(register, network, OTHER)
    found = invitation.read(text)
    with office(empty, tmp_path, "muu") as other:
        from app.sync import enrolling

        enrolling.connect(other, found.url, found.code)
    dialog = dialog_of(page, text)
    go_on(dialog)
    go_on(dialog)
    assert dialog.steps.currentWidget() is dialog.paste
    assert "can’t be used" in shown(dialog.paste)
    dialog.paste.box.setPlainText(text.replace(str(register.port), str(free_port())))
    go_on(dialog)
    go_on(dialog)
    assert dialog.steps.currentWidget() is dialog.look
    assert "no connection" in shown(dialog.look)
    assert "Try again in a moment" in shown(dialog.look)
    assert "by itself" not in shown(dialog.look), "nothing tries again before one has joined"
    assert dialog.next_button.isEnabled(), "it can be tried again"
    assert dialog.focusWidget() is dialog.next_button, "and Enter does so"
    assert page.office.ask(links.of) is None


def conflicting(page: ConnectionView, colleague: Store, code: str = "ARKI") -> str:
    """Both computers write the same field; this one comes second."""
    record_id = service(page, code)
    describe(page.office.store, record_id, fi="Siivous ja arjen askareet yhdessä.")
    time.sleep(0.002)
    describe(colleague, record_id, fi="Siivous ja ulkoilu yhdessä.")
    sync(colleague)
    page.keeper.synchronise()
    settle()
    return record_id


def inbox(page: ConnectionView) -> ConflictsInbox:
    page.show_inbox("conflict")
    settle()
    found = page.stack.currentWidget()
    assert isinstance(found, ConflictsInbox)
    return found


def test_both_versions_stand_side_by_side_with_the_difference_marked(
    joined: ConnectionView, colleague: Store, window: MainWindow
) -> None:
    conflicting(joined, colleague)
    assert window.rail._network.accessibleName() == "Network: waiting for you"
    page = inbox(joined)
    words = shown(page)
    expected_words = (
        "Everyday help at home",
        "Our version",
        "The other version",
        "another computer of our",
    )
    for expected in expected_words:
        assert expected in words, words
    mine, theirs = page._mine.words, page._theirs.words
    assert "arjen askareet" in mine.text()
    assert "ulkoilu" in theirs.text()
    assert "arjen askareet" in mine.accessibleDescription()
    assert "text-decoration:underline" in mine._written()
    page.record_button.click()
    settle()
    assert window.rail.current == "services"


def test_ours_is_taken_back_and_goes_to_the_others(
    joined: ConnectionView, colleague: Store
) -> None:
    record_id = conflicting(joined, colleague)
    page = inbox(joined)
    page.mine_button.click()
    settle()
    assert description(joined.office.store, record_id)["fi"] == "Siivous ja arjen askareet yhdessä."
    assert "Every place has one version now" in shown(page)
    joined.keeper.synchronise()
    settle()
    sync(colleague)
    assert description(colleague, record_id)["fi"] == "Siivous ja arjen askareet yhdessä."


def test_theirs_is_kept_and_that_can_be_undone(joined: ConnectionView, colleague: Store) -> None:
    record_id = conflicting(joined, colleague)
    page = inbox(joined)
    said: list[str] = []
    joined.office.said.connect(lambda words, _undo: said.append(words.msgid))
    joined.keeper.synchronise(asked=True)
    settle()
    assert said == ["Synchronised. Something waits for you on the page Network."], "it still does"
    page.theirs_button.click()
    settle()
    assert description(joined.office.store, record_id)["fi"] == "Siivous ja ulkoilu yhdessä."
    assert page.list.count() == 0
    joined.office.undo()
    settle()
    assert page.list.count() == 1


def test_a_text_is_written_anew_from_both(
    joined: ConnectionView, colleague: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_id = conflicting(joined, colleague)
    page = inbox(joined)

    def person(dialog: WriteAnew) -> int:
        dialog.show()
        assert "ulkoilu" in shown(dialog), "theirs can be read beside"
        box = dialog.row.input.box
        assert "arjen askareet" in box.toPlainText()
        box.setPlainText("Siivous, askareet ja ulkoilu yhdessä.")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible(), "what is written isn’t thrown away by chance"
        dialog.save_button.click()
        settle()
        return dialog.result()

    monkeypatch.setattr(WriteAnew, "exec", person)
    page.anew_button.click()
    settle()
    stands = description(joined.office.store, record_id)
    assert stands["fi"] == "Siivous, askareet ja ulkoilu yhdessä."
    assert stands["en"], "the other language stays"
    assert page.list.count() == 0


def test_the_inbox_is_gone_through_by_keyboard(
    joined: ConnectionView, colleague: Store, qtbot
) -> None:
    for code in ("ARKI", "DIGI"):
        conflicting(joined, colleague, code)
    page = inbox(joined)
    assert page.window().focusWidget() is page.list
    first = page._told.record_title
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page._told.record_title != first
    page.theirs_button.setFocus()
    qtbot.keyClick(page.theirs_button, Qt.Key.Key_Return)
    settle()
    assert page.list.count() == 1
    assert page._told.record_title == first, "the next one is in front"
    assert page.window().focusWidget() is page.list
    assert joined.back()
    assert joined.stack.currentWidget() is joined.overview


def test_five_hundred_conflicts_open_and_scroll_at_once(joined: ConnectionView) -> None:
    store = joined.office.store
    ids = joined.office.ask(lambda s: s.scalars(select(ServiceProduct.id)).all())
    now = links.local_now()

    def many(session) -> Changes:
        for number in range(500):
            stamp = f"{now - number:012x}0000aaaaaaaaaaaa"
            lost = conflicts.Lost("service", ids[number % len(ids)], "rhythm", f"{number}", stamp)
            conflicts.keep(session, lost, "x", stamp, by=OTHER)
        return Changes(_l("Conflicts"))

    store.take_in(many)
    joined.keeper.look()
    settle()
    begun = time.process_time()
    page = inbox(joined)
    assert page.list.count() == 500
    for row in range(0, 500, 50):
        page.list.setCurrentRow(row)
        QApplication.processEvents()
    assert time.process_time() - begun < 10, "a list of widgets would take minutes"
    assert len(page.findChildren(QAbstractButton)) < 20


def refuse(page: ConnectionView, code: str = "value") -> int:
    record_id = service(page)
    describe(page.office.store, record_id, fi="Uusi kuvaus.")

    def put(session) -> int:
        row = session.scalars(select(Outgoing)).one()
        row.waits, row.refused = False, [["description", code, "no"]]
        return row.number

    number = page.office.store.keep(put)
    page.keeper.look()
    settle()
    return number


def refused_inbox(page: ConnectionView) -> RefusedInbox:
    page.show_inbox("refused")
    settle()
    found = page.stack.currentWidget()
    assert isinstance(found, RefusedInbox)
    return found


def test_a_refused_change_is_told_in_words_and_sent_again(joined: ConnectionView) -> None:
    refuse(joined)
    page = refused_inbox(joined)
    words = shown(page)
    for expected in ("Everyday help at home", "can’t take a value like this", "Description"):
        assert expected in words, words
    page.again_button.click()
    settle()
    assert "The network has accepted everything" in shown(page)
    joined.keeper.synchronise()
    settle()
    status = joined.keeper.overview.status
    assert (status.waiting, status.refused) == (0, 0)


def test_a_refused_change_is_taken_back(joined: ConnectionView) -> None:
    record_id = service(joined)
    before = description(joined.office.store, record_id)
    refuse(joined)
    page = refused_inbox(joined)
    page.drop_button.click()
    settle()
    assert description(joined.office.store, record_id) == before
    assert joined.keeper.overview.status.refused == 0


def test_what_waits_is_on_the_home_page_and_leads_here(
    joined: ConnectionView, window: MainWindow
) -> None:
    before = window.rail._buttons["network"].count
    refuse(joined)
    window.go("today")
    settle()
    assert isinstance(window.page, TodayPage)
    assert window.rail._buttons["network"].count == before + 1
    number, matter = next(
        (number, each)
        for number, each in enumerate(window.page._day.matters)
        if each.room == "network"
    )
    assert str(matter.title) == "The network did not accept 1 change"
    assert window.page._row(number, matter).tag.say() == "Network"
    window.page._open(str(number))
    settle()
    assert isinstance(joined.stack.currentWidget(), RefusedInbox)


def test_an_office_that_the_register_disconnects_is_told_and_comes_back(
    joined: ConnectionView,
    window: MainWindow,
    register: Register,
    network: Network,
    database: Database,
) -> None:
    database.write(lambda c: c.execute(tables.device.update().values(revoked_at=1)))
    joined.keeper.synchronise()
    settle()
    words = shown(joined)
    assert "has disconnected this computer" in words
    assert "Connect again" in words
    assert "Synchronise now" not in words
    assert window.rail._network.accessibleName() == "Network: waiting for you"
    joined.show_inbox("conflict")
    settle()
    window.rail._network.click()
    settle()
    assert joined.stack.currentWidget() is joined.overview, "an inbox left open hides nothing"
    dialog = dialog_of(joined, invited(register, network))
    go_on(dialog)
    go_on(dialog)
    settle()
    assert "Up to date" in shown(joined)


def test_a_register_that_went_back_is_a_question_with_its_answers(joined: ConnectionView) -> None:
    def ahead(session) -> None:
        links.of(session).cursor = 10_000

    joined.office.store.keep(ahead)
    joined.keeper.synchronise()
    settle()
    assert "knows less than it did" in shown(joined)
    press(joined, "Not now")
    assert "knows less than it did" not in shown(joined)
    joined.keeper.synchronise()
    settle()
    press(joined, "Compare and send what it lacks")
    settle()
    assert "Up to date" in shown(joined)
    assert joined.keeper.overview.status.trouble is None


def test_it_is_paused_and_goes_on(joined: ConnectionView, window: MainWindow) -> None:
    press(joined, "Pause")
    settle()
    assert window.rail._network.accessibleName() == "Network: paused"
    press(joined, "Go on")
    settle()
    assert window.rail._network.accessibleName() == "Network: up to date"


def test_leaving_asks_first_and_says_what_stays(
    joined: ConnectionView, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def stay(dialog: LeaveDialog) -> None:
        dialog.show()
        asked.append(shown(dialog))
        dialog.reject()

    monkeypatch.setattr(LeaveDialog, "exec", stay)
    press(joined, "Disconnect")
    settle()
    assert "stays on this computer" in asked[0]
    assert joined.keeper.connected
    monkeypatch.setattr(LeaveDialog, "exec", lambda dialog: dialog.leave_button.click())
    press(joined, "Disconnect")
    settle()
    assert "disconnected from the network" in shown(joined)
    assert not window.rail._network.isVisible()
    assert [m for m in window.page.office.rooms if m.name == "network"]


def test_offline_is_told_calmly(
    joined: ConnectionView, window: MainWindow, register: Register
) -> None:
    def elsewhere(session) -> None:
        links.of(session).url = f"http://127.0.0.1:{free_port()}"

    joined.office.store.keep(elsewhere)
    describe(joined.office.store, service(joined), fi="Kirjoitettu ilman yhteyttä.")
    joined.keeper.synchronise()
    settle()
    words = shown(joined)
    assert "no connection" in words
    assert "1 change" in words
    assert window.rail._network.accessibleName() == "Network: no connection"
    assert "1 change waits" in window.rail._network.toolTip()


def test_the_find_box_knows_what_can_be_done(
    page: ConnectionView, window: MainWindow, register: Register, network: Network
) -> None:
    def commands() -> list[str]:
        return [str(each.words) for each in window.commands()]

    assert "Connect to a network" in commands()
    assert "Synchronise now" not in commands()
    connect(page.office.store, register.url, network, OWN)
    page.keeper.look()
    settle()
    assert "Synchronise now" in commands()
    assert "Connect to a network" not in commands()
    dialog = FindDialog(window, window.office, window.commands())
    dialog.show()
    dialog.line.setText("synchronise now")
    settle()
    dialog.line.returnPressed.emit()
    settle()
    assert page.keeper.overview.status.last_success is not None


def trouble(page: ConnectionView, code: str, state: str = "connected") -> None:
    def put(session) -> None:
        link = links.of(session)
        link.trouble, link.state = write(Trouble(code, 1)), state

    page.office.store.keep(put)
    page.keeper.look()
    settle()


@pytest.mark.parametrize(("scheme", "scale"), [("light", 200), ("dark", 100)])
def test_every_state_fits_a_narrow_window_and_large_text(
    joined: ConnectionView, window: MainWindow, scheme: Mode, scale: int
) -> None:
    refuse(joined)
    theme.choose(mode=scheme, text_scale=scale)
    window.resize(1024, 640)
    for code, state in ((OFFLINE, "connected"), (BACK, "connected"), (Code.TOKEN, "disconnected")):
        trouble(joined, code, state)
        for kind in ("", "conflict", "refused"):
            if kind:
                joined.show_inbox(kind)
            settle()
            assert window.width() == 1024, (code, kind)
            for button in window.findChildren(QAbstractButton):
                assert not button.isVisible() or button.text() or button.accessibleName(), button
            while joined.back():
                settle()
        bar = joined.overview.horizontalScrollBar()
        assert bar.maximum() == 0, (code, scale)
    theme.choose(mode="light", text_scale=100)


def test_the_words_follow_the_language(joined: ConnectionView, window: MainWindow) -> None:
    joined.overview.moving.toggle()
    joined.overview.shared_fold.head_button.click()
    settle()
    english = set(shown(joined).splitlines())
    set_language("fi")
    settle()
    finnish = set(shown(joined).splitlines())
    assert any("klo" in line or "today" in line for line in finnish)
    set_language("en")
    settle()
    assert set(shown(joined).splitlines()) == english


def test_what_others_have_is_counted(joined: ConnectionView) -> None:
    def put(session) -> None:
        for kind in ("service", "service", "organisation"):
            session.add(
                Shared(
                    record_id=new_id(), kind=kind, owner=new_id(), own=False, sent=True, stamps="{}"
                )
            )

    joined.office.store.keep(put)
    joined.keeper.look()
    settle()
    words = shown(joined)
    assert "Services: 2" in words
    assert "Organisations: 1" in words


def test_what_a_colleague_does_is_seen_by_itself(
    joined: ConnectionView, colleague: Store, window: MainWindow
) -> None:
    made = colleague.write(
        lambda s: editing.add(s, ServicePath, {"name": {"fi": "Kotiutuminen"}})
    ).result
    sync(colleague)
    window.go("services")
    window.page.show_kind("service_path")
    settle()
    joined.keeper.synchronise()
    settle()
    assert made in window.page.bench.list.model.ids
