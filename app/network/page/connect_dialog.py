"""Joining a network in two steps: the invitation is pasted, then everything is told before anything is sent."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from app.core.fault import Refusal
from app.core.text import Text, _l, literal, pick
from app.network import rules
from app.network.page.keeper import CONNECT, SyncKeeper
from app.network.page.shared_list import SharedList
from app.network.wording import role_name, role_words
from app.organisation.actions import own
from app.sync.protocol import Code
from app.ui.dialog_size import open_at
from app.ui.inputs.text_area import TextArea
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import set_role
from app.ui.toast import announce
from app.ui.widgets import (
    Banner,
    Column,
    Facts,
    Picture,
    Row,
    ScrollColumn,
    Stack,
    TwoLines,
    button,
    label,
    lead,
    section,
    small,
    subject,
)

if TYPE_CHECKING:
    from app.sync.invitation import Invitation
    from app.sync.preview import Preview

_WIDTH, _HEIGHT = 620, 560
_AGAIN = _l("This office isn’t connected yet. Try again in a moment.")


class ConnectDialog(QDialog):
    """Two steps; nothing leaves the computer before Connect is pressed on the second.

    Attributes:
        steps: the two sheets.
    """

    def __init__(self, parent: QWidget, office: Office, keeper: SyncKeeper) -> None:
        super().__init__(parent)
        self._office, self._keeper = office, keeper
        self._invitation: Invitation | None = None
        self._busy = False
        bind(self.setWindowTitle, CONNECT)
        open_at(self, _WIDTH, _HEIGHT)
        whole = Column(self, margins=24, spacing=12)
        self.steps = Stack()
        self.paste = Paste(self._next)
        self.look = Look()
        self.steps.addWidget(self.paste)
        self.steps.addWidget(self.look)
        whole.addWidget(self.steps, 1)
        foot = Row(spacing=12)
        self.back_button = button(_l("Back"), icon_name="arrow-left", pressed=self._back)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        self.cancel_button = button(_l("Cancel"), pressed=self.reject)
        foot.addWidget(self.cancel_button)
        self.next_button = button("", "primary", pressed=self._next)
        foot.addWidget(self.next_button)
        whole.addLayout(foot)
        self._go(self.paste)

    def _go(self, step: QWidget) -> None:
        self.steps.show_sheet(step, focus=False)
        first = step is self.paste
        self.back_button.setVisible(not first)
        bind(self.next_button.setText, _l("Continue") if first else _l("Connect"))
        target = self.paste.box if first else self.next_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self._go(self.paste)

    def _next(self) -> None:
        if self.steps.currentWidget() is self.paste:
            self._read()
        elif self._invitation and not self._busy:
            self._connect(self._invitation)

    def _read(self) -> None:
        from app.sync import invitation, preview  # noqa: PLC0415 - needed here only

        try:
            self._invitation = found = invitation.read(self.paste.box.toPlainText())
        except Refusal as fault:
            self.paste.show_problem(fault.words)
            return
        self.paste.show_problem(None)
        self.look.show_invitation(found, self._own_name(found.organisation))
        role = str(found.role)
        self._office.read(self, lambda session: preview.of(session, role), self.look.show_preview)
        self._go(self.look)

    def _own_name(self, invited: str) -> str:
        """What the organisation of this office is called, when the invitation is for another one; else blank."""
        mine = self._office.ask(own)
        called = mine.name if mine else {}
        return pick(called) if rules.is_another(invited, called.values()) else ""

    def _connect(self, invitation: "Invitation") -> None:
        self._set_busy(on=True)
        self._keeper.join(invitation.url, invitation.code, self._connected, self._failed)

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        for each in (self.next_button, self.back_button, self.cancel_button):
            each.setEnabled(not on)
        self.look.show_busy(on=on)

    def _connected(self) -> None:
        self._set_busy(on=False)
        self.accept()

    def _failed(self, fault: BaseException) -> None:
        self._set_busy(on=False)
        if not isinstance(fault, Refusal):
            raise fault
        trouble = getattr(fault, "trouble", None)
        words = fault.told
        if trouble:  # here nothing tries again by itself
            advice = _AGAIN if rules.passes(trouble.code) else trouble.advice
            words = _l("{what} {advice}", what=words, advice=advice)
        if trouble and trouble.code == Code.INVITATION:
            self._go(self.paste)
            self.paste.show_problem(words)
        else:
            self.look.show_problem(words)
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Nothing has happened, unless the register is being asked just now."""
        if not self._busy:
            super().reject()


class Paste(QWidget):
    """The first step: the text of the invitation.

    Attributes:
        box: what is pasted or typed.
    """

    def __init__(self, done: Callable[[], object]) -> None:
        super().__init__()
        self._problem: Text | None = None
        column = Column(self, spacing=12)
        column.addWidget(section(CONNECT))
        column.addWidget(
            lead(
                _l(
                    "Paste the invitation that you got from the coordinator of your network. The whole "
                    "message will do, and so will the text of its QR code."
                )
            )
        )
        self._name = label(_l("Invitation"), "strong")
        column.addWidget(self._name)
        self.box = TextArea(least_lines=4, most_lines=8)
        self.box.setPlaceholderText("https://…/join#code=…")
        self.box.textChanged.connect(self._typed)
        column.addWidget(self.box)
        self._error = QWidget()
        line = Row(self._error, spacing=4)
        line.addWidget(Picture("warning-circle", 16, "bad"), 0, Qt.AlignmentFlag.AlignTop)
        self._error_words = label("", "error")
        line.addWidget(self._error_words, 1)
        self._error.hide()
        column.addWidget(self._error)
        column.addWidget(small(_l("Nothing is sent yet. You see first what would be shared.")))
        column.addStretch(1)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(done)
        self._name_box()

    def _name_box(self) -> None:
        bind(self.box.setAccessibleName, _l("Invitation"))
        bind(self.box.setAccessibleDescription, self._problem or "")

    def _typed(self) -> None:
        if self._problem:
            self.show_problem(None)

    def show_problem(self, words: Text | None) -> None:
        """Say beside the field what is wrong, or that nothing is known to be."""
        self._problem = words
        set_role(self.box, "", wrong=words is not None)
        bind(self._error_words.setText, words or "")
        self._error.setVisible(words is not None)
        self._name_box()
        if words:
            announce(self.box, words.say())
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)


class Look(QWidget):
    """The second step: where one joins, as whom, and what will be shared."""

    def __init__(self) -> None:
        super().__init__()
        whole = Column(self, spacing=12)
        self._network = section("")
        whole.addWidget(self._network)
        scroll = ScrollColumn(max_width=None, margins=(0, 0, 12, 0), spacing=16)
        whole.addWidget(scroll, 1)
        facts = Facts()
        self._organisation = label("")
        self._register = label("")
        self._role = TwoLines("", "")
        facts.add(_l("You join as"), self._organisation)
        facts.add(_l("Your role"), self._role)
        facts.add(_l("Register"), self._register)
        scroll.body.addWidget(facts)
        self._another = Banner("", "watch")
        scroll.body.addWidget(self._another)
        scroll.body.addWidget(subject(_l("What will be shared")))
        self.shared = SharedList()
        scroll.body.addWidget(self.shared)
        self._told = Banner("")
        self._told.hide()
        whole.addWidget(self._told)

    def show_invitation(self, invitation: "Invitation", own_name: str) -> None:
        """Show where it leads; ``own_name`` is that of this office when the invitation is for another one."""
        self._another.tell(
            _l(
                "The invitation is for “{invited}”, but your organisation here is “{own}”. If they aren’t the "
                "same organisation, ask for an invitation of your own: otherwise the details of both get mixed.",
                invited=literal(invitation.organisation),
                own=literal(own_name),
            ),
            "watch",
        )
        self._another.setVisible(bool(own_name))
        bind(self._network.setText, invitation.network or _l("A network"))
        bind(self._organisation.setText, invitation.organisation or "–")
        bind(self._register.setText, urlsplit(invitation.url).netloc)
        self._role.say(role_name(invitation.role), role_words(invitation.role))
        self._told.hide()

    def show_preview(self, kinds: list["Preview"]) -> None:
        """Show what of this office would be sent."""
        self.shared.show_preview(kinds)

    def show_busy(self, *, on: bool) -> None:
        """Say that the register is being asked."""
        self._told.setVisible(on)
        if on:
            self._told.tell(_l("Connecting to the register"), "main")

    def show_problem(self, words: Text) -> None:
        """Say why it didn't work; one can press Connect again."""
        self._told.tell(words, "bad")
        self._told.show()
        announce(self, words.say())
