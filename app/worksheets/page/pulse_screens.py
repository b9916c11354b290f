"""The screens of a pulse that is answered on this computer: one matter at a time, in large."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QWidget

from app.core.text import Text, _l, current_language, language_name, languages, pick
from app.ui.language import Wording, bind, set_language
from app.ui.theme import theme
from app.ui.widgets import (
    Choice,
    Column,
    Meter,
    Row,
    Segmented,
    button,
    label,
    lead,
    small,
    subject,
    title,
)
from app.ui.widgets.scale_bar import ScaleBar
from app.worksheets.pulse.rules import LEAST, LONGEST_WORDS
from app.worksheets.types.rules import SheetField, WorksheetType

WIDTH = 720
TEN = 10
_WORDS_HIGH = 160


class Screen(QWidget):
    """What the screens share: a column in the middle, and a foot with buttons."""

    def __init__(self) -> None:
        super().__init__()
        whole = Column(self, margins=28, spacing=0)
        self._middle = QWidget()
        line = Row()
        line.addStretch(1)
        line.addWidget(self._middle, 20)
        line.addStretch(1)
        whole.addStretch(1)
        whole.addLayout(line)
        whole.addStretch(2)
        self.body = Column(self._middle, spacing=16)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self._middle.setMaximumWidth(theme.px(WIDTH))

    def entered(self) -> None:
        """It is in front now: put the keyboard where it belongs."""


class Frame(QScrollArea):
    """Holds a screen: in the middle of the height where there is room, and scrolled where there isn't."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._shown = screen
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(screen)
        screen.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the screen the height that its words need at its width."""
        if watched is self._shown and event.type() in {
            QEvent.Type.LayoutRequest,
            QEvent.Type.Resize,
        }:
            layout = self._shown.layout()
            if layout and layout.hasHeightForWidth():
                self._shown.setMinimumHeight(layout.totalHeightForWidth(self.viewport().width()))
        return super().eventFilter(watched, event)


class Welcome(Screen):
    """What is asked and how it is used, the language, and Begin."""

    begun = Signal()

    def __init__(self, type_: WorksheetType) -> None:
        super().__init__()
        self.languages = Segmented([Choice(code, language_name(code)) for code in languages()])
        self.languages.chosen.connect(set_language)
        bind(self.languages.setAccessibleName, _l("Language"))
        top = Row()
        top.addStretch(1)
        top.addWidget(self.languages)
        self.body.addLayout(top)
        self.body.addWidget(title(lambda: pick(type_.name)))
        for words in (
            _l(
                "You answer without your name. Nothing tells when you answered, and nobody sees one "
                "person's answers."
            ),
            _l(
                "Results are shown only when the round is closed and at least {least} people have "
                "answered.",
                least=LEAST,
            ),
            _l("Each question may be skipped. It takes a few minutes."),
        ):
            self.body.addWidget(lead(words))
        self.begin_button = button(_l("Begin"), "primary", pressed=self.begun.emit)
        foot = Row()
        foot.addWidget(self.begin_button)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def entered(self) -> None:
        self.languages.choose(current_language())
        self.begin_button.setFocus(Qt.FocusReason.OtherFocusReason)


class Question(Screen):
    """One question with its scale; choosing goes on."""

    answered = Signal(int)
    back = Signal()
    skipped = Signal()

    def __init__(self, field: SheetField, number: int, total: int) -> None:
        super().__init__()
        self.field = field
        self.body.addWidget(
            Meter(
                number,
                total,
                _l("Question {number} of {total}", number=number, total=total),
            )
        )
        self.body.addWidget(subject(lambda: pick(field.label)))
        self.body.addWidget(title(lambda: pick(field.help or field.label)))
        self.scale = ScaleBar(
            lambda: pick(field.help or field.label),
            field.least,
            field.most,
            lambda: pick(field.low),
            lambda: pick(field.high),
        )
        self.scale.chosen.connect(self.answered)
        self.body.addWidget(self.scale)
        foot = Row(spacing=12)
        foot.addWidget(button(_l("Back"), "quiet", "arrow-left", self.back.emit))
        hint = small(_keys(field))
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        foot.addWidget(hint, 1)
        foot.addWidget(button(_l("Skip this"), pressed=self.skipped.emit))
        self.body.addLayout(foot)

    def press(self, digit: int) -> bool:
        """Answer with a key; 0 is 10 where the scale goes so far. Whether it was an answer."""
        number = TEN if digit == 0 and self.field.most >= TEN else digit
        if number not in self.scale.numbers:
            return False
        self.scale.numbers[number].click()
        return True

    def entered(self) -> None:
        numbers = self.scale.numbers
        place = numbers[self.scale.value] if self.scale.value in numbers else numbers[min(numbers)]
        place.setFocus(Qt.FocusReason.OtherFocusReason)


def _keys(field: SheetField) -> Text:
    """Which keys answer."""
    if field.most >= TEN:
        return _l("The keys 1–9 answer too, and 0 is ten.")
    return _l("The keys {least}–{most} answer too.", least=field.least, most=field.most)


class FreeWords(Screen):
    """What one would say in one's own words, and Send."""

    back = Signal()
    sent = Signal()

    def __init__(self, field: SheetField | None) -> None:
        super().__init__()
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.textChanged.connect(self._keep_short)
        self.body.addWidget(title(lambda: pick(field.label) if field else str(_l("Ready to send"))))
        if field:
            self.body.addWidget(label(lambda: pick(field.help), "lead"))
            bind(self.words.setAccessibleName, lambda: pick(field.label))
            bind(self.words.setAccessibleDescription, lambda: pick(field.help))
        self.body.addWidget(self.words)
        self.words.setVisible(field is not None)
        self.problem = label("", "error")
        self.problem.hide()
        self.body.addWidget(self.problem)
        foot = Row(spacing=12)
        foot.addWidget(button(_l("Back"), "quiet", "arrow-left", self.back.emit))
        foot.addStretch(1)
        self.send_button = button(_l("Send my answer"), "primary", pressed=self.sent.emit)
        foot.addWidget(self.send_button)
        self.body.addLayout(foot)
        self._rescale()

    def _rescale(self) -> None:
        super()._rescale()
        if hasattr(self, "words"):
            self.words.setFixedHeight(theme.px(_WORDS_HIGH))

    def _keep_short(self) -> None:
        text = self.words.toPlainText()
        if len(text) > LONGEST_WORDS:
            at = min(self.words.textCursor().position(), LONGEST_WORDS)
            self.words.setPlainText(text[:LONGEST_WORDS])
            cursor = self.words.textCursor()  # which has gone to the beginning
            cursor.setPosition(at)
            self.words.setTextCursor(cursor)

    def tell(self, problem: Text | None) -> None:
        """Say what is wrong, or that nothing is."""
        bind(self.problem.setText, problem or "")
        self.problem.setVisible(problem is not None)
        self.send_button.setEnabled(True)

    def entered(self) -> None:
        self.tell(None)
        place = self.words if self.words.isVisibleTo(self) else self.send_button
        place.setFocus(Qt.FocusReason.OtherFocusReason)


class Message(Screen):
    """A few words and one or two buttons; the first one is the main one and has the keyboard."""

    def __init__(
        self, heading: Wording, words: Wording, *deeds: tuple[Wording, Callable[[], object]]
    ) -> None:
        super().__init__()
        self.body.addWidget(title(heading))
        self.body.addWidget(lead(words))
        foot = Row(spacing=12)
        self.buttons = [
            button(said, "secondary" if at else "primary", pressed=deed)
            for at, (said, deed) in enumerate(deeds)
        ]
        for each in self.buttons:
            foot.addWidget(each)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def entered(self) -> None:
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
