"""Changes that the network did not take: which, why, and what can be done."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.record import record_kinds
from app.core.text import Text, _l, literal
from app.network.page.inbox import Entry, Inbox
from app.sync import refused
from app.sync.refused import Told
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import Banner, Facts, button, label, section, small, subject


class RefusedInbox(Inbox):
    """Each can be put right in its record, sent again, or taken back."""

    def __init__(self, office: Office, look: Callable[[], object]) -> None:
        super().__init__(
            office,
            look,
            _l("Not accepted by the network"),
            _l("The network has accepted everything"),
        )
        self._found: dict[str, Told] = {}
        self._told: Told | None = None
        self._kind, self._title = subject(""), section("")
        self._why = Banner("", "watch")
        self._advice = label("")
        self._fields = label("")
        for each in (self._kind, self._title, self._why, self._advice):
            self.pane.addWidget(each)
        self._facts = Facts([(_l("Changed fields"), self._fields)])
        self.pane.addWidget(self._facts)
        self.open_button = button(
            _l("Open the record"), icon_name="arrow-right", pressed=self._open_record
        )
        self.again_button = button(
            _l("Send again"), icon_name="arrow-clockwise", pressed=self._send_again
        )
        self.drop_button = button(
            _l("Take the change back"), icon_name="arrow-u-up-left", pressed=self._take_back
        )
        self.add_buttons(self.open_button, self.again_button, self.drop_button)
        self.pane.addWidget(
            small(
                _l(
                    "What you wrote stays in this office meanwhile. Taking it back puts the network’s "
                    "version in its place; what the network doesn’t have stays in this office only."
                )
            )
        )
        self.chosen.connect(self._show)

    def fill(self) -> None:
        self._office.read(self, refused.waiting, self._waiting)

    def _waiting(self, found: list[Told]) -> None:
        self._found = {str(each.number): each for each in found}
        self.show_entries([Entry(str(each.number), _title(each), each.words) for each in found])

    def _show(self, number: str) -> None:
        told = self._told = self._found[number]
        record = record_kinds().get(told.kind)
        bind(self._kind.setText, record.kind.label if record else told.kind)
        bind(self._title.setText, _title(told))
        self._why.tell(told.words, "watch")
        bind(self._advice.setText, told.advice)
        names = {f"part{at}": each for at, each in enumerate(told.fields)}
        bind(self._fields.setText, Text(", ".join(f"{{{name}}}" for name in names), args=names))
        self.offer(on=True)

    def _open_record(self) -> None:
        if self._told:
            self._office.wanted.emit(self._told.kind, self._told.record_id)

    def _send_again(self) -> None:
        self._settle(refused.send_again)

    def _take_back(self) -> None:
        self._settle(refused.drop)

    def _settle(self, action: Callable[[Session, int], Changes]) -> None:
        if self._told:
            number = self._told.number
            self.settle(lambda session: action(session, number))


def _title(told: Told) -> Text:
    return literal(told.record_title) if told.record_title else _l("A record")
