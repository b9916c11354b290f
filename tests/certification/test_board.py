"""The board of corrective actions and the pages of findings and evidence, driven as a person would."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import rooms
from app.certification.assessments.records import Answer, Assessment, Evidence
from app.certification.findings.records import Finding
from app.certification.findings.rules import DOING, DONE, OPEN, VERIFIED
from app.certification.page.evidence_desk import evidence_desk, web_address
from app.certification.page.finding_board import FindingBoard
from app.certification.page.finding_desk import (
    Chain,
    DoneDialog,
    VerifyDialog,
    finding_desk,
)
from app.core import editing
from app.core.change import Changes
from app.core.listing import counts
from app.core.record import new_id, today
from app.core.store import Store
from app.core.text import _l
from app.services.records import ServiceProduct
from app.ui.ask_dialog import AskDialog
from app.ui.board.card import BoardCard
from app.ui.board.lane import MOST_CARDS
from app.ui.desk import Desk
from app.ui.language import set_language
from app.ui.office import Office
from app.ui.preferences import Preferences
from app.ui.record_detail import RecordDetail
from app.ui.theme import theme
from app.ui.tour import settle
from app.ui.widgets.rows import RowList
from tests.windows import press, shown

ALT = Qt.KeyboardModifier.AltModifier
DAY = timedelta(days=1)


def add(store: Store, **values: Any) -> str:
    some = {"what": "Hätänumerot olivat vanhat", "owner": "Ali Hassan", **values}
    return store.write(lambda session: editing.add(session, Finding, some)).result


@pytest.fixture
def office(store: Store, preferences: Preferences, qapp: QApplication) -> Iterator[Office]:
    theme.apply(qapp)
    set_language("en")
    yield Office(store, preferences, rooms.ROOMS)
    theme.choose(mode="system", text_scale=100)


@pytest.fixture
def board(office: Office, qtbot) -> FindingBoard:
    made = FindingBoard(office)
    qtbot.addWidget(made)
    made.resize(1016, 640)
    made.show()
    office.changed.connect(lambda _changes: made.fill())  # as the page does
    made.fill()
    settle()
    return made


def fill(board: FindingBoard) -> None:
    board.fill()
    settle()


def found(office: Office, finding_id: str) -> Finding:
    return office.ask(lambda session: session.get(Finding, finding_id))


def texts(board: FindingBoard, status: str) -> list[str]:
    return [card.accessibleName() for card in board.lanes[status].cards]


def card(board: FindingBoard, finding_id: str) -> BoardCard:
    made = board.card_of(finding_id)
    assert made
    return made


def drag(qtbot, board: FindingBoard, finding_id: str, status: str) -> None:
    held = card(board, finding_id)
    start = QPoint(30, 20)
    there = board.lanes[status].mapToGlobal(QPoint(60, 200))
    qtbot.mousePress(held, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(held, start + QPoint(20, 5))
    qtbot.mouseMove(held, held.mapFromGlobal(there))
    qtbot.mouseRelease(held, Qt.MouseButton.LeftButton, pos=held.mapFromGlobal(there))
    settle()


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[[AskDialog], None]) -> list[Any]:
    """Answer the dialogs that open, in place of a person; returns those that opened."""
    opened: list[Any] = []

    def run(dialog: AskDialog) -> int:
        opened.append(type(dialog))
        dialog.show()
        answer(dialog)
        settle()
        dialog.hide()
        return 0

    monkeypatch.setattr(AskDialog, "exec", run)
    return opened


def write(**values: Any) -> Callable[[AskDialog], None]:
    def answer(dialog: AskDialog) -> None:
        for name, value in values.items():
            dialog.rows[name].input.set_value(value)
        dialog.do_button.click()

    return answer


def test_empty_columns_say_what_belongs_there(board: FindingBoard) -> None:
    text = shown(board)
    assert "nobody has begun to put right yet" in text
    assert "waits for somebody else to see" in text
    assert board.lanes[OPEN].accessibleName() == "To be done: 0 cards"


def test_cards_stand_in_their_columns_and_say_what_is_late(
    store: Store, board: FindingBoard
) -> None:
    late = add(store, due=today() - DAY, severity="major")
    add(store, what="Lomake puuttuu", owner="", due=today() + DAY)
    add(store, what="Rekisteri vanha", status=DOING)
    fill(board)
    assert texts(board, OPEN) == ["Hätänumerot olivat vanhat", "Lomake puuttuu"]
    assert texts(board, DOING) == ["Rekisteri vanha"]
    told = card(board, late).accessibleDescription()
    assert all(part in told for part in ("Serious", "Ali Hassan", "Late: ", "Return opens"))
    assert "Nobody is responsible yet" in board.lanes[OPEN].cards[1].accessibleDescription()
    assert board.lanes[OPEN].accessibleName() == "To be done: 2 cards"


def test_a_card_is_dragged_to_another_column_and_taken_back(
    store: Store, office: Office, board: FindingBoard, qtbot
) -> None:
    made = add(store)
    fill(board)
    drag(qtbot, board, made, DOING)
    assert found(office, made).status == DOING
    assert texts(board, DOING) == ["Hätänumerot olivat vanhat"]
    assert texts(board, OPEN) == []
    office.undo()
    settle()
    assert texts(board, OPEN) == ["Hätänumerot olivat vanhat"]


def test_escape_gives_a_drag_up_and_what_came_meanwhile_shows(
    store: Store, office: Office, board: FindingBoard, qtbot
) -> None:
    made = add(store)
    fill(board)
    held = card(board, made)
    opened: list[tuple[str, str]] = []
    office.wanted.connect(lambda kind, record_id: opened.append((kind, record_id)))
    qtbot.mousePress(held, Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
    qtbot.mouseMove(held, QPoint(60, 60))
    add(store, what="Tuli sillä välin", status=DOING)
    fill(board)
    assert texts(board, DOING) == []
    qtbot.keyClick(held, Qt.Key.Key_Escape)
    there = held.mapFromGlobal(board.lanes[DONE].mapToGlobal(QPoint(50, 200)))
    qtbot.mouseRelease(held, Qt.MouseButton.LeftButton, pos=there)
    settle()
    assert found(office, made).status == OPEN
    assert texts(board, DOING) == ["Tuli sillä välin"]
    assert opened == []


def test_arrows_walk_and_with_alt_move_and_the_keyboard_stays_on_its_card(
    store: Store, office: Office, board: FindingBoard, qtbot
) -> None:
    first = add(store, what="yksi", due=today())
    second = add(store, what="kaksi", due=today() + DAY)
    add(store, what="kolme", status=DONE, action="Tehty")
    fill(board)
    board.activateWindow()
    card(board, first).setFocus()
    focus = QApplication.focusWidget

    def key(pressed: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(focus(), pressed, modifier)
        settle()
        return focus().accessibleName()

    assert key(Qt.Key.Key_Down) == "kaksi"
    assert key(Qt.Key.Key_Down) == "kaksi"
    assert key(Qt.Key.Key_Right) == "kolme"  # over the empty column
    assert key(Qt.Key.Key_Left) == "yksi"
    assert key(Qt.Key.Key_Down) == "kaksi"
    assert key(Qt.Key.Key_Right, ALT) == "kaksi"
    assert found(office, second).status == DOING
    assert texts(board, DOING) == ["kaksi"]
    assert key(Qt.Key.Key_Left, ALT) == "kaksi"
    assert found(office, second).status == OPEN
    opened: list[tuple[str, str]] = []
    office.wanted.connect(lambda kind, record_id: opened.append((kind, record_id)))
    key(Qt.Key.Key_Return)
    qtbot.mouseClick(card(board, first), Qt.MouseButton.LeftButton)
    assert opened == [("finding", second), ("finding", first)]


def test_there_is_one_tab_stop_a_column(store: Store, board: FindingBoard) -> None:
    for number in range(4):
        add(store, what=f"asia {number}")
    fill(board)
    stops = [
        each
        for each in board.lanes[OPEN].cards
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus.value
        or each.focusPolicy() == Qt.FocusPolicy.StrongFocus
    ]
    assert stops == board.lanes[OPEN].cards[:1]


def test_done_asks_what_was_done(
    store: Store, office: Office, board: FindingBoard, qtbot, monkeypatch
) -> None:
    made = add(store, status=DOING)
    fill(board)
    opened = answering(monkeypatch, write(action="Uusi lista"))
    drag(qtbot, board, made, DONE)
    assert opened == [DoneDialog]
    assert (found(office, made).status, found(office, made).action) == (DONE, "Uusi lista")
    assert texts(board, DONE) == ["Hätänumerot olivat vanhat"]


def test_the_last_column_asks_who_saw_it_and_it_can_be_left(
    store: Store, office: Office, board: FindingBoard, qtbot, monkeypatch
) -> None:
    made = add(store, status=DONE, action="Uusi lista")
    fill(board)
    answering(monkeypatch, lambda dialog: dialog.reject())
    drag(qtbot, board, made, VERIFIED)
    assert texts(board, DONE) == ["Hätänumerot olivat vanhat"]
    told: list[str] = []

    def by_oneself(dialog: AskDialog) -> None:
        write(effect="Lista on seinällä", verified_by="Ali Hassan")(dialog)
        settle()
        told.append(shown(dialog))
        write(verified_by="Sari Pesonen")(dialog)

    opened = answering(monkeypatch, by_oneself)
    drag(qtbot, board, made, VERIFIED)
    assert opened == [VerifyDialog]
    assert "Somebody else than the one who did it sees whether it helped." in told[0]
    assert found(office, made).verified_by == "Sari Pesonen"
    assert texts(board, VERIFIED) == ["Hätänumerot olivat vanhat"]


def test_what_nobody_has_told_is_asked_with_the_effect(
    store: Store, office: Office, board: FindingBoard, monkeypatch
) -> None:
    made = add(store)
    seen = {"action": "Lista", "effect": "On seinällä", "verified_by": "Sari Pesonen"}
    answering(monkeypatch, write(**seen))
    board.put(made, VERIFIED)
    settle()
    assert (found(office, made).status, found(office, made).action) == (VERIFIED, "Lista")


def test_a_move_that_can_not_be_made_is_told(board: FindingBoard, office: Office) -> None:
    told: list[str] = []
    office.refused.connect(lambda words: told.append(words.say()))
    board.put(new_id(), DOING)
    settle()
    assert told == ["This is no longer in the store. It may have been removed."]


def test_words_and_owner_narrow_the_board(store: Store, board: FindingBoard, qtbot) -> None:
    add(store, what="Äänet käytävässä")
    add(store, what="Ovi jumissa", owner="Sari Pesonen", status=DOING)
    add(store, what="Valo rikki", owner="")
    fill(board)
    board.filter.setFocus()
    board.filter.setText("äänet")
    qtbot.keyClick(board.filter, Qt.Key.Key_Return)
    settle()
    assert (texts(board, OPEN), texts(board, DOING)) == (["Äänet käytävässä"], [])
    assert "Nothing here fits." in shown(board.lanes[DOING])
    board.filter.clear()
    settle()
    assert [board.owner.itemText(at) for at in range(board.owner.count())] == [
        "Everybody's",
        "Ali Hassan",
        "Sari Pesonen",
        "Nobody is responsible yet",
    ]
    board.owner.setCurrentIndex(2)
    settle()
    assert (texts(board, OPEN), texts(board, DOING)) == ([], ["Ovi jumissa"])
    board.owner.setCurrentIndex(3)
    settle()
    assert texts(board, OPEN) == ["Valo rikki"]


def test_of_many_the_first_show_and_the_rest_are_a_press_away(
    store: Store, board: FindingBoard
) -> None:
    def work(session) -> Changes:
        for number in range(MOST_CARDS + 7):
            editing.add(session, Finding, {"what": f"asia {number}"})
        return Changes(_l("Added"))

    store.write(work)
    fill(board)
    lane = board.lanes[OPEN]
    assert sum(each.isVisible() for each in lane.cards) == MOST_CARDS
    wanted: list[str] = []
    board.list_wanted.connect(wanted.append)
    press(lane, "+7 more")
    assert wanted == [OPEN]
    assert lane.accessibleName() == f"To be done: {MOST_CARDS + 7} cards"


def test_columns_go_below_each_other_where_there_is_no_room(
    store: Store, board: FindingBoard
) -> None:
    add(store, what="osallistamistoimenpidesuunnitelmasta " * 5)

    def places() -> list[tuple[bool, bool]]:
        settle()
        first = board.lanes[OPEN].geometry()
        others = [board.lanes[each].geometry() for each in (DOING, DONE, VERIFIED)]
        return [(each.x() > first.x(), each.y() > first.y()) for each in others]

    fill(board)
    assert places() == [(True, False)] * 3
    board.resize(760, 640)
    assert places() == [(True, False), (False, True), (True, True)]
    theme.choose(text_scale=200)
    assert places() == [(False, True)] * 3
    for each in board.lanes[OPEN].cards:
        assert each.height() >= each.heightForWidth(each.width())
    theme.choose(text_scale=100)
    board.resize(1016, 640)
    assert places() == [(True, False)] * 3


def test_a_word_wider_than_its_card_is_divided_between_syllables(
    store: Store, board: FindingBoard
) -> None:
    what = "Osallistamistoimenpidesuunnitelmaluonnoksesta puuttuu päivä"
    made = add(store, what=what)
    fill(board)
    lines = [line.words for line in card(board, made)._lay(212) if not (line.tone or line.soft)]
    assert lines[0].endswith("-")
    joined = " ".join(lines).replace("- ", "")
    assert joined == what


def test_the_board_follows_language_and_theme(store: Store, board: FindingBoard) -> None:
    made = add(store, due=today() - DAY, severity="major")
    fill(board)
    before = card(board, made).accessibleDescription()
    light = board.grab().toImage()
    theme.choose(mode="dark")
    settle()
    assert board.grab().toImage() != light
    theme.choose(mode="light")
    set_language("fi")
    settle()
    day = today() - DAY
    after = card(board, made).accessibleDescription()
    assert after != before
    assert f"{day.day}.{day.month}.{day.year}" in after


# The pages of findings and of evidence


def detail(office: Office, desk: Desk, record_id: str, qtbot) -> RecordDetail:
    made = RecordDetail(office, desk, ())
    qtbot.addWidget(made)
    made.resize(480, 900)
    made.show()
    made.show_id(record_id)
    settle()
    return made


@pytest.fixture
def assessment_id(store: Store) -> str:
    def work(session) -> Changes:
        made = Assessment(code="A-2026-001", manner="self", status="open")
        session.add(made)
        session.flush()
        return Changes(_l("Added"), made.id)

    return store.write(work).result


def test_a_finding_shows_its_criterion_its_whys_and_its_assessment(
    store: Store, office: Office, assessment_id: str, qtbot
) -> None:
    made = add(
        store,
        action="Uusi lista",
        due=today() - DAY,
        asked={"fi": "Ovatko numerot esillä?", "en": "Are the numbers on display?"},
        assessment_id=assessment_id,
        whys=[{"id": new_id(), "why": "Ei päivitetty"}, {"id": new_id(), "why": "Ei vastuuta"}],
    )
    page = detail(office, finding_desk(), made, qtbot)
    text = shown(page)
    assert "Are the numbers on display?" in text
    assert "This should have been done by" in text
    assert shown(page.findChild(Chain)).split("\n") == ["1.", "Ei päivitetty", "2.", "Ei vastuuta"]
    opened: list[tuple[str, str]] = []
    office.wanted.connect(lambda kind, record_id: opened.append((kind, record_id)))
    row = next(each for each in page.findChild(RowList).children() if hasattr(each, "item"))
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert opened == [("assessment", assessment_id)]


def test_a_finding_goes_on_from_its_page(store: Store, office: Office, qtbot, monkeypatch) -> None:
    made = add(store)
    page = detail(office, finding_desk(), made, qtbot)

    def go_on(words: str) -> None:
        press(page, words)
        settle()
        page.again()
        settle()

    go_on("Start")
    assert found(office, made).status == DOING
    opened = answering(monkeypatch, write(action="Uusi lista"))
    go_on("Mark as done")
    assert (opened, found(office, made).status) == ([DoneDialog], DONE)
    answering(monkeypatch, write(effect="On seinällä", verified_by="Sari Pesonen"))
    go_on("It helped")
    assert found(office, made).status == VERIFIED


def test_lists_tell_what_is_late_and_what_has_expired(store: Store, office: Office) -> None:
    add(store, due=today() - DAY)
    add(store, due=today() + DAY)
    add(store, due=today() - DAY, status=DONE, action="Tehty")
    for days in (-1, 10, 100):
        values = {"name": f"Todistus {days}", "valid_to": today() + days * DAY}
        store.write(lambda session, values=values: editing.add(session, Evidence, values))

    def count(desk: Desk) -> dict[str, int]:
        chips = {chip.key: chip.where for chip in desk.chips}
        return office.ask(lambda session: counts(session, desk.record, chips))

    assert count(finding_desk())["late"] == 1
    assert count(evidence_desk())["expired"] == 1
    assert count(evidence_desk())["valid"] == 2
    desk = finding_desk()
    late = Finding(status=OPEN, due=today() - DAY, severity="major")
    assert desk.cell(late, "due").tone == "bad"
    assert desk.cell(late, "due").text.startswith("Late: ")
    tones = [
        evidence_desk().cell(Evidence(valid_to=today() + days * DAY), "valid_to").tone
        for days in (-1, 10, 100)
    ]
    assert tones == ["bad", "watch", None]


def test_evidence_shows_what_it_serves_and_opens_the_assessment(
    store: Store, office: Office, assessment_id: str, qtbot
) -> None:
    values = {"name": "Palosuunnitelma", "valid_to": today() - DAY}
    made = store.write(lambda session: editing.add(session, Evidence, values)).result
    page = detail(office, evidence_desk(), made, qtbot)
    assert "Nothing yet. Add it to a criterion" in shown(page)
    assert "This expired on" in shown(page)

    def serve(session) -> Changes:
        rows = [{"id": new_id(), "evidence_id": made, "place": ""}]
        asked = {"fi": "Onko suunnitelma?", "en": "Is there a plan?"}
        ids = {"assessment_id": assessment_id, "criterion": "r1"}
        session.add(Answer(**ids, asked=asked, answer="partly", evidence=rows))
        return Changes(_l("Added"))

    store.write(serve)
    page.again()
    settle()
    assert "Is there a plan?" in shown(page)
    assert "Partly" in shown(page)
    opened: list[tuple[str, str]] = []
    office.wanted.connect(lambda kind, record_id: opened.append((kind, record_id)))
    row = next(each for each in page.findChild(RowList).children() if hasattr(each, "item"))
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert opened == [("assessment", assessment_id)]


def test_evidence_leads_to_its_page_until_that_is_in_the_bin(
    demo: Store, office: Office, qtbot
) -> None:
    service = office.ask(lambda session: session.query(ServiceProduct).first().id)
    values = {
        "name": "Palvelukortti",
        "sort": "record",
        "record_kind": "service",
        "record_id": service,
    }
    made = demo.write(lambda session: editing.add(session, Evidence, values)).result
    page = detail(office, evidence_desk(), made, qtbot)
    opened: list[tuple[str, str]] = []
    office.wanted.connect(lambda kind, record_id: opened.append((kind, record_id)))
    press(page, "Open the page")
    assert opened == [("service", service)]

    def bin_it(session) -> Changes:
        session.get(ServiceProduct, service).deleted_at = session.get(
            ServiceProduct, service
        ).updated_at
        return Changes(_l("Removed"))

    demo.write(bin_it)
    page.again()
    settle()
    assert "The page that this points to is in the bin." in shown(page)


def test_a_link_opens_only_when_it_is_pressed(
    store: Store, office: Office, qtbot, monkeypatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    values = {"name": "Raportti", "sort": "link", "link": "www.example.fi/raportti"}
    made = store.write(lambda session: editing.add(session, Evidence, values)).result
    page = detail(office, evidence_desk(), made, qtbot)
    assert opened == []
    press(page, "Open the link")
    assert len(opened) == 1
    assert opened[0].endswith("://www.example.fi/raportti")


def test_only_pages_of_the_web_are_links() -> None:
    assert web_address("") is None
    assert web_address("file:///etc/passwd") is None
    assert web_address("javascript:alert(1)") is None
    assert web_address("https://example.fi/a") == QUrl("https://example.fi/a")
