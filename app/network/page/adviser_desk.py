"""How advisers are worked with: who helps with what, and how they are reached."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from sqlalchemy import ColumnElement, String, type_coerce
from sqlalchemy.orm import Session

from app.core import editing, paths, sample
from app.core.brand import Tone
from app.core.change import Changes
from app.core.codes import codes
from app.core.field import fields_of
from app.core.record import today
from app.core.text import Text, _, _l, literal, pick
from app.exchange.contacts import vcard
from app.network.advice import actions, rules
from app.network.advice.records import Adviser
from app.network.page.kept import is_kept, is_ours, kept_note
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.language import Wording
from app.ui.office import Office
from app.ui.widgets import Facts, Flow, Part, Tag, link

_FACTS = ("contact", "languages", "municipalities", "checked_on")
_APART = frozenset({"topics", "phone", "email", "website", "sort", "cost", *_FACTS})
_MOST_TOPICS = 2


def adviser_desk() -> Desk:
    """Those who help small providers, by what they help with."""
    return Desk(
        Adviser,
        sentence=_l(
            "Who helps with what: founding, funding, contracts, taxes. The coordinator of a network keeps the list "
            "for its members; you can add those you know yourself."
        ),
        new_words=_l("Add an adviser"),
        chips=tuple(
            Chip(code.id, literal(code.names), _has(code.id)) for code in codes("advice_topics")
        ),
        cells={"topics": _topics, "sort": _sort, "municipalities": _where},
        actions=(
            RecordAction(
                _l("Save as a contact"), "identification-card", run=save_card, prominent=True
            ),
            RecordAction(
                _l("The details hold"), "check-circle", work=actions.check, when=_may_check
            ),
        ),
        extra=_extra,
        hidden=_APART,
        locked=is_kept,
        example=example,
    )


def _has(topic: str) -> ColumnElement[bool]:
    """Advisers that help with a topic: its code stands in quotation marks in the stored list."""
    return type_coerce(Adviser.topics, String).contains(f'"{topic}"', autoescape=True)


def _may_check(adviser: Any) -> bool:
    return is_ours(adviser) and adviser.checked_on != today()


def _sort(adviser: Adviser) -> Cell:
    code = codes("adviser_sorts").get(adviser.sort) if adviser.sort else None
    return Cell(code.label() if code else adviser.sort)


def _topics(adviser: Adviser) -> Cell:
    topics = adviser.topics or []
    names = [_name("advice_topics", each) for each in topics[:_MOST_TOPICS]]
    more = len(topics) - _MOST_TOPICS
    return Cell(", ".join(names) + (f" +{more}" if more > 0 else ""))


def _where(adviser: Adviser) -> Cell:
    if to_be_checked(adviser):
        return Cell(_l("check").say(), "watch")
    places = adviser.municipalities or []
    if not places:
        return Cell(_l("everywhere").say())
    names = [_name("municipalities", each) for each in places[:_MOST_TOPICS]]
    more = len(places) - _MOST_TOPICS
    return Cell(", ".join(names) + (f" +{more}" if more > 0 else ""))


def _name(name: str, code: str) -> str:
    found = codes(name).get(code)
    return found.label() if found else code


def to_be_checked(adviser: Adviser) -> bool:
    """Whether we keep an adviser whose details nobody has checked for a year."""
    return is_ours(adviser) and rules.to_check(adviser.checked_on, today())


def _extra(_office: Office, session: Session, adviser: Adviser) -> Extra:
    tags: list[tuple[Text, Tone]] = []
    if adviser.sort:
        code = codes("adviser_sorts").get(adviser.sort)
        tags.append((literal(code.names) if code else literal(adviser.sort), "main"))
    if to_be_checked(adviser):
        tags.append((_l("Check the details"), "watch"))
    above: list[QWidget] = [*kept_note(session, adviser), *_helps_with(adviser), *_reach(adviser)]
    return Extra(tags=tags, above=above)


def _reach(adviser: Adviser) -> list[QWidget]:
    """Telephone, e-mail and website as links, each in a line of its own."""
    known = fields_of(Adviser)
    found: list[QWidget] = []
    for name, scheme in (("phone", "tel:"), ("email", "mailto:"), ("website", "")):
        value = getattr(adviser, name)
        if value:
            shown = known[name].value.show(value)
            address = f"{scheme}{value}".replace(" ", "")
            found.append(_link(shown, known[name].label, address))
    facts = _facts(adviser, _FACTS)
    if facts:
        found.append(Facts(facts))
    return [Part(_l("How to reach them"), *found)] if found else []


def _facts(adviser: Adviser, names: Sequence[str]) -> list[tuple[Wording, Wording]]:
    """What is known of an adviser, as facts that follow the language; blank ones left out."""
    known = fields_of(Adviser)
    return [
        (known[name].label, partial(known[name].value.show, getattr(adviser, name)))
        for name in names
        if not known[name].value.is_empty(getattr(adviser, name))
    ]


def _link(shown: str, what: Text, address: str) -> QWidget:
    holder = QWidget()
    line = Flow(holder, spacing=8)
    made = link(shown, lambda: QDesktopServices.openUrl(QUrl(address)))
    made.setToolTip(str(what))
    line.addWidget(made)
    return holder


def _helps_with(adviser: Adviser) -> list[QWidget]:
    contents: list[QWidget] = []
    if adviser.topics:
        holder = QWidget()
        line = Flow(holder, spacing=6)
        for each in adviser.topics:
            line.addWidget(Tag(_topic(each), "plain"))
        contents.append(holder)
    facts = _facts(adviser, ("cost",))
    if facts:
        contents.append(Facts(facts))
    return [Part(_l("Helps with"), *contents)] if contents else []


def _topic(code: str) -> Wording:
    found = codes("advice_topics").get(code)
    names = dict(found.names) if found else {"fi": code}
    return lambda: pick(names)


def save_card(parent: QWidget, office: Office, adviser_id: str) -> None:
    """Ask where the contact card goes, and write it."""
    adviser = office.ask(lambda session: editing.find(session, Adviser, adviser_id))
    name = pick(adviser.title()).replace("/", "-")
    proposed = paths.documents().parent / f"{name}.vcf"
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("Contact card"), str(proposed), "vCard (*.vcf)"
    )
    if chosen:
        write_card(office, adviser, Path(chosen))


def write_card(office: Office, adviser: Adviser, path: Path) -> None:
    """Write a contact card, or tell why it can't be written."""
    try:
        path.write_bytes(vcard(actions.card(adviser)))
    except OSError as fault:
        reason = fault.strerror or ""
        office.refused.emit(_l("{path} can't be written: {reason}", path=str(path), reason=reason))
        return
    office.tell(_l("Saved {name}", name=path.name))


def example(session: Session) -> Changes:
    """An adviser to look at."""
    values = sample.placed(sample.content("partnerships")["advisers"][0], today(), {})
    return editing.add(session, Adviser, {**values, "contact": pick(values["contact"])})
