"""A pulse answered on this computer: the whole screen, one person after another, nothing else to be seen."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget
from sqlalchemy.orm import Session

from app.core.fault import Refusal
from app.core.text import _l, current_language, pick
from app.ui import jobs
from app.ui.language import bind, set_language
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import Column, Stack
from app.worksheets.page.pulse_screens import Frame, FreeWords, Message, Question, Screen, Welcome
from app.worksheets.pulse import actions, rules

IDLE_MS = 180_000
"""After so long without a key or a click the answer that was begun is forgotten."""


def answer_here(parent: QWidget, office: Office, sheet_id: str) -> None:
    """Let people answer on this computer; the window of the program is out of sight meanwhile.

    Returns when the one who began it has ended it.
    """
    window = parent.window()
    kiosk = PulseKiosk(office, sheet_id)
    kiosk.setWindowState(Qt.WindowState.WindowFullScreen)
    window.hide()
    try:
        kiosk.exec()
    finally:
        window.show()
        kiosk.deleteLater()


class PulseKiosk(QDialog):
    """Asks one person after another. What was answered is in no field once it has been sent."""

    def __init__(self, office: Office, sheet_id: str) -> None:
        super().__init__()
        self._office, self._sheet_id = office, sheet_id
        self._language = current_language()
        type_ = office.ask(lambda session: actions.type_of(session, sheet_id))
        self._scores: dict[str, int] = {}
        self._before: Screen | None = None
        self.setModal(True)
        self.setObjectName("page")
        bind(self.setWindowTitle, lambda: pick(type_.name))
        self.welcome = Welcome(type_)
        asked = rules.questions(type_)
        self.questions = [Question(f, n, len(asked)) for n, f in enumerate(asked, start=1)]
        self.words = FreeWords(rules.open_question(type_))
        self.thanks = Message(
            _l("Thank you"),
            _l(
                "Your answer is kept, without your name and without the time. Leave the screen to the next one."
            ),
            (_l("Next person"), self.restart),
        )
        self.leaving = Message(
            _l("End answering on this computer?"),
            _l(
                "Answers that have been sent are kept. One that is only begun isn't sent. Kumppani comes "
                "back to the screen."
            ),
            (_l("Go on answering"), self._go_on),
            (_l("End answering"), self.accept),
        )
        self._steps: list[Screen] = [self.welcome, *self.questions, self.words, self.thanks]
        self.stack = Stack()
        for each in (*self._steps, self.leaving):
            self.stack.addWidget(Frame(each))
        Column(self).addWidget(self.stack)
        self._wire()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.restart)
        self.restart()

    def _wire(self) -> None:
        self.welcome.begun.connect(lambda: self._step(1))
        for each in self.questions:
            each.answered.connect(lambda number, each=each: self._answered(each, number))
            each.back.connect(lambda: self._step(-1))
            each.skipped.connect(lambda each=each: self._answered(each, None))
        self.words.back.connect(lambda: self._step(-1))
        self.words.sent.connect(self._send)
        self.words.words.textChanged.connect(lambda: self._idle.start())

    def sizeHint(self) -> QSize:
        return QSize(theme.px(1024), theme.px(700))

    # From screen to screen

    @property
    def screen_now(self) -> Screen:
        """The screen in front."""
        every = [*self._steps, self.leaving]
        return every[self.stack.currentIndex()]

    def _show(self, screen: Screen) -> None:
        every = [*self._steps, self.leaving]
        self.stack.setCurrentIndex(every.index(screen))
        screen.entered()
        if screen is self.welcome:
            self._idle.stop()
        else:
            self._idle.start()

    def _step(self, by: int) -> None:
        self._show(self._steps[self._steps.index(self.screen_now) + by])

    def restart(self) -> None:
        """Forget what was answered, and begin again for the next person."""
        self._scores = {}
        for each in self.questions:
            each.scale.choose(None)
        self.words.words.setPlainText("")
        if current_language() != self._language:
            set_language(self._language)
        self._show(self.welcome)

    def _answered(self, question: Question, number: int | None) -> None:
        question.scale.choose(number)
        if number is None:
            self._scores.pop(question.field.key, None)
        else:
            self._scores[question.field.key] = number
        self._step(1)

    # Sending

    def _send(self) -> None:
        scores, words = dict(self._scores), self.words.words.toPlainText()
        sheet_id, store = self._sheet_id, self._office.store
        self.words.send_button.setEnabled(False)

        def keep(session: Session) -> None:
            actions.answer(session, sheet_id, scores, words)

        jobs.run(lambda: store.keep(keep), done=self._sent, failed=self._refused, owner=self)

    def _sent(self, _nothing: object) -> None:
        self.restart()
        self._show(self.thanks)

    def _refused(self, fault: BaseException) -> None:
        if not isinstance(fault, Refusal):
            raise fault
        self.words.tell(fault.told)

    # Keys, and leaving

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits answer; Esc asks whether to end."""
        screen = self.screen_now
        self._idle.start()
        digit = event.key() - Qt.Key.Key_0
        if isinstance(screen, Question) and 0 <= digit <= 9 and screen.press(digit):  # noqa: PLR2004
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc asks first; a second Esc goes on."""
        if self.screen_now is self.leaving:
            self._go_on()
        else:
            self._before = self.screen_now
            self._show(self.leaving)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window asks too."""
        if self.isVisible() and self.result() != QDialog.DialogCode.Accepted:
            event.ignore()
            self.reject()

    def _go_on(self) -> None:
        self._show(self._before or self.welcome)

    def done(self, result: int) -> None:
        """Forget what was begun, and speak the language that was spoken before."""
        self._idle.stop()
        self._scores = {}
        self.words.words.setPlainText("")
        if current_language() != self._language:
            set_language(self._language)
        super().done(result)
