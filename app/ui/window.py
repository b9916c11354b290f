"""The main window: it arranges the rail, the top line and the pages, and knows no record."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from app.core import backup, search
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.format import show_time
from app.core.record import now, record_kinds, today
from app.core.room import Room, load
from app.core.text import Text, _l, language_name, languages, literal
from app.ui import jobs
from app.ui.command import Command
from app.ui.find import FindDialog
from app.ui.language import bind, say, set_language, switch
from app.ui.network_door import NetworkDoor, Standing
from app.ui.office import Office
from app.ui.page import Page
from app.ui.rail import Rail, RailItem
from app.ui.theme import theme
from app.ui.toast import Toaster
from app.ui.undo_button import UndoButton
from app.ui.widgets import Column, Row, SearchBox, Stack, button, title

GEOMETRY = "main"
SMALLEST = (1024, 640)
TITLE_ROOM = 240
"""A longer title takes a second line sooner than all the room of the find box."""
CALM_MS = 2000
"""After so long the start is over, and what can wait is done."""


class MainWindow(QMainWindow):
    """Arranges and delegates.

    Signals:
        closed: the window has been closed and everything typed is kept.
    """

    closed = Signal()

    def __init__(
        self,
        office: Office,
        rooms: Sequence[Room],
        own_name: Callable[[], str],
        special: Sequence[tuple[RailItem, Callable[["MainWindow"], Page], bool]],
        network: NetworkDoor | None = None,
    ) -> None:
        super().__init__()
        self.office = office
        self._rooms = {room.name: room for room in rooms}
        self._own_name = own_name
        self._network = network or NetworkDoor()
        self._special = {item.name: make for item, make, _first in special}
        self._pages: dict[str, Page] = {}
        self._unloaded = [room.page for room in rooms]
        self._saved_at: datetime | None = None
        self._backup_words: Text = _l("Backup: not yet")
        first = [item for item, _make, is_first in special if is_first]
        last = [item for item, _make, is_first in special if not is_first]
        self.stack = Stack()
        self.page_of(first[0].name)  # it asks the store while the rest is built
        items = [*first, *(RailItem(r.name, r.label, r.icon) for r in rooms), *last]
        self.rail = Rail(items)
        self.rail.chosen.connect(self.go)
        self.rail.network_wanted.connect(self._network.show)
        self._network.told.connect(self._tell_network)
        self._title = title("")
        self.search = SearchBox()
        self.search.setReadOnly(True)
        self.search.setMaximumWidth(theme.px(300))
        self.search.mousePressEvent = lambda _event: self.open_find()
        self.search.returnPressed.connect(self.open_find)
        self.action = button("", "primary")
        self.action.clicked.connect(lambda _on=False: self.page.begin())
        self.toaster = Toaster(self)
        self._lay_out()
        self._shortcuts()
        bind(self.setWindowTitle, lambda: f"{self._own_name()} – Kumppani".lstrip(" –"))
        office.wanted.connect(self.open_record)
        office.wanted_in.connect(self._open_in)
        office.said.connect(self._say)
        office.refused.connect(lambda words: self.toaster.say(words))
        office.changed.connect(self._changed)
        jobs.tell_refusals(self._refused)
        switch.changed.connect(self._retitle)
        theme.changed.connect(self._fit_title)
        self.setMinimumSize(*SMALLEST)
        if state := office.preferences.window(GEOMETRY):
            self.restoreGeometry(QByteArray(state))
        else:
            self.resize(theme.px(1280), theme.px(800))
        self.go(items[0].name)
        QTimer.singleShot(CALM_MS // 4, self, self._load_pages)
        QTimer.singleShot(CALM_MS, self, self._begin_what_can_wait)

    def _lay_out(self) -> None:
        centre = QWidget()
        centre.setObjectName("page")
        line = Row(centre, spacing=0)
        line.addWidget(self.rail)
        right = Column(margins=(28, 20, 28, 20), spacing=16)
        top = Row(spacing=16)
        top.addWidget(self._title, 1)
        top.addWidget(UndoButton(self.office))
        top.addWidget(self.search)
        top.addWidget(self.action)
        right.addLayout(top)
        right.addWidget(self.stack, 1)
        line.addLayout(right, 1)
        self.setCentralWidget(centre)

    def _shortcuts(self) -> None:
        for keys, call in (
            ("Ctrl+K", self.open_find),
            ("Ctrl+N", lambda: self.page.begin()),
            ("Ctrl+E", lambda: self.page.edit()),
            ("Ctrl+S", lambda: self.page.save()),
            ("Ctrl+Z", self.office.undo),
            ("Ctrl+Y", self.office.redo),
            ("Ctrl+Shift+Z", self.office.redo),
            ("Esc", self._back),
            ("F1", self.help),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    @property
    def page(self) -> Page:
        """The page in front."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def page_of(self, name: str) -> Page:
        """A page by its room's name; made when first asked for."""
        if name not in self._pages:
            if name in self._special:
                page = self._special[name](self)
            else:
                room = self._rooms[name]
                page = load(room.page)(self.office, room)
            page.retitled.connect(self._retitle)
            self._pages[name] = page
            self.stack.addWidget(page)
        return self._pages[name]

    def _load_pages(self) -> None:
        """Import the code of one more room, so that its page opens at once when it is wanted.

        What a person waits for comes first: on a slow computer the first page still asks the store.
        """
        if jobs.busy():
            QTimer.singleShot(CALM_MS // 4, self, self._load_pages)
        elif self._unloaded:
            load(self._unloaded.pop(0))
            QTimer.singleShot(0, self, self._load_pages)

    def _begin_what_can_wait(self) -> None:
        """Back up, follow the languages and meet the network, once the first page has its answer."""
        if jobs.busy():
            QTimer.singleShot(CALM_MS // 4, self, self._begin_what_can_wait)
            return
        self._back_up()
        self._follow_languages()
        self._network.start()

    def _follow_languages(self) -> None:
        store, kinds = self.office.store, tuple(record_kinds().values())
        jobs.run(lambda: store.keep(lambda s: search.follow_languages(s, kinds)), owner=self)

    def go(self, name: str) -> None:
        """Bring a page to the front."""
        page = self.page_of(name)
        self.stack.show_sheet(page, focus=False)
        self.rail.choose(name)
        page.entered()
        self._retitle()

    def _show_kind(self, room: Room, kind: str) -> None:
        self.go(room.name)
        self.page.show_kind(kind)

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a record on the page of its room."""
        for room in self._rooms.values():
            if any(record.kind.name == kind for record in room.kinds):
                self.go(room.name)
                self.page.open_record(kind, record_id)

    def _open_in(self, room: str, kind: str, record_id: str) -> None:
        self.go(room)
        self.page.open_record(kind, record_id)

    def _tell_network(self, standing: Standing | None) -> None:
        self.rail.set_network(standing)

    def _retitle(self) -> None:
        if self.stack.currentWidget() is None:
            return
        bind(self._title.setText, self.page.title)
        self._fit_title()
        self.action.setVisible(self.page.action is not None)
        if self.page.action:
            bind(self.action.setText, self.page.action[0])
        self.rail.set_organisation(self._own_name())
        self._tell_status()

    def _fit_title(self) -> None:
        """The title keeps its line, as far as that is sensible; the find box gives way."""
        if self.stack.currentWidget() is not None:
            self._title.ensurePolished()
            whole = self._title.fontMetrics().horizontalAdvance(say(self.page.title)) + theme.px(8)
            self._title.setMinimumWidth(min(whole, theme.px(TITLE_ROOM)))

    def _back(self) -> None:
        self.page.back()

    def commands(self) -> list[Command]:
        """What can be found and done from anywhere."""
        names = [*self._special, *self._rooms]
        page_words = _l("Page")
        found = []
        for name in names:
            page = self._pages.get(name)
            words = self._rooms[name].label if name in self._rooms else None
            label = words or (page.title if page and isinstance(page.title, Text) else None)
            if label:
                found.append(Command(label, page_words, lambda name=name: self.go(name)))
        for room in self._rooms.values():
            for record in room.kinds[1:]:
                show = partial(self._show_kind, room, record.kind.name)
                found.append(Command(record.kind.label_plural, page_words, show))
        command = _l("Command")
        for language in languages():
            words = literal(language_name(language))
            found.append(Command(words, _l("Language"), lambda code=language: self.speak(code)))
        found += [
            Command(_l("Undo"), command, self.office.undo),
            Command(_l("Redo"), command, self.office.redo),
            Command(_l("Light colours"), command, lambda: self.dress("light")),
            Command(_l("Dark colours"), command, lambda: self.dress("dark")),
            Command(_l("Back up now"), command, lambda: self._back_up(asked=True)),
            *self._network.commands(),
        ]
        return found

    def open_find(self) -> None:
        """Find a record, a page or a command."""
        FindDialog(self, self.office, self.commands()).exec()

    def speak(self, language: str) -> None:
        """Speak another language, and remember it."""
        self.office.preferences.set(language=language)
        set_language(language)

    def dress(self, mode: str) -> None:
        """Wear light or dark colours, and remember them."""
        chosen = "dark" if mode == "dark" else "light" if mode == "light" else "system"
        self.office.preferences.set(theme=chosen)
        theme.choose(mode=chosen)

    def help(self) -> None:
        """Show the keys and where to read more."""
        from app.ui.help import HelpDialog  # noqa: PLC0415 - seldom opened

        HelpDialog(self).exec()

    def _say(self, words: Text, can_undo: bool) -> None:
        action = (_l("Undo"), self.office.undo) if can_undo else None
        self.toaster.say(words, action=action)

    def _refused(self, fault: Refusal, _owner: object) -> None:
        self.toaster.say(fault.words)

    def _changed(self, changes: Changes) -> None:
        self._saved_at = now()
        self._tell_status()
        if "organisation" in changes.kinds:
            self._retitle()

    def _tell_status(self) -> None:
        saved = (
            _l("Saved at {time}", time=show_time(self._saved_at))
            if self._saved_at
            else _l("Everything is saved")
        )
        self.rail.set_status(
            [
                ("good", saved),
                ("plain", self._backup_words),
            ]
        )

    def _back_up(self, *, asked: bool = False) -> None:
        store = self.office.store

        def work() -> backup.Backup | None:
            if asked:
                return backup.make(store, backup.folder_of(store.path))
            return backup.make_daily(store, today())

        def done(_made: backup.Backup | None) -> None:
            found = backup.backups(backup.folder_of(store.path))
            if found:
                self._backup_words = _l("Backup: {day}", day=found[0].made.date())
            self._tell_status()
            if asked:
                self.office.tell(_l("The backup is made and checked."))

        def failed(fault: BaseException) -> None:
            self._backup_words = _l("Backup: failed")
            self._tell_status()
            if isinstance(fault, Refusal):
                self.toaster.say(fault.words)
            else:
                raise fault

        jobs.run(work, done=done, failed=failed, owner=self)

    def flush(self) -> None:
        """Keep all that is typed, everywhere."""
        for page in self._pages.values():
            page.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the rail's words while there is room for them."""
        super().resizeEvent(event)
        self.rail.fit_to(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed as drafts, remember the window, and let go of the store."""
        self.flush()
        self.office.preferences.keep_window(GEOMETRY, bytes(self.saveGeometry().data()))
        self._network.stop()
        jobs.wait()
        self.office.copies.close()
        super().closeEvent(event)
        self.closed.emit()
