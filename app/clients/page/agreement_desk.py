"""How service agreements are worked with on the page of the room."""

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.clients.agreements import actions, rules, wording
from app.clients.agreements.records import Agreement
from app.core import editing, versions
from app.core.field import fields_of, row_field, values_of
from app.core.format import show_date
from app.core.record import today
from app.core.signed import OPEN, STATES, TONES
from app.core.text import LanguageText, _l, pick
from app.core.value import Day
from app.services.page.dialogs import VatCheck
from app.services.wording import price_words
from app.ui.ask_dialog import AskDialog
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.language import Wording
from app.ui.office import Office
from app.ui.widgets import (
    Banner,
    Part,
    RowItem,
    RowList,
    TwoLines,
    small,
    words,
)

_SAID_ABOVE = frozenset(
    {
        "client_id", "code", "subject", "status", "lines", "funding", "version", "starts", "ends",
        "notice_days", "cancel_hours", "late_percent",
    }
)  # fmt: skip


def agreement_desk() -> Desk:
    """Service agreements, one record a version."""
    return Desk(
        Agreement,
        sentence=_l(
            "What was agreed with whom, at which price and who pays. Begin on a client's page: the "
            "plan fills in the agreement."
        ),
        new_words=_l("New agreement"),
        chips=tuple(Chip(code, words, Agreement.status == code) for code, words in STATES),
        cells={"status": _status},
        actions=(
            RecordAction(
                _l("Mark signed"), "pen-nib", work=actions.sign, when=_is_open, prominent=True
            ),
            RecordAction(
                _l("Give to be signed"),
                "paper-plane-tilt",
                work=actions.offer,
                when=lambda one: _state(one) == "draft",
            ),
            RecordAction(
                _l("Make an amendment"),
                "git-branch",
                work=actions.amend,
                when=_in_force,
                prominent=True,
                leads_to="agreement",
            ),
            RecordAction(_l("End the agreement"), "calendar-x", dialog=EndDialog, when=_in_force),
            RecordAction(_l("Check VAT exemption"), "percent", dialog=AgreementVatCheck),
        ),
        extra=_extra,
        hidden=_SAID_ABOVE | rules.VAT_CONDITIONS,
    )


def _state(agreement: Any) -> str:
    return agreement.status


def _is_open(agreement: Any) -> bool:
    return agreement.status in OPEN


def _in_force(agreement: Any) -> bool:
    return agreement.status == "in_force"


def _status(agreement: Agreement) -> Cell:
    return Cell(dict(STATES)[agreement.status].say(), TONES[agreement.status])


def _extra(office: Office, session: Session, agreement: Agreement) -> Extra:
    tags = [(dict(STATES)[agreement.status], TONES[agreement.status])]
    if (agreement.version or 1) > 1:
        tags.append((_l("Version {number}", number=str(agreement.version)), "plain"))
    return Extra(
        tags=tags,
        above=[
            *_notices(office, session, agreement),
            *_content(session, agreement),
            *_terms(agreement),
        ],
        below=_below(office, session, agreement),
    )


def _notices(office: Office, session: Session, agreement: Agreement) -> list[QWidget]:
    found: list[QWidget] = []
    if agreement.status in OPEN:
        found += [Banner(lack, "watch") for lack in rules.missing(values_of(agreement)).values()]
    if agreement.status == "in_force":
        for each in rules.endings(
            values_of(agreement), actions.rows_of(agreement, "funding"), today()
        ):
            ends = (
                _l("The agreement ends on {day}.", day=each.day)
                if each.what == "agreement"
                else _l("What pays for it ends on {day}.", day=each.day)
            )
            found.append(Banner(ends, "bad" if each.day < today() else "watch"))
    if rules.vat_open(values_of(agreement)):
        agreement_id = agreement.id
        banner = Banner(
            _l("A price is marked exempt from VAT, but not all five conditions are checked."),
            "watch",
            action=(
                _l("Check VAT exemption"),
                lambda: AgreementVatCheck(banner, office, agreement_id).exec(),
            ),
        )
        found.append(banner)
    if agreement.status in {"draft", "offered", "in_force"} and any(
        line.gone for line in actions.lines_of(session, agreement)
    ):
        found.append(Banner(_l("A service of this agreement is no longer offered."), "watch"))
    return found


def _content(session: Session, agreement: Agreement) -> list[QWidget]:
    found: list[QWidget] = []
    if lines := actions.lines_of(session, agreement):
        rows, funding = (actions.rows_of(agreement, name) for name in ("lines", "funding"))
        shown: list[QWidget] = [_Line(line) for line in lines]
        if wording.estimate_words(rows, funding):
            shown.append(small(lambda: wording.estimate_words(rows, funding)))
        found.append(Part(_l("Services and prices"), *shown))
    if funding := actions.rows_of(agreement, "funding"):
        payers = [_Payer(row, actions.payer_name(session, row)) for row in funding]
        found.append(Part(_l("Who pays"), *payers))
    return found


def _terms(agreement: Agreement) -> list[QWidget]:
    """The session is gone when the language changes, so each sentence holds on to the record."""
    return [
        Part(heading, words(lambda say=say: say(agreement)))
        for heading, say in (
            (_l("Duration and notice"), wording.duration_words),
            (_l("Cancelling a visit"), wording.cancelling_words),
        )
        if say(agreement)
    ]


def _below(office: Office, session: Session, agreement: Agreement) -> list[QWidget]:
    found: list[QWidget] = []
    if agreement.client:
        rows = RowList([RowItem("client", _said(agreement.client.title()), _l("Open the client"))])
        client_id = agreement.client.id
        rows.chosen.connect(lambda _name: office.wanted.emit("client", client_id))
        found.append(Part(_l("Client"), rows))
    all_versions = versions.all_of(session, agreement)
    if len(all_versions) > 1:
        found.append(Part(_l("Versions"), _version_rows(office, all_versions, agreement.id)))
    return found


def _said(title: LanguageText) -> Wording:
    """A language text as wording that follows the language."""
    kept = dict(title)
    return lambda: pick(kept)


def agreement_rows(office: Office, agreements: list[Agreement]) -> RowList:
    """Agreements to be opened, for the pages of others."""
    items = [
        RowItem(
            each.id,
            each.code,
            each.subject,
            _days(each),
            dict(STATES)[each.status],
            TONES[each.status],
        )
        for each in agreements
    ]
    rows = RowList(items)
    rows.chosen.connect(lambda agreement_id: office.wanted.emit("agreement", agreement_id))
    return rows


def _version_rows(office: Office, all_versions: list[Agreement], shown: str) -> RowList:
    return agreement_rows(office, [each for each in all_versions if each.id != shown])


def _days(agreement: Agreement) -> Wording:
    starts, ends = agreement.starts, agreement.ends
    if not starts:
        return ""
    return lambda: f"{show_date(starts)}–{show_date(ends) if ends else ''}"


class _Line(TwoLines):
    def __init__(self, line: actions.Line) -> None:
        row, service = line.row, dict(line.service)
        super().__init__(
            lambda: " – ".join(part for part in (pick(service), row["what"]) if part) or "–",
            lambda: " · ".join(
                part for part in (price_words(row), wording.quantity_words(row)) if part
            ),
        )


class _Payer(TwoLines):
    def __init__(self, row: dict[str, Any], name: str) -> None:
        super().__init__(
            lambda: wording.payer_words(row),
            lambda: " · ".join(
                part
                for part in (name, wording.worth_words(row), wording.validity_words(row))
                if part
            ),
        )


class AgreementVatCheck(VatCheck):
    """The five conditions, for one agreement."""

    RECORD = Agreement


class EndDialog(AskDialog):
    """Gives notice: asks the last day of an agreement."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        agreement = office.ask(lambda session: editing.find(session, Agreement, record_id))
        super().__init__(
            parent,
            office,
            _l("End the agreement"),
            _l(
                "It stays in the register with its versions. On the day suggested, the period of "
                "notice has run if it begins today."
            ),
            [row_field("ends", Day(), fields_of(Agreement)["ends"].label, required=True)],
            lambda session, values: actions.end(session, record_id, values["ends"]),
            do=_l("End"),
            leave=_l("Keep in force"),
            starts={"ends": today() + timedelta(days=agreement.notice_days or 0)},
        )
