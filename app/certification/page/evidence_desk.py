"""How evidence is worked with: what it serves, until when it holds, and the way to what it points to."""

from datetime import timedelta

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.certification.assessments import actions
from app.certification.assessments.records import SORTS, Answer, Assessment, Evidence
from app.certification.assessments.rules import ANSWERS
from app.certification.assessments.rules import TONES as ANSWER_TONES
from app.certification.page.finding_desk import day_of_use
from app.core.brand import Tone
from app.core.field import fields_of
from app.core.record import record_kinds, today
from app.core.text import Text, _l, pick
from app.ui.desk import Cell, Chip, Desk, Extra
from app.ui.office import Office
from app.ui.widgets import Banner, Column, Part, RowItem, RowList, button, small

WEB = frozenset({"http", "https"})


def evidence_desk() -> Desk:
    """What shows that criteria are met."""
    return Desk(
        Evidence,
        sentence=_l(
            "What shows that a criterion is met: a file, a link, a page of Kumppani, or what was seen on "
            "the spot. One piece of evidence may serve several criteria."
        ),
        new_words=_l("New evidence"),
        chips=(
            Chip(
                "valid",
                _l("Valid"),
                Evidence.valid_to.is_(None) | (Evidence.valid_to >= day_of_use()),
            ),
            Chip("expired", _l("Expired"), Evidence.valid_to < day_of_use()),
            *(Chip(code, words, Evidence.sort == code) for code, words in SORTS),
        ),
        cells={"sort": _sort, "valid_to": _valid_to},
        extra=_extra,
        hidden=frozenset({"sort"}),
        can_duplicate=False,
    )


def _sort_words(evidence: Evidence) -> Text:
    return dict(SORTS).get(evidence.sort, _l("Evidence"))


def _sort(evidence: Evidence) -> Cell:
    return Cell(_sort_words(evidence).say())


def _validity(evidence: Evidence) -> tuple[Text, Tone] | None:
    """What is to be said of the last day, when it has passed or is near."""
    last = evidence.valid_to
    if last is None or last > today() + timedelta(days=actions.EVIDENCE_DAYS):
        return None
    if last < today():
        return _l("This expired on {day}. Replace it with a newer one.", day=last), "bad"
    return _l("This expires on {day}. Get a newer one in time.", day=last), "watch"


def _valid_to(evidence: Evidence) -> Cell:
    said = _validity(evidence)
    if said and said[1] == "bad":
        return Cell(_l("Expired {day}", day=evidence.valid_to).say(), "bad")
    shown = fields_of(Evidence)["valid_to"].value.show(evidence.valid_to)
    return Cell(shown, said[1] if said else None)


def _extra(office: Office, session: Session, evidence: Evidence) -> Extra:
    tags: list[tuple[Text, Tone]] = [(_sort_words(evidence), "plain")]
    above: list[QWidget] = []
    if said := _validity(evidence):
        words, tone = said
        tags.append((_l("Expired") if tone == "bad" else _l("Expires soon"), tone))
        above.append(Banner(words, tone))
    above += _ways(office, session, evidence)
    return Extra(tags=tags, above=above, below=[_served(office, session, evidence)])


def _ways(office: Office, session: Session, evidence: Evidence) -> list[QWidget]:
    """The way to the page or the link that the evidence points to."""
    if evidence.record_id:
        record = record_kinds().get(evidence.record_kind)
        page = session.get(record, evidence.record_id) if record else None
        if page is None or page.deleted_at:
            return [Banner(_l("The page that this points to is in the bin."), "watch")]
        kind, record_id = evidence.record_kind, evidence.record_id
        opened = button(
            _l("Open the page"),
            icon_name="arrow-right",
            pressed=lambda: office.wanted.emit(kind, record_id),
        )
    elif (address := web_address(evidence.link)) is not None:
        opened = button(
            _l("Open the link"),
            icon_name="arrow-square-out",
            pressed=lambda: QDesktopServices.openUrl(address),
        )
    else:
        return []
    way = QWidget()
    Column(way).addWidget(opened, 0, Qt.AlignmentFlag.AlignLeft)
    return [way]


def web_address(link: str) -> QUrl | None:
    """Where a link leads, ``None`` when that isn't a page of the web."""
    address = QUrl.fromUserInput(link) if link else QUrl()
    return address if address.isValid() and address.scheme() in WEB else None


def _served(office: Office, session: Session, evidence: Evidence) -> Part:
    heading = _l("Evidence of")
    items = [
        item for each in actions.serving(session, evidence.id) if (item := _row(session, each))
    ]
    if not items:
        words = _l("Nothing yet. Add it to a criterion when you answer an assessment.")
        return Part(heading, small(words))
    rows = RowList(items)
    rows.chosen.connect(lambda assessment_id: office.wanted.emit("assessment", assessment_id))
    return Part(heading, rows)


def _row(session: Session, answer: Answer) -> RowItem | None:
    """A criterion that the evidence serves; a row opens the assessment."""
    assessment = session.get(Assessment, answer.assessment_id)
    if assessment is None or assessment.deleted_at:
        return None
    criterion, title = dict(answer.asked), dict(assessment.title())
    return RowItem(
        assessment.id,
        lambda: pick(criterion),
        lambda: pick(title),
        tag=dict(ANSWERS).get(answer.answer, ""),
        tone=ANSWER_TONES.get(answer.answer, "plain"),
    )
