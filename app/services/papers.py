"""The papers of the service room: service card, price list, service path, catalogue."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table, TableStyle
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.codes import codes
from app.core.field import fields_of
from app.core.format import show_date
from app.core.record import record_kinds, today
from app.core.text import LanguageText, Text, _l, _n, pick
from app.core.value import Rows
from app.organisation.actions import own
from app.organisation.papers import letterhead
from app.organisation.records import SECTORS
from app.paper.kit import LINE, TINT, WIDTH, Letterhead, Paper, bare, qr
from app.paper.mark import mark
from app.paper.words import shortened
from app.services import wording
from app.services.actions import PathStep, path_steps
from app.services.records import ServicePath, ServiceProduct

CARD_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76)
CATALOGUE_SCALES = CARD_SCALES[:3]
_ROOMY = 10_000
CARD_LIMITS = (_ROOMY, 700, 400, 220, 90, 60, 36, 24)
"""Characters of a text on the card; a shorter one is tried when no size of print is enough."""
MOST_STEPS, MOST_PRICES = 5, 6
"""So many stand on a card that has to be shortened; the rest are counted."""
MARK = 16 * mm
_VALID = "valid"
"""How a certificate stands whose mark may be shown."""


@dataclass(frozen=True)
class _Certified:
    """What a service's paper tells of its certificate.

    Attributes:
        marked: whether there is a certificate whose mark may be shown; else a day is all that is known.
    """

    number: str = ""
    self_declared: bool = False
    marked: bool = False


def service_card(session: Session, record_id: str | None, language: str) -> bytes:
    """One page about one service, to hand to a client.

    Long texts make the print smaller, then are shortened with a visible mark: always one page.

    Raises:
        Missing: there is no such service.
    """
    service = editing.find(session, ServiceProduct, record_id or "")
    content = b""
    for limit in CARD_LIMITS:
        for scale in CARD_SCALES:
            content, pages = _card(session, service, language, scale, limit)
            if pages == 1:
                return content
    return content


def _card(
    session: Session, service: ServiceProduct, language: str, scale: float, limit: int
) -> tuple[bytes, int]:
    head = letterhead(session, language)
    paper = Paper(language, pick(service.name, language), head, today(), scale)
    _service_block(paper, service, _certified(session, service), limit)
    paper.gap(6)
    contact = [paper.paragraph(_l("Ask more or book"), "strong"), paper.paragraph(head.name)]
    if head.contact:
        contact.append(paper.paragraph(head.contact))
    code = qr(_contact_card(session, language), 62) if head.contact else ""
    foot = Table([[contact, code]], colWidths=(WIDTH - 80, 80))
    foot.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), TINT),
                ("ROUNDEDCORNERS", [8, 8, 8, 8]),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 12),
            ]
        )
    )
    paper.story.append(foot)
    return paper.draw(), paper.pages


def _contact_card(session: Session, language: str) -> str:
    organisation = own(session)
    if organisation is None:
        return ""
    parts = ["MECARD:N:" + pick(organisation.name, language)]
    for sign, value in (
        ("TEL", organisation.phone),
        ("EMAIL", organisation.email),
        ("URL", organisation.website),
    ):
        if value:
            parts.append(f"{sign}:{value}")
    return ";".join(part.replace(";", ",") for part in parts) + ";;"


def _certified(session: Session, service: ServiceProduct) -> _Certified | None:
    """How a service is certified today, ``None`` when it isn't."""
    if service.stage != "certified" or not service.certified_to or service.certified_to < today():
        return None
    kind = record_kinds().get("certificate") if service.certificate_id else None
    # Services may not know certification: what is asked of a certificate is asked by its field's name.
    record = session.get(kind, service.certificate_id) if kind else None
    if record is None:
        return _Certified()
    if record.deleted_at is not None or getattr(record, "status", _VALID) != _VALID:
        return None
    declared = bool(getattr(record, "self_declared", True))
    return _Certified(getattr(record, "code", ""), declared, marked=True)


def _certified_words(service: ServiceProduct, how: _Certified, language: str) -> str:
    day = show_date(service.certified_to, language) if service.certified_to else ""
    words = _l("Certified until {day}", day=day)
    if how.self_declared:
        words = _l("Self-declared until {day}", day=day)
    return " · ".join(part for part in (words.say(language), how.number) if part)


def _heading(
    paper: Paper, service: ServiceProduct, how: _Certified | None, name: str, promise: str
) -> None:
    """The name and the promise; beside them the mark of a certified service, above them its last day."""
    blocks: list[Flowable] = []
    if how:
        words = _certified_words(service, how, paper.language)
        blocks += [paper.tag(words, "plain" if how.self_declared else "good"), Spacer(1, 4)]
    blocks += [
        paper.paragraph(words, style)
        for words, style in ((name, "title"), (promise, "lead"))
        if words.strip()
    ]
    if how and how.self_declared:
        said = _l(
            "Self-declared: the organisation says this itself. No certifier of the network has granted it."
        )
        blocks.append(paper.paragraph(said))
    if not (how and how.marked):
        paper.story += blocks
        return
    sign = mark(MARK, self_declared=how.self_declared)
    made = Table([[blocks, sign]], colWidths=(WIDTH - MARK - 12, MARK + 12), hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("ALIGN", (1, 0), (1, 0), "RIGHT"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
            ]
        )
    )
    paper.story.append(made)


def _service_block(
    paper: Paper, service: ServiceProduct, how: _Certified | None, limit: int = _ROOMY
) -> None:
    language, day = paper.language, today()
    shown = fields_of(ServiceProduct)

    def text(name: str) -> str:
        return shortened(shown[name].value.show(getattr(service, name), language), limit)

    _heading(paper, service, how, text("name"), text("promise"))
    paper.add(text("description"))
    paper.section(
        _l("For whom"), paper.words(text("target_groups")), paper.words(text("need"), "small")
    )
    half = (WIDTH - 20) / 2
    included, excluded = paper.lines(text("included"), "✓"), paper.lines(text("excluded"))
    columns: list[list[Any]] = [
        [paper.paragraph(title, "section"), block]
        for title, block in ((_l("Included"), included), (_l("Not included"), excluded))
        if block
    ]
    if not paper.fits_beside((block for _title, block in columns), half):
        # A long list has to be able to go on to the next page, which a cell can't.
        paper.section(_l("Included"), included)
        paper.section(_l("Not included"), excluded)
    elif columns:
        for column in columns:
            column[1]._argW = (12, half - 12)  # noqa: SLF001 - the list was made for the whole width
        paper.story.append(_beside(columns, half))
    paper.section(_l("Step by step"), paper.numbered(_steps(service, language, limit)))
    rows = wording.price_rows(service, day)
    most = len(rows) if limit == _ROOMY else MOST_PRICES
    payers = codes("payers")
    paper.section(
        _l("Price"),
        paper.price_table(
            [
                (
                    shortened(pick(row["name"], language), limit) or text("name"),
                    code.label(language) if (code := payers.get(row["payer"])) else "",
                    wording.vat_words(row, day, language),
                    wording.price_words(row, language),
                )
                for row in rows[:most]
            ]
        ),
    )
    if left := len(rows) - len(rows[:most]):
        paper.add(_n("… and {count} more price", "… and {count} more prices", left), "small")
    paper.add(wording.credit_words(service, day, language), "small")
    facts: list[tuple[Text, str]] = [
        (shown[name].label, text(name))
        for name in ("payers", "place", "form", "municipalities", "languages", "duration")
    ]
    paper.section(_l("Where and how"), paper.facts(facts))
    quality = " ".join(
        part if part[-1] in ".!?…" else f"{part}."
        for part in (text("quality_promise"), text("quality_measure"))
        if part
    )
    paper.section(_l("Quality promise"), paper.words(quality))


def _beside(columns: Sequence[Sequence[Flowable]], width: float) -> Table:
    return bare([columns], [width + 20, width][: len(columns)])


def _steps(service: ServiceProduct, language: str, limit: int) -> list[tuple[str, str]]:
    value = fields_of(ServiceProduct)["steps"].value
    assert isinstance(value, Rows)
    rows = [value.row(row) for row in service.steps]
    most = len(rows) if limit == _ROOMY else MOST_STEPS
    shown = [
        (
            shortened(pick(row["title"], language), limit),
            shortened(pick(row["text"], language), limit),
        )
        for row in rows[:most]
    ]
    if left := len(rows) - len(shown):
        shown.append(
            (_n("… and {count} more step", "… and {count} more steps", left).say(language), "")
        )
    return shown


def _in_use(session: Session, language: str) -> Iterator[ServiceProduct]:
    statement = select(ServiceProduct).where(
        ServiceProduct.deleted_at.is_(None), ServiceProduct.stage.in_(("productised", "certified"))
    )
    found = session.scalars(statement).all()
    return iter(sorted(found, key=lambda service: pick(service.name, language).casefold()))


def price_list(session: Session, _record_id: str | None, language: str) -> bytes:
    """The prices of all services in use, by service class."""
    title = _l("Price list").say(language)
    paper = Paper(language, title, letterhead(session, language), today())
    paper.add(title, "title")
    paper.add(_l("In force on {day}", day=show_date(today(), language)), "lead")
    by_class: dict[str, list[ServiceProduct]] = {}
    for service in _in_use(session, language):
        by_class.setdefault(service.shl_service, []).append(service)
    classes = codes("shl_services").codes
    ordered = [(each.label(language), by_class.get(each.id, [])) for each in classes]
    unknown = set(by_class) - {each.id for each in classes}
    others = [service for key in sorted(unknown) for service in by_class[key]]
    for name, services in (*ordered, (_l("Other services").say(language), others)):
        if not services:
            continue
        rows = [row for service in services for row in _price_lines(service, language)]
        paper.section(Text("{words}", args={"words": name}), paper.price_table(rows))
    if not by_class:
        paper.add(_l("There are no productised services yet."))
    return paper.draw()


def _price_lines(service: ServiceProduct, language: str) -> Iterable[tuple[str, str, str, str]]:
    payers = codes("payers")
    for row in wording.price_rows(service, today()):
        extra = pick(row["name"], language)
        name = pick(service.name, language) + (f": {extra}" if extra else "")
        payer = payers.get(row["payer"])
        yield (
            name,
            payer.label(language) if payer else "",
            wording.vat_words(row, today(), language),
            wording.price_words(row, language),
        )


def catalogue(session: Session, _record_id: str | None, language: str) -> bytes:
    """All services in use, a page each, after a cover with the contents."""
    title = _l("Service catalogue").say(language)
    head = letterhead(session, language)
    paper = Paper(language, title, head, today())
    paper.gap(120)
    paper.add(title, "title")
    paper.add(head.name, "lead")
    organisation = own(session)
    if organisation:
        paper.add(pick(organisation.summary, language))
        paper.add(pick(organisation.description, language))
    services = list(_in_use(session, language))
    paper.section(
        _l("Contents"),
        paper.numbered(
            [(pick(each.name, language), pick(each.promise, language)) for each in services]
        ),
    )
    for service in services:
        paper.story.append(PageBreak())
        how = _certified(session, service)
        paper.story += _one_page_if_near(service, how, language, head)
    if not services:
        paper.add(_l("There are no productised services yet."))
    return paper.draw()


def _one_page_if_near(
    service: ServiceProduct, how: _Certified | None, language: str, head: Letterhead
) -> list[Flowable]:
    """A service for the catalogue; printed a little smaller when that saves a nearly empty page."""
    for scale in CATALOGUE_SCALES:
        trial = Paper(language, "", head, today(), scale)
        _service_block(trial, service, how)
        trial.draw()
        if trial.pages == 1:
            break
    else:
        scale = 1.0
    fitting = Paper(language, "", head, today(), scale)
    _service_block(fitting, service, how)
    return fitting.story


def service_path(session: Session, record_id: str | None, language: str) -> bytes:
    """One path as a picture: a card a step, and the hand-over between them.

    Raises:
        Missing: there is no such path.
    """
    path = editing.find(session, ServicePath, record_id or "")
    paper = Paper(language, pick(path.name, language), letterhead(session, language), today())
    paper.add(pick(path.name, language), "title")
    paper.add(pick(path.need, language), "lead")
    steps = path_steps(session, path)
    for number, step in enumerate(steps, start=1):
        paper.story.append(_step_card(paper, number, step))
        if number < len(steps):
            paper.story.append(_hand_over(paper, step.hand_over))
    return paper.draw()


def _step_card(paper: Paper, number: int, step: PathStep) -> Table:
    language = paper.language
    sector = dict(SECTORS).get(step.sector)
    provider = " · ".join(
        part
        for part in (pick(step.provider, language), sector.say(language) if sector else "")
        if part
    )
    cell = [paper.paragraph(pick(step.service, language) or "–", "strong")]
    for words, style in ((provider, "small"), (pick(step.client_sees, language), "text")):
        if words:
            cell.append(paper.paragraph(words, style))
    made = Table(
        [[paper.paragraph(str(number), "title"), cell]],
        colWidths=(44, WIDTH - 44),
        splitInRow=1,
    )
    made.setStyle(
        TableStyle(
            [
                ("BOX", (0, 0), (-1, -1), 0.8, LINE),
                ("ROUNDEDCORNERS", [8, 8, 8, 8]),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (0, -1), 14),
                ("TOPPADDING", (0, 0), (-1, -1), 8),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
            ]
        )
    )
    return made


def _hand_over(paper: Paper, words: LanguageText) -> Table:
    made = Table(
        [[paper.paragraph("↓", "section"), paper.paragraph(pick(words, paper.language), "small")]],
        colWidths=(44, WIDTH - 44),
    )
    made.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, -1), 18)])
    )
    return made
