"""How this office's own registration for another's event stands, and what can be done about it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core.brand import Tone
from app.core.change import Changes
from app.core.record import today
from app.core.text import Text, _l, _n
from app.network.events import registering, rules, waiting
from app.network.events.records import CANCELLED, HELD, Event, Registration
from app.network.page.event_dialogs import RegisterDialog
from app.ui import jobs
from app.ui.office import Office
from app.ui.widgets import Banner, Button, Column, Flow, button


class OwnPlace(QWidget):
    """A band that tells how many come and whether they have a place, with the buttons for what comes next.

    Attributes:
        buttons: what can be done.
    """

    def __init__(
        self,
        office: Office,
        event: Event,
        places: rules.Placed,
        mine: list[Registration],
        up: Sequence[str] = (),
    ) -> None:
        """``up`` are the ids of those that have got a place from the waiting list, as nobody here knows yet."""
        super().__init__()
        self._office, self._event_id = office, event.id
        self._ids, self._up = [each.id for each in mine], tuple(up)
        column = Column(self, spacing=8)
        column.addWidget(Banner(*_told(event, places, mine)))
        if up and event.state in rules.COMING:
            number = sum(each.participants or 0 for each in mine if each.id in up)
            words = _n(
                "{count} from you came up from the waiting list. Tell those who come.",
                "{count} from you came up from the waiting list. Tell those who come.",
                number,
            )
            column.addWidget(Banner(words, "main", action=(_l("Mark as told"), self.known)))
        self.buttons = self._possible(event, mine)
        if self.buttons:
            flow = Flow(spacing=8)
            for each in self.buttons:
                flow.addWidget(each)
            column.addLayout(flow)

    def _possible(self, event: Event, mine: list[Registration]) -> list[Button]:
        if event.state == HELD or rules.standing(
            event.state, rules.When.of(event), None, None, 0, today()
        ) == (rules.PASSED):
            return []
        withdraw = partial(self._do, registering.withdraw)
        if event.state == CANCELLED or event.deleted_at:
            return [button(_l("Take the registration away"), "secondary", "x", withdraw)]
        found = []
        if registering.for_another_day(mine, event.starts_on):
            confirm = partial(self._do, registering.confirm)
            found.append(button(_l("We can come"), "primary", "check", confirm))
        else:
            found.append(
                button(_l("Change the registration"), "secondary", "pencil-simple", self.change)
            )
        return [*found, button(_l("Withdraw the registration"), "secondary", "x", withdraw)]

    def known(self) -> None:
        """Bring it up no more that a place was got; nothing of the registration changes."""
        office, event_id, up = self._office, self._event_id, self._up

        def keep() -> Changes:
            return office.store.keep(lambda session: waiting.told(session, event_id, up))

        jobs.run(keep, done=office.changed.emit, owner=office)

    def change(self) -> None:
        """Ask how many come after all."""
        RegisterDialog(self.window(), self._office, self._event_id).exec()

    def _do(self, work: Callable[[Session, list[str]], Changes]) -> None:
        ids = self._ids
        self._office.write(lambda session: work(session, ids))


def _told(event: Event, places: rules.Placed, mine: list[Registration]) -> tuple[Text, Tone]:
    number = sum(each.participants or 0 for each in mine)
    if event.state == CANCELLED or event.deleted_at:
        return (
            _n(
                "This has been cancelled. {count} would have come from you.",
                "This has been cancelled. {count} would have come from you.",
                number,
            ),
            "bad",
        )
    if moved := registering.for_another_day(mine, event.starts_on):
        return (
            _l(
                "The event has moved from {before} to {day}. Can you come?",
                before=moved[0].for_day,
                day=event.starts_on,
            ),
            "watch",
        )
    waits = sum(each.participants or 0 for each in mine if each.id in places.waiting)
    if waits == number:
        return (
            _n(
                "{count} from you is on the waiting list.",
                "{count} from you are on the waiting list.",
                waits,
            ),
            "watch",
        )
    if waits:
        return (
            _n(
                "{inside} from you have a place, {count} is on the waiting list.",
                "{inside} from you have a place, {count} are on the waiting list.",
                waits,
                inside=number - waits,
            ),
            "watch",
        )
    if event.state == HELD:
        return _n("You registered {count}.", "You registered {count}.", number), "plain"
    return (
        _n(
            "{count} comes from you and has a place.",
            "{count} come from you and have a place.",
            number,
        ),
        "good",
    )
