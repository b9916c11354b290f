"""A service, an organisation or a path of the directory, read like a page about it, with what can be done."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from sqlalchemy.orm import Session

from app.catalogue import shapes
from app.catalogue.entries import ENDED
from app.catalogue.items import Item
from app.core import paths
from app.core.fault import Missing
from app.core.record import today
from app.core.room import Paper
from app.core.text import _, _l, literal, pick
from app.exchange.contacts import vcard
from app.network.directory import actions, wording
from app.network.page.directory_dialogs import PathDialog, PlanDialog
from app.ui.language import Wording
from app.ui.office import Office
from app.ui.record_deeds import show_paper
from app.ui.widgets import (
    Column,
    Facts,
    Flow,
    RowItem,
    RowList,
    ScrollColumn,
    Tag,
    button,
    clear,
    label,
    lead,
    link,
    section,
    small,
    title,
)

Show = Callable[[str, str], object]
_STEP = (("client_sees", _l("What the client sees")), ("hand_over", _l("Hand-over to the next")))


class DirectoryDetail(QWidget):
    """Filled by :meth:`show_item`.

    Attributes:
        item: what is shown, ``None`` when nothing is.
    """

    def __init__(self, office: Office, show: Show, compare: Show) -> None:
        super().__init__()
        self._office, self._show, self._compare = office, show, compare
        self.item: Item | None = None
        self._scroll = ScrollColumn(max_width=None, margins=(4, 0, 12, 16), spacing=12)
        self.body = self._scroll.body
        Column(self).addWidget(self._scroll, 1)

    def show_item(self, kind: str, record_id: str) -> None:
        """Show something of the directory; one that has left it is told."""
        clear(self.body)
        try:
            item, ours, others = self._office.ask(lambda session: _asked(session, kind, record_id))
        except Missing:
            self.item = None
            self.body.addWidget(label(_l("This is no longer in the directory."), "soft"))
            self.body.addStretch(1)
            return
        self.item = item
        ended = item.state == ENDED
        if item.valid or ours or ended:
            tags = Flow(spacing=8)
            if ended:
                tags.addWidget(Tag(_l("No longer offered"), "bad"))
            if item.valid:
                tags.addWidget(Tag(_l("Certified"), "good"))
            if ours:
                tags.addWidget(Tag(_l("Our own"), "main"))
            self.body.addLayout(tags)
        self.body.addWidget(title(literal(pick(item.name))))
        if kind == shapes.SERVICE:
            self._service(item, others)
        elif kind == shapes.ORGANISATION:
            self._organisation(item, others, ours=ours)
        else:
            self._path(item, others)
        self.body.addStretch(1)

    def forget(self) -> None:
        """Show nothing."""
        clear(self.body)
        self.item = None

    def _lead(self, item: Item, name: str) -> None:
        if words := pick(item.fields.get(name, {})):
            self.body.addWidget(lead(literal(words)))

    def _text(self, heading: Wording, words: str) -> None:
        if words:
            self.body.addWidget(section(heading))
            told = label(literal(words))
            told.select()
            self.body.addWidget(told)

    def _service(self, item: Item, successors: list[Item]) -> None:
        self._lead(item, "promise")
        for each in successors:
            go = partial(self._show, shapes.SERVICE, each.record_id)
            self.body.addWidget(link(_l("Offered instead: {name}", name=pick(each.name)), go))
        doing = Flow(spacing=8)
        if item.state != ENDED:
            plan = button(_l("Add to a client’s plan"), "primary", "user-plus", self.to_plan)
            doing.addWidget(plan)
            doing.addWidget(button(_l("Add to a service path"), "secondary", "path", self.to_path))
        chosen = partial(self._compare, item.record_id, pick(item.name))
        doing.addWidget(button(_l("Compare"), "quiet", "columns", chosen))
        doing.addWidget(button(_l("Save as PDF"), "quiet", "file-pdf", self.save_paper))
        self.body.addLayout(doing)
        facts = Facts()
        for name, value in wording.facts(item, today()):
            if value.say() not in {"", wording.NOTHING.say()}:
                facts.add(name, value)
        self.body.addWidget(facts)
        if item.organisation:
            self.body.addWidget(section(_l("How to get it")))
            self._reach(item.organisation, about=pick(item.name))
            of = partial(self._show, shapes.ORGANISATION, item.organisation.record_id)
            self.body.addWidget(link(_l("All of {name}", name=pick(item.organisation.name)), of))
        fields = item.fields
        self._text(_l("Need it answers"), pick(fields.get("need", {})))
        self._text(_l("Description"), pick(fields.get("description", {})))
        steps = [pick(row.get("title", {})) for row in fields.get("steps", ())]
        told = "\n".join(f"{at}. {step}" for at, step in enumerate(filter(None, steps), 1))
        self._text(_l("Step by step"), told)
        self._text(_l("Included"), pick(fields.get("included", {})))
        self._text(_l("Not included"), pick(fields.get("excluded", {})))

    def _organisation(self, item: Item, others: list[Item], *, ours: bool) -> None:
        self._lead(item, "summary")
        doing = Flow(spacing=8)
        if not ours:
            doing.addWidget(
                button(_l("Keep among those we know"), "primary", "buildings", self.keep)
            )
        doing.addWidget(
            button(_l("Save as a contact"), "secondary", "identification-card", self.save_card)
        )
        self.body.addLayout(doing)
        self.body.addWidget(
            Facts(
                [
                    (_l("Sector"), wording.sector(item)),
                    (_l("Works in"), literal(wording.where(item))),
                ]
            )
        )
        self._reach(item)
        self._text(_l("Description"), pick(item.fields.get("description", {})))
        if others:
            self.body.addWidget(section(_l("Services")))
            day = today()
            rows = RowList(
                [
                    RowItem(
                        each.record_id,
                        pick(each.name),
                        wording.row_advice(each, day),
                        tag=_l("Certified") if each.valid else "",
                        tone="good",
                    )
                    for each in others
                ]
            )
            rows.chosen.connect(partial(self._show, shapes.SERVICE))
            self.body.addWidget(rows)

    def _path(self, item: Item, services: list[Item]) -> None:
        self._lead(item, "need")
        there = {each.record_id: each for each in services}
        for at, row in enumerate(item.fields.get("steps", ()), 1):
            service = there.get(row.get("service_id", ""))
            name = pick(service.name if service else row.get("service", {}))
            name = name or _l("A service of the provider").say()
            self.body.addWidget(label(literal(f"{at}. {name}"), "strong"))
            if service and service.organisation:
                self.body.addWidget(small(literal(pick(service.organisation.name))))
            if service and service.state == ENDED:
                self.body.addWidget(Tag(_l("No longer offered"), "bad"))
            told = Facts()
            for part, heading in _STEP:
                if words := pick(row.get(part, {})):
                    told.add(heading, literal(words))
            self.body.addWidget(told)
            if service:
                go = partial(self._show, shapes.SERVICE, service.record_id)
                self.body.addWidget(link(_l("Show the service"), go, is_small=True))

    def _reach(self, item: Item, about: str = "") -> None:
        """Telephone, e-mail and website, each to be pressed."""
        subject = f"?subject={quote(about)}" if about else ""
        flow = Flow(spacing=16)
        for name, scheme, more in (
            ("phone", "tel:", ""),
            ("email", "mailto:", subject),
            ("website", "", ""),
        ):
            if told := item.fields.get(name, ""):
                go = partial(QDesktopServices.openUrl, QUrl(scheme + told + more))
                flow.addWidget(link(literal(told), go))
        if flow.count():
            self.body.addLayout(flow)
        else:
            self.body.addWidget(small(_l("They haven’t told how they are reached.")))

    def to_plan(self) -> None:
        """Ask whose plan, and add the service to it."""
        assert self.item is not None
        PlanDialog(self, self._office, self.item).open()

    def to_path(self) -> None:
        """Ask which path, and add the service to its end."""
        assert self.item is not None
        PathDialog(self, self._office, self.item).open()

    def keep(self) -> None:
        """Take the organisation among those that the office knows."""
        assert self.item is not None
        record_id = self.item.record_id
        self._office.write(lambda session: actions.keep(session, record_id))

    def save_paper(self) -> None:
        """Ask where the service goes on paper, in which language, and write it."""
        assert self.item is not None
        words = _l("Service card {name}", name=dict(self.item.name))
        paper = Paper("directory-service", words, "", "app.network.directory.papers:service")
        show_paper(self, self._office, paper, self.item.record_id)

    def save_card(self) -> None:
        """Ask where the contact card goes, and write it."""
        assert self.item is not None
        name = pick(self.item.name).replace("/", "-")
        proposed = paths.documents().parent / f"{name}.vcf"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Contact card"), str(proposed), "vCard (*.vcf)"
        )
        if chosen:
            self.write_card(Path(chosen))

    def write_card(self, path: Path) -> None:
        """Write the contact card, or tell why it can't be written."""
        assert self.item is not None
        try:
            path.write_bytes(vcard(wording.card(self.item)))
        except OSError as fault:
            reason = fault.strerror or ""
            self._office.refused.emit(
                _l("{path} can't be written: {reason}", path=str(path), reason=reason)
            )
            return
        self._office.tell(_l("Saved {name}", name=path.name))


def _asked(session: Session, kind: str, record_id: str) -> tuple[Item, bool, list[Item]]:
    item = actions.find(session, kind, record_id)
    ours = actions.is_ours(session, item)
    if kind == shapes.ORGANISATION:
        return item, ours, list(actions.services_of(session, record_id))
    named = actions.services_on if kind == shapes.PATH else actions.successors_of
    return item, ours, list(named(session, item))
