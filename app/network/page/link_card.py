"""The card that tells the truth about the connection: which network, as whom, since when, what waits."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.core.brand import Tone
from app.core.format import show_number
from app.core.record import record_kinds
from app.core.text import Text, _l, _n
from app.network import rules
from app.network.page.keeper import SYNCHRONISE, SyncKeeper
from app.network.page.progress_line import ProgressLine
from app.network.wording import role_name, role_words, when
from app.sync.status import Status
from app.ui.language import Wording, bind
from app.ui.widgets import (
    Card,
    Facts,
    Flow,
    Row,
    Tag,
    TwoLines,
    button,
    section,
)


class LinkCard(Card):
    """Kept up to date by :meth:`show_status`; its buttons speak to the keeper."""

    def __init__(self, keeper: SyncKeeper, leave: Callable[[], object]) -> None:
        super().__init__(margins=(20, 20, 20, 20), spacing=16)
        self._keeper = keeper
        self._paused = False
        head = Row(spacing=12)
        self._network, self._tag = section(""), Tag()
        head.addWidget(self._network, 1)
        head.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self._facts = Facts()
        self._values: dict[str, QLabel] = {}
        for name, words in (
            ("organisation", _l("Our office is")),
            ("success", _l("Last synchronised")),
            ("waiting", _l("Waiting to be sent")),
            ("others", _l("From other offices")),
            ("register", _l("Register")),
        ):
            shown = self._facts.add(words, "")
            assert isinstance(shown, QLabel)
            self._values[name] = shown
        self._role = TwoLines("", "")
        self._facts.add(_l("Our role"), self._role)
        self.body.addWidget(self._facts)
        self.progress = ProgressLine(keeper)
        self.body.addWidget(self.progress)
        flow = Flow(spacing=8)
        self.now_button = button(
            SYNCHRONISE, "primary", "arrows-clockwise", lambda: keeper.synchronise(asked=True)
        )
        self.pause_button = button("", icon_name="pause", pressed=self._pause)
        self.leave_button = button(_l("Disconnect"), "danger", "link-break", leave)
        for each in (self.now_button, self.pause_button, self.leave_button):
            flow.addWidget(each)
        self.body.addLayout(flow)

    def _pause(self) -> None:
        self._keeper.pause(on=not self._paused)

    def show_status(self, status: Status, others: Mapping[str, int]) -> None:
        """Tell how it stands."""
        self._paused = status.paused
        self.progress.follow()
        bind(self.pause_button.setText, _l("Go on") if status.paused else _l("Pause"))
        self.pause_button.set_icon("play" if status.paused else "pause")
        bind(self._network.setText, status.network)
        bind(self.setAccessibleName, status.network)
        self._tag.tell(*_state(status, running=self._keeper.shown))
        moment = status.last_success
        facts: dict[str, Wording] = {
            "organisation": status.organisation,
            "success": (lambda: when(moment)) if moment else _l("Not yet"),
            "waiting": _waiting(status),
            "others": _others(others),
            "register": urlsplit(status.url).netloc or status.url,
        }
        for name, words in facts.items():
            bind(self._values[name].setText, words)
        self._role.say(role_name(status.role), role_words(status.role))


def _state(status: Status, *, running: bool) -> tuple[Text, Tone]:
    if running:
        return _l("Synchronising"), "main"
    if status.trouble:
        passing = rules.passes(status.trouble.code)
        return (_l("No connection"), "plain") if passing else (_l("Waiting for you"), "watch")
    if status.paused:
        return _l("Paused"), "plain"
    if status.waiting or status.last_success is None:
        return _l("Begins by itself"), "plain"
    return _l("Up to date"), "good"


def _waiting(status: Status) -> Text:
    if not status.waiting:
        return _l("Nothing waits")
    number = show_number(status.waiting)
    return _n("{number} change", "{number} changes", status.waiting, number=number)


def _others(counts: Mapping[str, int]) -> Text:
    kinds = record_kinds()
    said = {
        f"part{at}": _l(
            "{kind}: {number}", kind=kinds[kind].kind.label_plural, number=show_number(count)
        )
        for at, (kind, count) in enumerate(counts.items())
        if count and kind in kinds
    }
    return Text(", ".join(f"{{{name}}}" for name in said), args=said) if said else _l("Nothing yet")
