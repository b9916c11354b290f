"""Forms made from field descriptions, filled in as a person would."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from app.core.fault import InvalidFields
from app.core.field import row_field
from app.core.text import _l
from app.core.value import Choice, Choices, Classified, Day, Reference, Rows, Whole, Words
from app.organisation.records import Organisation
from app.services.records import ServiceProduct
from app.ui.form import Form, FormContext
from app.ui.inputs import FieldRow
from app.ui.inputs.tab_order import follow
from app.ui.language import set_language
from app.ui.theme import theme
from app.ui.widgets import Column, ScrollColumn
from tests.conftest import usual_look

PEOPLE = [("a", "Aino Mäkelä"), ("b", "Aino Mäkelä"), ("c", "Eino Korpi"), ("d", "Eino Korpela")]


def finder(_kind: str, words: str) -> list[tuple[str, str]]:
    return [(key, name) for key, name in PEOPLE if words.casefold() in name.casefold()]


def namer(_kind: str, key: str) -> str:
    return dict(PEOPLE).get(key, "")


@pytest.fixture
def place(qtbot, qapp: QApplication) -> Callable[[QWidget], QWidget]:
    """Shows widgets in a window with a button below them, as at the foot of a page."""
    usual_look(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 600)
    column = Column(window)

    def put(widget: QWidget) -> QWidget:
        scroll = ScrollColumn()
        scroll.body.addWidget(widget)
        column.addWidget(scroll)
        column.addWidget(QPushButton("after"))
        window.show()
        window.activateWindow()
        QApplication.processEvents()
        return widget

    return put


def close_offers(line: QLineEdit) -> None:
    line.completer().popup().hide()
    line.window().activateWindow()  # the offscreen screen takes the list for the active window
    QApplication.processEvents()


def form(place, qtbot, **values) -> Form:
    made = Form(ServiceProduct, FormContext(finder, namer))
    made.load(values)
    place(made)
    return made


def error_of(row: FieldRow) -> str:
    QApplication.processEvents()
    labels = [each for each in row.findChildren(QLabel) if each.property("role") == "error"]
    return " ".join(each.text() for each in labels if each.isVisible() and each.text())


def leave(row: FieldRow, qtbot) -> None:
    window = row.window()
    button = next(each for each in window.findChildren(QPushButton) if each.text() == "after")
    button.setFocus()
    QApplication.processEvents()


def test_a_problem_is_told_when_the_field_is_left_and_goes_when_put_right(place, qtbot) -> None:
    row = form(place, qtbot).row("waiting_days")
    line = row.input.line
    line.setFocus()
    qtbot.keyClicks(line, "parikymmenta")
    assert not error_of(row), "nothing is said while it is typed the first time"
    leave(row, qtbot)
    assert error_of(row)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "20")
    assert not error_of(row)
    assert row.input.value() == 20


def test_a_required_field_that_was_only_passed_is_not_complained_of(place, qtbot) -> None:
    row = form(place, qtbot).row("name")
    row.input.box.setFocus()
    leave(row, qtbot)
    assert not error_of(row)


def test_the_rest_of_the_form_comes_by_itself_and_in_tab_order(place, qtbot) -> None:
    made = form(place, qtbot, name={"fi": "Kotipalvelu"})
    after = next(e for e in made.window().findChildren(QPushButton) if e.text() == "after")
    made.come_before(after)
    qtbot.waitUntil(lambda: not made._later.isActive())
    seen, at = [], made.row("name").input.box
    for _step in range(200):
        at = at.nextInFocusChain()
        if at is after:
            break
        seen.append(at)
    boxes = [made.row(name).input.focus_target() for name in ("promise", "included", "duration")]
    places = [seen.index(box) for box in boxes]
    assert places == sorted(places)
    assert at is after, "the buttons at the foot come after the last field"


def test_what_takes_no_keyboard_yet_moves_with_the_others_in_the_tab_order(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = Column(window)
    first, last, *moved = (QPushButton(text) for text in "abcd")
    for each in (*moved, first, last):
        column.addWidget(each)
    moved[1].setFocusPolicy(Qt.FocusPolicy.NoFocus)
    follow(first, moved)
    chain: list[QWidget | None] = [first]
    while chain[-1] is not last:
        chain.append(chain[-1].nextInFocusChain())
    assert chain == [first, *moved, last]
    assert moved[1].focusPolicy() == Qt.FocusPolicy.NoFocus


def test_fields_not_yet_made_keep_their_values(place, qtbot) -> None:
    made = form(place, qtbot, name={"fi": "Kotipalvelu"}, capacity=4, vat_home=True)
    values = made.values()
    assert values["capacity"] == 4
    assert values["name"] == {"fi": "Kotipalvelu"}
    assert not made.is_changed()


def test_problems_are_summed_up_and_leave_the_summary_when_put_right(place, qtbot) -> None:
    made = form(place, qtbot)
    made.row("waiting_days").input.set_typed("kauan")
    with pytest.raises(InvalidFields):
        made.values()
    links = [e for e in made.findChildren(QPushButton) if e.property("role") == "link"]
    assert {e.text() for e in links} >= {"Nimi", "Odotusaika (päivää)"}
    wrong = made.row("waiting_days").input.focus_target()
    assert wrong.visibleRegion().isEmpty(), "far below"
    next(e for e in links if e.text() == "Odotusaika (päivää)").click()
    assert wrong.hasFocus()
    qtbot.waitUntil(lambda: wrong.visibleRegion().boundingRect() == wrong.rect())
    box = made.row("name").input.box
    box.setFocus()
    qtbot.keyClicks(box, "Kotipalvelu")
    QApplication.processEvents()
    links = [
        e for e in made.findChildren(QPushButton) if e.property("role") == "link" and e.isVisible()
    ]
    assert "Nimi" not in {e.text() for e in links}


def field_row(value, place, **description) -> FieldRow:
    made = FieldRow(row_field("f", value, _l("Name"), **description), FormContext(finder, namer))
    place(made)
    return made


def test_words_that_name_nothing_are_told_not_guessed(place, qtbot) -> None:
    row = field_row(Reference("person"), place)
    line = row.input.line
    line.setFocus()
    qtbot.keyClicks(line, "Eino")
    close_offers(line)
    leave(row, qtbot)
    assert "Eino" in error_of(row), "two fit, so neither is taken"
    assert line.text() == "Eino", "what was typed stays"
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Eino Korpe")
    close_offers(line)
    leave(row, qtbot)
    assert row.input.value() == "d"
    assert line.text() == "Eino Korpela"


def test_two_of_the_same_name_can_both_be_chosen(place, qtbot) -> None:
    row = field_row(Reference("person"), place)
    line = row.input.line
    line.setFocus()
    qtbot.keyClicks(line, "Aino")
    QApplication.processEvents()
    popup = line.completer().popup()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row.input.typed()["key"] == "b")


def test_a_code_is_shown_in_another_language_but_half_typed_words_stay(place, qtbot) -> None:
    row = field_row(Choice("municipalities"), place)
    row.input.set_value("091")
    set_language("en")
    assert row.input.line.text() == "Helsinki"
    row.input.line.setText("Hels")
    set_language("fi")
    assert row.input.line.text() == "Hels"


def test_an_industry_class_is_found_by_what_one_does_or_typed_as_a_code(place, qtbot) -> None:
    value = Classified(8, list_names=("tol2025", "tol2008"), pattern=r"\d{2,5}")
    row = field_row(value, place)
    line = row.input.line
    for typed, code in (("88.10", "8810"), ("56210", "56210"), ("raitiovaunun korjaus", None)):
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, typed)
        close_offers(line)
        leave(row, qtbot)
        if code:
            assert row.input.value() == code
            assert not error_of(row)
        else:
            assert "raitiovaunun" in error_of(row)
            assert line.text() == typed
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "88.10")
    close_offers(line)
    leave(row, qtbot)
    assert line.text().startswith("8810 ")


def test_a_day_is_typed_as_people_write_it_and_told_in_words(place, qtbot) -> None:
    row = field_row(Day(), place)
    line = row.input.line
    line.setFocus()
    qtbot.keyClicks(line, "5.3.2027")
    shown = {each.text() for each in row.findChildren(QLabel) if each.isVisible()}
    assert any("perjantai" in text for text in shown), shown
    leave(row, qtbot)
    assert row.input.value() == date(2027, 3, 5)


def test_what_follows_from_a_chosen_record_fills_its_row_but_nothing_that_was_written(
    place, qtbot
) -> None:
    def follows(field: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
        counts = {"a": 5, "c": 7}
        return {"count": counts[row["who"]]} if field == "f" and row.get("who") else {}

    fields = (
        row_field("who", Reference("person"), _l("Name")),
        row_field("count", Whole(0, 9), _l("Code")),
    )
    row = FieldRow(
        row_field("f", Rows(fields, 5), _l("Name")), FormContext(finder, namer, follows=follows)
    )
    place(row)
    row.input.add()
    cells = row.input.rows[0]

    def choose(key: str) -> object:
        cells["who"].input.line.found.emit(key)
        return cells["count"].input.value()

    assert choose("a") == 5
    assert choose("c") == 7, "what nobody has touched follows another choice too"
    cells["count"].input.set_typed("3")
    assert choose("a") == 3


def test_rows_tell_their_problem_beside_the_field_and_which_row_it_is(place, qtbot) -> None:
    fields = (
        row_field("name", Words(40), _l("Name"), required=True),
        row_field("count", Whole(0, 9), _l("Code")),
    )
    row = field_row(Rows(fields, 5), place)
    row.input.set_value([{"id": "1", "name": {"fi": "Yksi"}}, {"id": "2", "name": {"fi": "Kaksi"}}])
    row.input.rows[1]["count"].input.set_typed("99")
    row.check()
    assert "Rivi 2" in error_of(row)
    assert error_of(row.input.rows[1]["count"])
    assert not error_of(row.input.rows[0]["count"])
    assert row.input.focus_target() is row.input.rows[1]["count"].input.focus_target()
    row.input.rows[1]["count"].input.set_typed("9")
    row.check()
    assert [each["count"] for each in row.input.value()] == [None, 9]


def test_many_codes_are_found_added_and_removed(place, qtbot) -> None:
    row = field_row(Choices("municipalities"), place)
    line: QLineEdit = row.input.line
    line.setFocus()
    qtbot.keyClicks(line, "joensuu")
    close_offers(line)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert row.input.value() == ["167"]
    chip = next(e for e in row.findChildren(QPushButton) if "Joensuu" in e.text())
    chip.click()
    assert row.input.value() == []


def test_a_code_no_longer_in_its_list_is_kept(place, qtbot) -> None:
    for value in (Choice("payers"), Choices("payers")):
        row = FieldRow(row_field("f", value, _l("Name")), FormContext())
        kept = "vanha" if type(value) is Choice else ["vanha"]
        row.input.set_value(kept)
        assert row.input.value() == kept


@pytest.mark.parametrize("record", [ServiceProduct, Organisation])
@pytest.mark.parametrize(("scale", "width"), [(100, 340), (200, 700)])
def test_a_narrow_place_is_wide_enough(record, scale: int, width: int, qtbot) -> None:
    theme.choose(text_scale=scale)
    place = ScrollColumn(margins=0)
    qtbot.addWidget(place)
    made = Form(record, FormContext())
    rows = {n: [{}] for n, field in made.fields.items() if isinstance(field.value, Rows)}
    made.load(rows)
    for group in made._groups:
        group.unfold()
    place.body.addWidget(made)
    place.resize(width, 600)
    place.show()
    QApplication.processEvents()
    for language in ("fi", "en"):
        set_language(language)
        QApplication.processEvents()
        widest = max(
            (each.minimumSizeHint().width(), repr(each)) for each in made.findChildren(QWidget)
        )
        assert place.horizontalScrollBar().maximum() == 0, widest
