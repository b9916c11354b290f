"""What is asked when a partnership is founded, gets or loses a member, meets, or takes from a worksheet."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.fault import InvalidFields, Refusal
from app.core.field import fields_of, row_field
from app.core.format import show_date
from app.core.record import today
from app.core.text import LanguageText, Text, _l, current_language, literal, pick
from app.core.value import Choice, Choices, Day, PlainText
from app.network.partnerships import actions, from_sheet, meetings, rules
from app.network.partnerships.records import (
    MEMBER,
    MEMBER_FIELDS,
    NETWORK,
    PARTNERSHIP,
    Meeting,
    Partnership,
)
from app.organisation.records import Organisation
from app.ui.ask_dialog import AskDialog
from app.ui.office import Office

MOST_KNOWN = 400
_MEMBER = {field.name: field for field in MEMBER_FIELDS}


class FoundDialog(AskDialog):
    """Founds a partnership: what for and with whom; the rest is written as things come clear.

    Where others of the network have founded nearly the same, it says so beside the name.
    """

    def __init__(self, parent: QWidget, office: Office) -> None:
        fields = fields_of(Partnership)
        known = office.ask(_organisations)
        asked = [
            fields["form"],
            row_field("name", PlainText(120), _l("Name"), required=True),
            row_field(
                "purpose",
                PlainText(600, long=True),
                fields["purpose"].label,
                help=fields["purpose"].help,
            ),
            row_field(
                "others",
                PlainText(2000, long=True),
                _l("Who else is in it"),
                help=_l("A name on each line. Your own organisation is there already."),
            ),
            replace(fields["apart"], shown_when=lambda _values: self._twin),
        ]
        if known:
            options = tuple((each, literal(name)) for each, name in known)
            field = row_field(
                "known", Choices(options=options), _l("Organisations you know that are in it")
            )
            asked.insert(3, field)
        self._twin = False
        super().__init__(
            parent,
            office,
            _l("Found a partnership or network"),
            _l("Write why, and with whom. What each brings and the agreement come later."),
            asked,
            lambda session, values: actions.found(
                session,
                {
                    **values,
                    "name": {current_language(): values["name"]},
                    "purpose": {current_language(): values["purpose"]} if values["purpose"] else {},
                },
            ),
            do=_l("Found it"),
            starts={"form": PARTNERSHIP},
            done=lambda done: office.wanted.emit(Partnership.kind.name, done.result),
        )

    def tell_refusal(self, fault: Refusal) -> None:
        if isinstance(fault, InvalidFields) and "name" in fault.problems:
            self._twin = True
            self._show_what_applies()
        super().tell_refusal(fault)


def _organisations(session: Session) -> list[tuple[str, LanguageText]]:
    query = (
        select(Organisation.id, Organisation.name)
        .where(Organisation.deleted_at.is_(None), Organisation.own.is_(False))
        .limit(MOST_KNOWN)
    )
    found = [(record_id, dict(name)) for record_id, name in session.execute(query)]
    return sorted(found, key=lambda each: pick(each[1]).casefold())


class MemberDialog(AskDialog):
    """Adds a member: an organisation that is known, or a name."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(
            parent,
            office,
            _l("Add a member"),
            _l("It is a member from the day you give. It signs the agreement with the others."),
            [
                _MEMBER["organisation_id"],
                _MEMBER["name"],
                _MEMBER["role"],
                _MEMBER["country"],
                replace(
                    _MEMBER["language"],
                    help=_l("In which language you work with it."),
                ),
                _MEMBER["joined_on"],
            ],
            lambda session, values: actions.add_member(session, record_id, values),
            do=_l("Add"),
            starts={"role": MEMBER, "country": "FI", "language": "fi", "joined_on": today()},
        )


class LeftDialog(AskDialog):
    """Notes who has left, when and why; it stays in the history."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        options = office.ask(lambda session: _present(session, record_id))
        super().__init__(
            parent,
            office,
            _l("Somebody has left"),
            _l(
                "It stays in the history with its days. The agreement is then signed by the others."
            ),
            [
                row_field("who", Choice(options=options), _l("Who"), required=True),
                row_field("left_on", Day(), _l("Left on"), required=True),
                row_field(
                    "why",
                    PlainText(400, long=True),
                    _l("Why"),
                    help=_l("For your own memory; it isn’t shown to others of the network."),
                ),
            ],
            lambda session, values: actions.has_left(session, record_id, values),
            do=_l("Note it"),
            starts={"left_on": today()},
        )


def _present(session: Session, record_id: str) -> tuple[tuple[str, Text], ...]:
    partnership = editing.find(session, Partnership, record_id)
    here = rules.present(actions.members(session, partnership), today())
    return tuple((each.row_id, literal(each.name)) for each in here)


class MeetingDialog(AskDialog):
    """Writes down that one meets; what was decided is written on the meeting's own page."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        fields = fields_of(Meeting)
        form = office.ask(lambda session: editing.find(session, Partnership, record_id).form)
        called = _l("Network meeting") if form == NETWORK else _l("Meeting of the partners")
        super().__init__(
            parent,
            office,
            _l("New meeting"),
            _l("Coming or held. You are reminded of a coming one a week before."),
            [
                fields["name"],
                fields["held_on"],
                fields["begins_at"],
                fields["place"],
                fields["present"],
            ],
            lambda session, values: meetings.begin(session, record_id, values),
            do=_l("Write it down"),
            starts={"name": str(called), "held_on": today()},
            done=lambda done: office.wanted.emit(Meeting.kind.name, done.result),
        )


class EndDialog(AskDialog):
    """Notes that a partnership has ended."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(
            parent,
            office,
            _l("It has ended"),
            _l(
                "It stays in the list with all that was agreed and decided. With a day still to come it goes on "
                "until then, and you are reminded."
            ),
            [row_field("ends_on", Day(), _l("Last day"), required=True)],
            lambda session, values: actions.end(session, record_id, values),
            do=_l("Note that it has ended"),
            leave=_l("Don’t end it"),
            starts={"ends_on": today()},
        )


class FromSheetDialog(AskDialog):
    """Takes what was agreed on a partnership worksheet; what is written already stays."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        options = office.ask(_sheets)
        words = (
            _l("What is still blank is filled in. Nothing that you have written is changed.")
            if options
            else _l("You have no partnership worksheet yet. Begin one with “Open a worksheet”.")
        )
        super().__init__(
            parent,
            office,
            _l("From a worksheet"),
            words,
            [row_field("sheet", Choice(options=options), _l("Worksheet"), required=True)]
            if options
            else [],
            lambda session, values: from_sheet.take(session, record_id, values["sheet"]),
            do=_l("Take from it"),
            starts={"sheet": options[0][0] if options else ""},
        )
        self.do_button.setEnabled(bool(options))


def _sheets(session: Session) -> tuple[tuple[str, Text], ...]:
    found = []
    for each in from_sheet.sheets_of_type(session):
        day = show_date(each.held_on) if each.held_on else ""
        found.append((each.id, literal(" · ".join(part for part in (each.name, day) if part))))
    return tuple(found)
