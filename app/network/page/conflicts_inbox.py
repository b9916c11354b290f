"""The places that another computer changed too: both versions beside each other, and what can be done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget
from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.record import record_kinds
from app.core.text import Text, _l, literal
from app.network.page.inbox import Entry, Inbox
from app.network.page.marked_words import MarkedWords
from app.network.page.write_anew import WriteAnew
from app.network.word_marks import Piece, marked
from app.network.wording import OURS, THEIRS, when
from app.sync import conflicts
from app.sync import link as links
from app.sync.conflicts import Told
from app.ui.language import Wording, bind, say
from app.ui.office import Office
from app.ui.theme import set_role
from app.ui.widgets import Column, Row, Tiles, button, label, link, section, small, subject

_SIDE = 240
OUR_OTHER = _l("our other computer")
_BY_OTHERS = _l("{who} wrote “{field}” {when} without having seen what you had written.")
_ON_OURS = _l(
    "“{field}” was written on another computer of our office {when}, without having seen what you "
    "had written."
)


def _ask(session: Session) -> tuple[str, list[Told]]:
    link = links.of(session)
    return link.organisation_name if link else "", conflicts.waiting(session)


class ConflictsInbox(Inbox):
    """Nothing has to be done: theirs stands, ours is kept here."""

    def __init__(self, office: Office, look: Callable[[], object]) -> None:
        super().__init__(
            office,
            look,
            _l("Changed on two computers"),
            _l("Every place has one version now"),
        )
        self._own = ""
        self._found: dict[str, Told] = {}
        self._told: Told | None = None
        self._kind, self._title = subject(""), section("")
        self._field, self._sentence = label("", "strong"), label("", "lead")
        self.record_button = link(_l("Open the record"), self._open_record)
        head = Column(spacing=4)
        head.addWidget(self._kind)
        line = Row(spacing=12)
        line.addWidget(self._title, 1)
        line.addWidget(self.record_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(line)
        head.addWidget(self._sentence)
        self.pane.addLayout(head)
        self.pane.addWidget(self._field)
        self._mine, self._theirs = _Side(OURS), _Side(THEIRS)
        self._sides = QWidget()
        tiles = Tiles(_SIDE, self._sides, spacing=12)
        tiles.addWidget(self._mine)
        tiles.addWidget(self._theirs)
        self.pane.addWidget(self._sides)
        self.pane.addWidget(small(_l("What differs is underlined.")))
        self.mine_button = button(
            _l("Use our version"), icon_name="arrow-u-up-left", pressed=self._take_mine
        )
        self.theirs_button = button(
            _l("Keep the other version"), icon_name="check", pressed=self._keep_theirs
        )
        self.anew_button = button(
            _l("Write anew"), icon_name="pencil-simple", pressed=self._write_anew
        )
        self.add_buttons(self.mine_button, self.theirs_button, self.anew_button)
        self.pane.addWidget(
            small(
                _l(
                    "You can leave this as it is: the other version is in use, and yours is kept here "
                    "until you choose."
                )
            )
        )
        self.chosen.connect(self._show)

    def fill(self) -> None:
        self._office.read(self, _ask, self._waiting)

    def _waiting(self, answer: tuple[str, list[Told]]) -> None:
        self._own, found = answer
        self._found = {each.id: each for each in found}
        self.show_entries([Entry(each.id, _title(each), self._place(each)) for each in found])

    def _show(self, conflict_id: str) -> None:
        told = self._told = self._found[conflict_id]
        record = record_kinds().get(told.kind)
        bind(self._kind.setText, record.kind.label if record else told.kind)
        bind(self._field.setText, told.field_label)
        bind(self._title.setText, _title(told))
        bind(self._sentence.setText, self._told_of(told))
        mine, theirs = marked(told.mine, told.theirs)
        self._mine.show_version(lambda: when(told.my_moment), mine)
        self._theirs.show_version(
            lambda: ", ".join([*filter(None, [say(self._who(told))]), when(told.their_moment)]),
            theirs,
        )
        self.offer(on=True)
        self.anew_button.setVisible(told.editable)

    def _who(self, told: Told) -> Text | str:
        """Whose office wrote theirs: two computers of one's own may meet as well."""
        return OUR_OTHER if told.by and told.by == self._own else told.by

    def _place(self, told: Told) -> Text:
        who = self._who(told)
        if not who:
            return told.field_label
        return _l("{field} · {who}", field=told.field_label, who=who)

    def _told_of(self, told: Told) -> Wording:
        own = told.by and told.by == self._own
        pattern = _ON_OURS if own else _BY_OTHERS
        who: str | Text = told.by or _l("Another office")
        return lambda: Text(
            pattern.msgid,
            args={"who": who, "field": told.field_label, "when": when(told.their_moment)},
        ).say()

    def _open_record(self) -> None:
        if self._told:
            self._office.wanted.emit(self._told.kind, self._told.record_id)

    def _take_mine(self) -> None:
        self._settle(conflicts.take_mine)

    def _keep_theirs(self) -> None:
        self._settle(conflicts.keep_theirs)

    def _settle(self, action: Callable[[Session, str], Changes]) -> None:
        if self._told:
            conflict_id = self._told.id
            self.settle(lambda session: action(session, conflict_id))

    def _write_anew(self) -> None:
        if self._told:
            WriteAnew(self, self._office, self._told, self.settled).exec()


class _Side(QFrame):
    """One version: whose it is, when it was written, and the words."""

    def __init__(self, heading: Text) -> None:
        super().__init__()
        set_role(self, "side")
        column = Column(self, margins=(14, 12, 14, 12), spacing=8)
        top = Column(spacing=0)
        top.addWidget(label(heading, "strong"))
        self._about = small("")
        top.addWidget(self._about)
        column.addLayout(top)
        self.words = MarkedWords()
        column.addWidget(self.words)
        column.addStretch(1)
        bind(self.setAccessibleName, heading)

    def show_version(self, about: Wording, pieces: list[Piece]) -> None:
        """Show another version."""
        bind(self._about.setText, about)
        self.words.show_pieces(pieces)


def _title(told: Told) -> Text:
    return literal(told.record_title) if told.record_title else _l("A record")
