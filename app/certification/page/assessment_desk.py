"""How assessments are worked with on the page of the room."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session, object_session

from app.certification.assessments import actions, freezing, rules, wording
from app.certification.assessments.records import Assessment
from app.certification.certificates import actions as certificates
from app.certification.findings import actions as findings
from app.certification.findings.rules import STATES as FINDING_STATES
from app.certification.findings.rules import TONES as FINDING_TONES
from app.certification.page.assessment_dialogs import (
    AimDialog,
    GrantDialog,
    NextDialog,
)
from app.certification.page.request_dialogs import AskNetworkDialog
from app.certification.page.result_card import ResultCard, in_the_way, score_words
from app.certification.requests import actions as requests
from app.certification.requests import network
from app.certification.requests.rules import standing
from app.core.brand import Tone
from app.core.record import Record, today
from app.core.text import Text, _l, _n, literal
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, Part, Row, RowItem, RowList, button, words

MOST_REASONS = 4


def assessment_desk(answer: Callable[[str], None], sheets: tuple[RecordAction, ...] = ()) -> Desk:
    """Assessments; ``answer`` opens the one with an id to be answered."""
    status = Assessment.status
    return Desk(
        Assessment,
        sentence=_l(
            "Where do we stand, and what is next? Begin with a self-assessment: answer one criterion at a "
            "time, whenever you have a moment."
        ),
        new_words=_l("New assessment"),
        chips=(
            *(Chip(code, label, status == code) for code, label in rules.STATES),
            Chip("peer", _l("Peer and external"), Assessment.manner != rules.SELF),
        ),
        cells={"status": _status, "score": _score},
        right=frozenset({"score"}),
        actions=(
            RecordAction(
                _l("Freeze"),
                "lock-simple",
                work=actions.freeze,
                when=lambda each: _open(each) and _all_answered(each),
                prominent=True,
            ),
            RecordAction(
                _l("Ask the network for a certificate"),
                "paper-plane-tilt",
                dialog=AskNetworkDialog,
                when=_may_ask_network,
                prominent=True,
            ),
            RecordAction(
                _l("Grant a certificate"),
                "medal",
                dialog=GrantDialog,
                when=_may_have_certificate,
                prominent=True,
            ),
            RecordAction(
                _l("Begin the next one"),
                "arrow-clockwise",
                dialog=NextDialog,
                when=lambda each: not _open(each),
                prominent=True,
            ),
            RecordAction(_l("Aim at another level"), "target", dialog=AimDialog, when=_open),
            RecordAction(
                _l("Take the newest version of the scheme"),
                "books",
                work=actions.take_new_version,
                when=_open,
            ),
            *sheets,
        ),
        extra=lambda office, session, each: _extra(office, session, each, answer),
        hidden=frozenset({"scheme_id", "service_id", "manner"}),
        can_duplicate=False,
        locked=lambda each: each.status == rules.FROZEN,
        order=("started_on", True),
    )


def _open(assessment: object) -> bool:
    return getattr(assessment, "status", "") == rules.OPEN


def _all_answered(assessment: object) -> bool:
    result = getattr(assessment, "result", None)
    return bool(result and result.complete)


def _may_have_certificate(assessment: Record) -> bool:
    """Whether a certificate can be granted from it: else the page tells what is missing."""
    if not isinstance(assessment, Assessment) or _open(assessment):
        return False
    session, scheme = object_session(assessment), assessment.scheme
    if session is None or not (scheme and scheme.certificate):
        return False
    return not certificates.problems(session, assessment, today())


def _may_ask_network(assessment: Record) -> bool:
    """Whether the network can be asked: else the page tells what is missing."""
    session = object_session(assessment)
    if session is None or not isinstance(assessment, Assessment) or not network.connected(session):
        return False
    scheme = assessment.scheme
    if _open(assessment) or not (scheme and scheme.certificate):
        return False
    return not requests.problems(session, assessment, today())


def _status(assessment: Assessment) -> Cell:
    if assessment.status == rules.FROZEN:
        return Cell(_l("Frozen {day}", day=assessment.frozen_on).say(), "main")
    result = assessment.result
    if assessment.due and assessment.due < today():
        return Cell(_l("Late").say(), "bad")
    progress = result.total.progress if result else 0
    return Cell(_l("{percent} answered", percent=wording.percent_words(progress)).say(), "watch")


def _score(assessment: Assessment) -> Cell:
    if assessment.status == rules.FROZEN:
        return Cell(score_words(assessment.score))
    result = assessment.result
    return Cell(score_words(result.total.percent if result and result.total.answered else None))


def _extra(
    office: Office, session: Session, assessment: Assessment, answer: Callable[[str], None]
) -> Extra:
    result, scheme = assessment.result, assessment.scheme
    if result is None or scheme is None:
        return Extra()
    assessment_id = assessment.id
    is_open = assessment.status == rules.OPEN
    level = actions.level_name(assessment)
    tags: list[tuple[Text, Tone]] = [
        (
            _l("In progress") if is_open else _l("Frozen {day}", day=assessment.frozen_on),
            "watch" if is_open else "main",
        ),
        (dict(rules.MANNERS)[assessment.manner], "plain"),
    ]
    if level:
        tags.append((literal(level), "plain"))
    above: list[QWidget] = []
    if is_open:
        above.append(words(wording.progress_words(result.total)))
        begin = _l("Begin answering") if not result.total.answered else _l("Go on answering")
        above.append(_left(button(begin, "primary", "play", lambda: answer(assessment_id))))
        newer = actions.newer_scheme(session, assessment)
        if newer:
            above.append(Banner(_l("There is a newer version of the scheme: “More”."), "main"))
    else:
        above.append(
            _left(button(_l("See the answers"), "secondary", "eye", lambda: answer(assessment_id)))
        )
        if not freezing.intact(assessment):
            above.append(Banner(_l("The frozen content isn't what was frozen."), "bad"))
        if scheme.certificate:
            above += _certificate(session, assessment)
            above += _request(office, session, assessment)
    last = actions.before(session, assessment)
    above.append(ResultCard(scheme.content, result, last.result if last else None))
    below: list[QWidget] = []
    if (short := in_the_way(result)) and result.total.answered:
        below.append(short)
    made = findings.of_assessment(session, assessment_id)
    if made:
        items = [
            RowItem(
                each.id,
                each.what,
                each.action,
                tag=dict(FINDING_STATES)[each.status],
                tone=FINDING_TONES[each.status],
            )
            for each in made
        ]
        rows = RowList(items)
        rows.chosen.connect(lambda finding_id: office.wanted.emit("finding", finding_id))
        below.append(Part(_l("Findings"), rows))
    return Extra(tags=tags, above=above, below=below)


def _left(made: QWidget) -> QWidget:
    box = QWidget()
    line = Row(box)
    line.addWidget(made)
    line.addStretch(1)
    return box


def _request(office: Office, session: Session, assessment: Assessment) -> list[QWidget]:
    """The request to the network's certifiers on it, and how it stands."""
    asked = requests.of_assessment(session, assessment.id)
    if asked is None:
        return []
    said, tone = standing(asked.state, asked.decision)
    item = RowItem(
        asked.id,
        _l("Asked from the network {day}", day=asked.created_at.date()),
        literal(asked.answer),
        tag=said,
        tone=tone,
    )
    rows = RowList([item])
    rows.chosen.connect(lambda request_id: office.wanted.emit("certificate_request", request_id))
    return [rows]


def _certificate(session: Session, assessment: Assessment) -> list[QWidget]:
    """Whether a certificate can be granted, and if not why."""
    reasons = certificates.problems(session, assessment, today())
    if not reasons:
        return [Banner(_l("This meets the rule: a certificate can be granted."), "good")]
    granted = certificates.granted_from(session, assessment)
    if granted:
        return [
            Banner(_l("The certificate {code} was granted from it.", code=granted.code), "good")
        ]
    found: list[QWidget] = [words(each) for each in reasons[:MOST_REASONS]]
    left = len(reasons) - MOST_REASONS
    if left > 0:
        found.append(words(_n("… and {count} more", "… and {count} more", left)))
    return [Part(_l("Before a certificate can be granted"), *found)]
