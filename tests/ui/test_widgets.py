"""The small widgets: words that wrap, choices by keyboard, names for a screen reader."""

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.text import literal
from app.ui.language import bind, set_language
from app.ui.theme import theme
from app.ui.widgets import (
    Banner,
    Card,
    ChipBar,
    Choice,
    Column,
    ElidedLabel,
    EmptyState,
    Facts,
    FigureCard,
    Flow,
    Meter,
    RowItem,
    RowList,
    ScrollColumn,
    SearchBox,
    Segmented,
    Stack,
    Tag,
    Tiles,
    button,
    clear,
    icon_button,
    label,
    link,
    words,
)
from app.ui.widgets.label import LabelRole

SENTENCE = "Arjen askareet yhdessä asiakkaan kanssa: siivous, ruoanlaitto, kauppa-asiat ja ulkoilu."


def _shown(widget: QWidget, width: int, height: int = 400) -> QWidget:
    widget.resize(width, height)
    widget.show()
    QApplication.processEvents()
    return widget


def test_running_text_wraps_and_stays_plain() -> None:
    shown = words("<b>1 < 2</b> & muuta\nToinen rivi")
    assert shown.text() == "<b>1 < 2</b> & muuta\nToinen rivi"
    assert shown.accessibleName() == shown.text()
    long = words(SENTENCE)
    _shown(long, 200)
    line = 15 * 1.45
    lines = long.heightForWidth(200) / line
    assert lines > 2
    assert abs(lines - round(lines)) < 0.15


def test_other_choices_come_where_the_first_ones_were_in_the_tab_order(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = Column(window)
    segments, after = Segmented([Choice("a", "A"), Choice("b", "B")]), QPushButton("after")
    column.addWidget(segments)
    column.addWidget(after)
    segments.choose("b")
    segments.set_choices([Choice("c", "C"), Choice("a", "A"), Choice("b", "B")])
    chain = [window.nextInFocusChain()]
    while chain[-1] is not after:
        chain.append(chain[-1].nextInFocusChain())
    assert segments.button_of("b") in chain


def test_words_are_set_again_only_when_their_type_changes(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column, shown = Column(window), words(SENTENCE)
    heights = shown._heights
    column.addWidget(shown)
    _shown(window, 300)
    assert shown._heights is heights, "being put somewhere changes no type"
    font = shown.font()
    font.setPixelSize(40)
    shown.setFont(font)
    assert shown._heights is not heights


@pytest.mark.parametrize(
    "role", ["title", "section", "subject", "lead", "small", "error", "figure"]
)
def test_every_role_of_label_has_its_own_look(role: LabelRole) -> None:
    plain, special = label("Palvelut"), label("Palvelut", role)
    for each in (plain, special):
        each.show()
    looks = [
        (each.font().pixelSize(), each.font().weight(), each.palette().windowText().color().name())
        for each in (plain, special)
    ]
    assert looks[0] != looks[1]


def test_an_elided_label_tells_the_whole_in_its_tooltip() -> None:
    shown = ElidedLabel(SENTENCE)
    _shown(shown, 100, 20)
    assert shown.toolTip() == SENTENCE
    _shown(shown, 2000, 20)
    assert shown.toolTip() == ""


def test_a_button_is_pressed_by_enter_and_space(qtbot: QtBot) -> None:
    pressed: list[int] = []
    made = button("Tallenna", "primary", "check", lambda: pressed.append(1))
    qtbot.addWidget(made)
    made.show()
    qtbot.keyClick(made, Qt.Key.Key_Return)
    qtbot.keyClick(made, Qt.Key.Key_Space)
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert len(pressed) == 3


def test_an_icon_button_has_a_name_and_a_tooltip() -> None:
    made = icon_button("x", "Sulje")
    assert made.accessibleName() == made.toolTip() == "Sulje"
    assert link("Lähde", is_small=True).text() == "Lähde"


def test_a_tag_changes_its_words_and_tone() -> None:
    tag = Tag("Luonnos")
    tag.tell("Sertifioitu", "good")
    tag.show()
    assert tag.text() == "Sertifioitu"
    assert tag.palette().windowText().color().name() == theme.palette.good.lower()


def _chips() -> ChipBar:
    bar = ChipBar([Choice("all", "Kaikki"), Choice("draft", "Luonnos"), Choice("r", "A & B")])
    bar.set_counts({"all": 1400, "draft": 3})
    return bar


def test_chips_show_counts_and_one_is_chosen() -> None:
    bar = _chips()
    assert bar.current == "all"
    assert [bar.button_of(name).text() for name in ("all", "draft", "r")] == [
        "Kaikki 1\u00a0400",
        "Luonnos 3",
        "A && B",
    ]


def test_arrows_move_the_choice_of_chips(qtbot: QtBot) -> None:
    bar = _chips()
    qtbot.addWidget(bar)
    _shown(bar, 600)
    chosen: list[str] = []
    bar.chosen.connect(chosen.append)
    bar.button_of("all").setFocus()
    qtbot.keyClick(bar.button_of("all"), Qt.Key.Key_Right)
    qtbot.keyClick(bar.button_of("draft"), Qt.Key.Key_End)
    qtbot.keyClick(bar.button_of("r"), Qt.Key.Key_Right)
    qtbot.keyClick(bar.button_of("r"), Qt.Key.Key_Home)
    assert chosen == ["draft", "r", "all"]
    tab_stops = [
        name
        for name in ("all", "draft", "r")
        if bar.button_of(name).focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert tab_stops == ["all"]


def test_a_chip_is_chosen_by_mouse_and_choices_can_change(qtbot: QtBot) -> None:
    bar = _chips()
    qtbot.addWidget(bar)
    _shown(bar, 600)
    with qtbot.waitSignal(bar.chosen) as told:
        qtbot.mouseClick(bar.button_of("draft"), Qt.MouseButton.LeftButton)
    assert told.args == ["draft"]
    bar.set_choices([Choice("draft", "Luonnos"), Choice("new", "Uusi")])
    assert bar.current == "draft"
    bar.set_choices([Choice("new", "Uusi")])
    assert bar.current == "new"


def test_the_chosen_word_is_never_cut() -> None:
    bar = Segmented([Choice("fi", "Suomeksi"), Choice("en", "In English")])
    _shown(bar, 400)
    for name in ("fi", "en"):
        bar.choose(name)
        chosen = bar.button_of(name)
        chosen.ensurePolished()
        assert chosen.width() >= chosen.fontMetrics().horizontalAdvance(chosen.text()) + 24


def test_alternatives_wrap_rather_than_cut() -> None:
    bar = Segmented([Choice("a", "Kotona"), Choice("b", "Etänä videolla"), Choice("c", "Muualla")])
    holder = QWidget()
    Column(holder).addWidget(bar)
    _shown(holder, 170)
    tops = {bar.button_of(name).y() for name in "abc"}
    assert len(tops) > 1
    last = bar.button_of("c")
    assert bar.rect().contains(last.geometry().translated(last.parentWidget().pos()))


def test_search_waits_for_the_typing_to_rest(qtbot: QtBot) -> None:
    box = SearchBox("Etsi mitä tahansa")
    qtbot.addWidget(box)
    _shown(box, 300, 40)
    heard: list[str] = []
    box.searched.connect(heard.append)
    qtbot.keyClicks(box, "arki")
    assert not heard
    qtbot.waitUntil(lambda: heard == ["arki"])
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert heard == ["arki"]
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert heard == ["arki", ""]
    assert box.accessibleName() == box.placeholderText() == "Etsi mitä tahansa"


def test_a_meter_says_what_it_shows() -> None:
    meter = Meter(92, 100, "Toteutui 92 %")
    assert meter._bar.value() == 92
    assert meter._bar.accessibleName() == "Toteutui 92 %"
    meter.tell(5, 0, "")
    assert meter._bar.maximum() == 0
    assert meter._words.isHidden()


def test_an_empty_page_offers_a_beginning_and_an_example(qtbot: QtBot) -> None:
    pressed: list[str] = []
    empty = EmptyState(
        "heart",
        "Ei vielä palveluja",
        SENTENCE,
        ("Lisää palvelu", lambda: pressed.append("begin")),
        ("Katso esimerkki", lambda: pressed.append("example")),
    )
    qtbot.addWidget(empty)
    _shown(empty, 300)
    empty.begin_button.click()
    empty.example_button.click()
    assert pressed == ["begin", "example"]
    assert empty.accessibleDescription() == SENTENCE


def test_a_banner_can_be_put_away(qtbot: QtBot) -> None:
    pressed: list[int] = []
    banner = Banner("Uusimatta", "watch", ("Näytä", lambda: pressed.append(1)), closable=True)
    qtbot.addWidget(banner)
    _shown(banner, 500)
    banner.action_button.click()
    banner.tell("Valmis", "good")
    assert banner.accessibleName() == "Valmis"
    with qtbot.waitSignal(banner.closed):
        banner.findChildren(QPushButton)[-1].click()
    assert banner.isHidden()
    assert pressed == [1]


def test_rows_open_by_keyboard_and_mouse(qtbot: QtBot) -> None:
    rows = RowList(
        [
            RowItem("a", "Koeaika päättyy", "Sovi keskustelu", "tänään", "Työsuhde", "watch"),
            RowItem("b", "Palveluseteli päättyy"),
        ]
    )
    qtbot.addWidget(rows)
    _shown(rows, 500)
    opened: list[str] = []
    rows.chosen.connect(opened.append)
    first, second = rows._rows
    assert first.accessibleName() == "tänään, Koeaika päättyy, Sovi keskustelu, Työsuhde"
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Return)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert opened == ["b", "a"]
    rows.set_items([])
    assert not rows._rows


def test_facts_stand_in_one_column_when_narrow() -> None:
    facts = Facts([("Kotitalousvähennys", SENTENCE), ("Hinta", QLabel("38,00 €"))])
    _shown(facts, 600)
    name, value = facts._facts[0]
    assert value.x() > name.x()
    _shown(facts, 180)
    assert value.x() == name.x()
    assert value.y() > name.y()
    _shown(facts, 600)
    assert value.x() > name.x()


def test_a_stack_remembers_the_place_on_each_sheet(qtbot: QtBot) -> None:
    stack = Stack()
    qtbot.addWidget(stack)
    sheets = []
    for _number in range(2):
        sheet = QWidget()
        column = Column(sheet)
        column.addWidget(QLabel("Nimi"))
        for _field in range(2):
            column.addWidget(QLineEdit())
        sheets.append(sheet)
    stack.show_sheet(sheets[0])
    _shown(stack, 400)
    stack.activateWindow()
    fields = [sheet.findChildren(QLineEdit) for sheet in sheets]
    fields[0][1].setFocus()
    stack.show_sheet(sheets[1])
    assert fields[1][0].hasFocus()
    stack.show_sheet(sheets[0])
    assert fields[0][1].hasFocus()


def test_a_page_column_is_never_too_wide_and_scrolls() -> None:
    page = ScrollColumn()
    for _paragraph in range(30):
        page.body.addWidget(words(SENTENCE))
    _shown(page, 1400, 300)
    first = page.body.itemAt(0).widget()
    assert first.width() == 760
    assert page.verticalScrollBar().maximum() > 0
    assert page.horizontalScrollBar().maximum() == 0


def test_flow_goes_on_to_the_next_line() -> None:
    holder = QWidget()
    flow = Flow(holder, spacing=8)
    for _number in range(6):
        flow.addWidget(button("Palvelukortti"))
    _shown(holder, 320)
    tops = {flow.itemAt(index).geometry().top() for index in range(flow.count())}
    assert len(tops) == 3
    assert flow.heightForWidth(2000) < flow.heightForWidth(320)
    clear(flow)
    assert flow.count() == 0


def test_tiles_are_equal_and_leave_no_lone_last_one() -> None:
    holder = QWidget()
    tiles = Tiles(180, holder)
    for number in range(4):
        tiles.addWidget(FigureCard(str(number), SENTENCE if number == 2 else "palvelua"))
    _shown(holder, 650)
    places = [tiles.itemAt(index).geometry() for index in range(4)]
    assert len({place.width() for place in places}) == 1
    assert [len({p.top() for p in pair}) for pair in (places[:2], places[2:])] == [1, 1]
    assert places[2].height() == places[3].height()
    assert tiles.minimumSize().width() < 650
    theme.choose(text_scale=200)
    QApplication.processEvents()
    assert len({tiles.itemAt(index).geometry().top() for index in range(4)}) == 4


def test_a_card_is_named_by_its_heading() -> None:
    card = Card("Odottaa sinua", actions=[button("Kaikki", "quiet")])
    assert card.accessibleName() == "Odottaa sinua"
    figure = FigureCard("6", "käyntiä")
    figure.show_figure("7", "käyntiä tänään")
    assert [each.text() for each in figure.findChildren(QLabel)] == ["7", "käyntiä tänään"]


def test_widgets_mirror_in_a_language_that_reads_from_the_right() -> None:
    page = QWidget()
    column = Column(page)
    column.addWidget(SearchBox("Etsi"))
    column.addWidget(_chips())
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    _shown(page, 500)
    bar = page.findChild(ChipBar)
    assert bar.button_of("all").x() > bar.button_of("draft").x()
    assert page.grab().size() == QSize(500, 400)


def test_everything_lives_through_language_theme_and_size() -> None:
    page = ScrollColumn()
    state = {"n": 1}
    counted = label("")
    bind(counted.setText, lambda: f"{state['n']}")
    for each in (
        counted,
        _chips(),
        Segmented([Choice("a", "A"), Choice("b", "B")]),
        Banner("Valmis", "good"),
        Facts([("Hinta", "38 €")]),
        RowList([RowItem("a", literal("Koeaika"), when="tänään")]),
        Meter(1, 2, "Puolet"),
        SearchBox(),
    ):
        page.body.addWidget(each)
    _shown(page, 700)
    state["n"] = 2
    for language in ("en", "fi"):
        set_language(language)
        theme.choose("dark", 200)
        theme.choose("light", 100)
        QApplication.processEvents()
    assert counted.text() == "2"
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.choose("dark")
    set_language("en")
