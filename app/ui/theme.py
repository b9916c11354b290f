"""The theme: fonts, palette and style sheet made from the brand's tokens, light or dark, any size.

The program has one look as it has one application, so there is one :data:`theme`. A widget asks it
for scaled sizes and colours when it paints, and listens to ``changed`` where Qt doesn't tell it.
"""

from functools import cache
from pathlib import Path
from typing import Literal, get_args

from font_source_sans_pro import font_files_ttf
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.core import brand
from app.core.brand import Palette, Tone
from app.ui import style

Mode = Literal["system", "light", "dark"]
MODES: tuple[Mode, ...] = get_args(Mode)
TEXT_SCALES = (100, 125, 150, 175, 200)
"""The sizes of text that the settings offer, in percent."""

_FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")


class Theme(QObject):
    """What everything looks like just now.

    Attributes:
        mode: what was chosen: as the system, light or dark.
        text_scale: the size of text and spacing in percent, 100 to 200.
        palette: the colours in use.
        changed: any of this became something else, and the application is already dressed in it.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode: Mode = "system"
        self.text_scale = 100
        self.palette: Palette = brand.LIGHT
        self._application: QApplication | None = None
        self._dressing = False
        self._dressed: tuple[Palette, int] | None = None

    @property
    def dark(self) -> bool:
        """Whether the dark palette is in use."""
        return self.palette is brand.DARK

    @property
    def scale(self) -> float:
        """How much larger than usual everything is, 1.0 to 2.0."""
        return self.text_scale / 100

    def apply(self, application: QApplication) -> None:
        """Load the fonts and dress the application; follows the system from now on."""
        load_fonts()
        if self._application is not application:
            self._application = application
            self._dressed = None
            application.setStyle("Fusion")
            application.styleHints().colorSchemeChanged.connect(self._follow)
        self._dress()

    def choose(self, mode: Mode | None = None, text_scale: int | None = None) -> None:
        """Change the colours or the size of text, at once and everywhere.

        Raises:
            ValueError: ``text_scale`` is not within 100 to 200.
        """
        if text_scale is not None and not TEXT_SCALES[0] <= text_scale <= TEXT_SCALES[-1]:
            raise ValueError(text_scale)
        self.mode = mode or self.mode
        self.text_scale = text_scale or self.text_scale
        self._dress()

    def _follow(self) -> None:
        if self.mode == "system" and not self._dressing:
            self._dress()

    def _tell_system(self, application: QApplication) -> None:
        """Let the frame of the window and the system's own dialogs be in the chosen colours too."""
        hints = application.styleHints()
        self._dressing = True
        try:
            if self.mode == "system":
                hints.unsetColorScheme()
            else:
                scheme = Qt.ColorScheme.Dark if self.mode == "dark" else Qt.ColorScheme.Light
                hints.setColorScheme(scheme)
        finally:
            self._dressing = False

    def _dress(self) -> None:
        application = self._application
        if application is None:
            return
        self._tell_system(application)
        system = application.styleHints().colorScheme()
        dark = self.mode == "dark" or (self.mode == "system" and system == Qt.ColorScheme.Dark)
        self.palette = brand.DARK if dark else brand.LIGHT
        if self._dressed == (self.palette, self.text_scale):
            return  # a style sheet is laid out anew in every window, also when it is the same one
        self._dressed = self.palette, self.text_scale
        application.setFont(self.font())
        application.setPalette(qt_palette(self.palette))
        application.setStyleSheet(style.sheet(self.palette, self.scale))
        self.changed.emit()

    def px(self, size: float) -> int:
        """A size at the chosen text scale, in pixels."""
        return round(size * self.scale)

    def font(self, size: int = brand.TEXT_SIZE, weight: int = 400) -> QFont:
        """A font of the brand in one of its sizes, numbers of equal width, for painters."""
        font = QFont(brand.FONT_FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def colour(self, name: str) -> QColor:
        """A colour of the palette by its name, for example ``soft_ink``; ``soft`` is short for it."""
        return QColor(getattr(self.palette, "soft_ink" if name == "soft" else name))

    def tone(self, tone: Tone) -> tuple[QColor, QColor]:
        """Ink and ground for a tone."""
        ink, ground = self.palette.tone(tone)
        return QColor(ink), QColor(ground)


@cache
def load_fonts() -> None:
    """Give Qt the faces of the brand's font, once."""
    for file in font_files_ttf.values():
        if Path(file).stem.partition("-")[2] in _FACES:
            QFontDatabase.addApplicationFont(file)


def qt_palette(palette: Palette) -> QPalette:
    """The brand's colours as Qt asks for them, so that nothing is left grey."""
    role = QPalette.ColorRole
    colours = {
        palette.background: (role.Window,),
        palette.card: (
            role.Base,
            role.Button,
            role.ToolTipBase,
            role.Light,
            role.Midlight,
        ),
        palette.main_tint: (role.AlternateBase,),
        palette.line: (role.Mid, role.Dark, role.Shadow),
        palette.ink: (
            role.WindowText,
            role.Text,
            role.ButtonText,
            role.BrightText,
            role.ToolTipText,
        ),
        palette.soft_ink: (role.PlaceholderText,),
        palette.main: (role.Highlight, role.Link, role.LinkVisited, role.Accent),
        palette.on_main: (role.HighlightedText,),
    }
    made = QPalette()
    for colour, roles in colours.items():
        for each in roles:
            made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(palette.soft_ink))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(palette.line))
    made.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(palette.soft_ink))
    return made


def set_role(widget: QWidget, role: str, **properties: object) -> None:
    """Give a widget its part in the style sheet, also when it already shows.

    ``properties`` are further ones that the style sheet asks for, such as ``tone`` or ``wrong``.
    """
    for name, value in {"role": role, **properties}.items():
        widget.setProperty(name, value)
    restyle(widget)


def restyle(widget: QWidget) -> None:
    """Let the style sheet see a widget's properties again; before it shows they are read anyway."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


theme = Theme()
"""The look of the program."""
