"""The theme: every pair of colours can be read, every token is filled in, everything scales."""

import re

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontInfo, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget

from app.core import brand
from app.core.brand import DARK, LIGHT, Palette, contrast
from app.ui import style
from app.ui.icons import glyph, icon
from app.ui.theme import MODES, qt_palette, set_role, theme
from app.ui.widgets import Button, Column, button, paint_count, paint_tag, tag_size

AA = 4.5
NON_TEXT = 3.0

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


@PALETTES
def test_text_is_readable_on_every_ground(palette: Palette) -> None:
    mixed = style.colours(palette)
    grounds = ("background", "card", "hover")
    pairs = {(ink, ground) for ink in ("ink", "soft_ink", "main", "bad") for ground in grounds}
    pairs |= {("ink", f"{tone}_tint") for tone in ("main", "good", "watch", "bad")}
    pairs |= {(tone, f"{tone}_tint") for tone in ("main", "good", "watch", "bad")}
    pairs |= {("soft_ink", "line"), ("soft_ink", "main_tint"), ("ink", "line")}
    pairs |= {("on_main", ground) for ground in ("main", "main_hover", "main_press")}
    pairs |= {("card", "ink"), ("card", "ink_hover")}
    weak = {
        pair: round(contrast(mixed[pair[0]], mixed[pair[1]]), 2)
        for pair in pairs
        if contrast(mixed[pair[0]], mixed[pair[1]]) < AA
    }
    assert not weak


@PALETTES
def test_fields_and_focus_can_be_seen(palette: Palette) -> None:
    assert contrast(style.field_line(palette), palette.card) >= NON_TEXT
    for ground in (palette.card, palette.background, palette.main_tint):
        assert contrast(palette.main, ground) >= NON_TEXT
    assert contrast(palette.on_main, palette.main) >= NON_TEXT


@PALETTES
@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_the_style_sheet_is_filled_in(palette: Palette, scale: float) -> None:
    sheet = style.sheet(palette, scale)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert f"font-size: {round(brand.TITLE_SIZE * scale)}px" in sheet


def test_no_colour_is_written_in_the_style_sheets() -> None:
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", "".join(style._sources()))


def test_qt_has_no_grey_left() -> None:
    made = qt_palette(DARK)
    brand_colours = {colour.lower() for colour in DARK.items().values()}
    for role in list(type(made).ColorRole)[:20]:
        if role.name not in {"NoRole", "NColorRoles"}:
            assert made.color(role).name() in brand_colours, role


def test_the_font_of_the_brand_is_used(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == brand.FONT_FAMILY
    assert QFontInfo(theme.font(weight=600)).weight() == 600
    assert QFontInfo(theme.font(brand.TITLE_SIZE)).pixelSize() == brand.TITLE_SIZE


def test_dark_dresses_what_already_shows(qapp: QApplication) -> None:
    label = QLabel("Palvelut")
    label.show()
    theme.choose("dark")
    assert theme.dark
    assert label.palette().windowText().color().name() == DARK.ink.lower()
    assert qapp.palette().window().color().name() == DARK.background.lower()
    theme.choose("light")
    assert label.palette().windowText().color().name() == LIGHT.ink.lower()


def test_the_system_is_followed_until_somebody_chooses(qapp: QApplication) -> None:
    theme.choose("system")
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    if qapp.styleHints().colorScheme() != Qt.ColorScheme.Dark:
        theme.choose("light")
        pytest.skip("this platform has no colour scheme")
    assert theme.dark
    theme.choose("light")
    assert not theme.dark


def test_changed_tells_once(qtbot: object) -> None:
    told: list[int] = []
    theme.changed.connect(lambda: told.append(1))
    theme.choose("dark", 150)
    assert told == [1]
    theme.choose("dark", 150)
    assert told == [1], "nothing is laid out anew for the look that it has"
    theme.choose("light")
    assert told == [1, 1]


@pytest.mark.parametrize("scale", [99, 201])
def test_a_text_scale_out_of_range_is_refused(scale: int) -> None:
    with pytest.raises(ValueError, match=str(scale)):
        theme.choose(text_scale=scale)


def test_text_controls_and_margins_double_at_200_percent() -> None:
    window = QWidget()
    column = Column(window, margins=(28, 20, 28, 20), spacing=16)
    field, press, tick = (
        QLineEdit("Nimi"),
        button("Tallenna", "primary", "check"),
        QCheckBox("Julki"),
    )
    for each in (field, press, tick):
        column.addWidget(each)
    window.show()
    small = {each: each.sizeHint().height() for each in (field, press)}
    theme.choose(text_scale=200)
    assert (column.contentsMargins().left(), column.spacing()) == (56, 32)
    assert QFontInfo(field.font()).pixelSize() == 2 * brand.TEXT_SIZE
    assert press.iconSize().height() == 2 * 18
    for each, height in small.items():
        assert abs(each.sizeHint().height() - 2 * height) <= 4


def test_a_focused_control_keeps_its_size(qtbot: object) -> None:
    for scale in (100, 125, 150, 200):
        theme.choose(text_scale=scale)
        for role in ("primary", "secondary", "quiet", "danger", "icon", "link", "chip", "segment"):
            press = Button(role)
            press.setText("Muokkaa")
            press.show()
            before = press.sizeHint()
            press.setFocus(Qt.FocusReason.TabFocusReason)
            assert press.sizeHint() == before, (role, scale)
        field = QLineEdit()
        field.show()
        before = field.sizeHint()
        field.setFocus(Qt.FocusReason.TabFocusReason)
        assert field.sizeHint() == before, scale


def test_a_role_can_be_given_later() -> None:
    press = QPushButton("Poista")
    press.show()
    set_role(press, "danger")
    assert press.palette().buttonText().color().name() == LIGHT.bad.lower()


def test_modes_are_three() -> None:
    assert MODES == ("system", "light", "dark")


def _colours(drawn: QIcon) -> set[str]:
    image = drawn.pixmap(QSize(32, 32)).toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_an_icon_follows_the_theme() -> None:
    drawn = icon("trash", "main")
    assert _colours(drawn) == {LIGHT.main.lower()}
    theme.choose("dark")
    assert _colours(drawn) == {DARK.main.lower()}
    copied = QIcon(drawn)
    assert _colours(copied) == {DARK.main.lower()}


def test_an_unknown_icon_is_told_at_once() -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")
    assert glyph("ph.plus") == glyph("plus")


def test_tags_and_counts_are_painted() -> None:
    pixmap = QPixmap(200, 40)
    pixmap.fill(Qt.GlobalColor.white)
    painter = QPainter(pixmap)
    paint_tag(painter, QRect(0, 0, 120, 40), "Sertifioitu", "good")
    box = paint_count(painter, QRect(120, 0, 80, 40), "12")
    painter.end()
    assert tag_size("Sertifioitu").width() < 120
    assert box.right() <= 200
    assert pixmap.toImage().pixelColor(4, 20).name() == LIGHT.good_tint.lower()
