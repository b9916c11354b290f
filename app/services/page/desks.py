"""How services and paths are worked with: chips, cells, actions, and what stands on their pages."""

from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core.brand import Tone
from app.core.codes import codes
from app.core.field import values_of
from app.core.record import Record, today
from app.core.room import listed_by
from app.core.text import Text, _l, _n
from app.services import actions, rules, wording
from app.services.page.dialogs import RetireDialog, VatCheck
from app.services.page.path_picture import PathPicture
from app.services.records import STAGES, ServicePath, ServiceProduct
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, Column, Meter, small, subject

_TONES: dict[str, Tone] = {"certified": "good", "productised": "main", "draft": "watch"}
_SHOWN_TOWNS = 2


def service_desk() -> Desk:
    """Service products."""
    stage = ServiceProduct.stage
    return Desk(
        ServiceProduct,
        sentence=_l("Turn what you do into products: a name, a promise, a price. Begin with one."),
        new_words=_l("New service"),
        chips=tuple(Chip(code, label, stage == code) for code, label in (*STAGES[1:], STAGES[0])),
        cells={"stage": stage_cell, "prices": price_cell, "municipalities": towns_cell},
        actions=(
            RecordAction(
                _l("Mark as productised"),
                "check-circle",
                work=actions.productise,
                when=_is_ready,
                prominent=True,
            ),
            RecordAction(_l("Check VAT exemption"), "percent", dialog=VatCheck),
            RecordAction(
                _l("Retire"),
                "archive",
                dialog=RetireDialog,
                when=lambda service: _stage(service) != "retired",
            ),
        ),
        extra=_service_extra,
        hidden=frozenset({"stage", *rules.VAT_CONDITIONS}),
        right=frozenset({"prices"}),
        example=lambda session: actions.add_example(session, today()),
    )


def _stage(service: Record) -> str:
    assert isinstance(service, ServiceProduct)
    return service.stage


def _is_ready(service: Record) -> bool:
    """Whether nothing is missing any more that a product needs."""
    return _stage(service) in {"idea", "draft"} and rules.readiness(values_of(service)).complete


def path_desk() -> Desk:
    """Service paths."""
    return Desk(
        ServicePath,
        sentence=_l("One client's way through several services and providers, step by step."),
        new_words=_l("New path"),
        cells={"steps": _steps_cell},
        extra=_path_extra,
        hidden=frozenset({"steps"}),
    )


def stage_cell(service: ServiceProduct) -> Cell:
    """The stage; for a draft how much is missing, for a certificate how soon it ends."""
    words, tone = stage_words(service)
    return Cell(words.say(), tone)


def stage_words(service: ServiceProduct) -> tuple[Text, Tone]:
    """The stage in words, with its tone."""
    left = rules.certificate_ends(service.stage, service.certified_to, today())
    if left is not None:
        if left < 0:
            return _l("Certificate has ended"), "bad"
        ends = service.certified_to
        return _l("Ends {day}", day=ends), "bad"
    if service.stage == "draft":
        missing = len(rules.readiness(values_of(service)).missing)
        if missing:
            return _n("{count} missing", "{count} missing", missing), "watch"
    label = dict(STAGES).get(service.stage, Text(service.stage))
    return label, _TONES.get(service.stage, "plain")


def price_cell(service: ServiceProduct) -> Cell:
    """The first price that applies today: ``38,00 €/h``."""
    current = wording.price_rows(service, today())
    return Cell(wording.price_words(current[0]) if current else "")


def towns_cell(service: ServiceProduct) -> Cell:
    """The first municipalities and how many more there are."""
    towns = service.municipalities
    if not towns:
        return Cell(_l("Everywhere").say())
    known = codes("municipalities")
    names = [found.label() if (found := known.get(code)) else code for code in towns]
    shown = ", ".join(names[:_SHOWN_TOWNS])
    more = len(names) - _SHOWN_TOWNS
    return Cell(f"{shown} +{more}" if more > 0 else shown)


def _service_extra(_office: Office, _session: Session, service: ServiceProduct) -> Extra:
    values = values_of(service)
    words, tone = stage_words(service)
    tags: list[Any] = [(words, tone)]
    if service.stage == "certified" and service.certified_to and tone == "good":
        tags = [(_l("Certified until {day}", day=service.certified_to), "good")]
    above: list[QWidget] = []
    if rules.vat_conflict(values):
        above.append(
            Banner(
                _l(
                    "A price is marked VAT-exempt, but the five conditions are not all met. Check them."
                ),
                "watch",
            )
        )
    ready = rules.readiness(values)
    if not ready.complete and service.stage != "retired":
        above.append(readiness_meter(ready))
    below = [credit_note(service)] if wording.credit_words(service, today()) else []
    return Extra(tags=tags, above=above, below=below)


def readiness_meter(ready: rules.Readiness) -> QWidget:
    """How far the service is, and what is missing in words."""
    missing = [requirement.words for requirement in ready.missing]

    def words() -> str:
        listed = ", ".join(each.say()[:1].lower() + each.say()[1:] for each in missing)
        return _l("Missing: {things}.", things=listed).say()

    return Meter(ready.done, ready.total, words, heading=_l("Readiness"))


def credit_note(service: ServiceProduct) -> QWidget:
    """An estimate of the household credit, with its source."""
    box = QWidget()
    column = Column(box, spacing=4)
    column.addWidget(subject(_l("Household credit, estimate")))
    column.addWidget(small(lambda: wording.credit_words(service, today())))
    return box


def _steps_cell(path: ServicePath) -> Cell:
    return Cell(_n("{count} step", "{count} steps", len(path.steps)).say())


def _path_extra(office: Office, session: Session, path: ServicePath) -> Extra:
    steps = actions.path_steps(session, path)
    listed = listed_by(office.rooms, session, [each.directory_id for each in steps])
    return Extra(above=[PathPicture(steps, listed, office)] if steps else [])
