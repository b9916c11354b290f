"""A directory of others into an office: organisations as partners, and its own services as drafts.

First a plan that changes nothing, then all of it at once, as with a spreadsheet. What the directory doesn't
tell, the office keeps; its own organisation, and what others of its network have written, it never changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal, placed
from app.core.field import fields_of
from app.core.record import Record
from app.core.text import Text, _l, _n
from app.exchange import importing
from app.exchange.directories import ids
from app.exchange.directories.model import Kind
from app.exchange.directories.reading import Directory, Taken
from app.exchange.directories.report import Report, State
from app.exchange.importing import Plan, Row
from app.organisation import actions as organisations
from app.organisation.records import Organisation
from app.services.records import ServiceProduct

ENDINGS = frozenset({".json", ".jsonl", ".ndjson", ".zip"})
DRAFT, RETIRED = "draft", "retired"
_KINDS: Mapping[type[Record], Kind] = {Organisation: "organisation", ServiceProduct: "service"}


@dataclass
class Preview:
    """What an import would do: the plan, whose new rows have the ids that they will get, and the report."""

    plan: Plan
    report: Report


def is_directory(record: type[Record], path: Path) -> bool:
    """Whether a file or a folder is to be read as a directory, not as a spreadsheet."""
    return record in _KINDS and (path.is_dir() or path.suffix.lower() in ENDINGS)


def preview(
    session: Session, record: type[Record], directory: Directory, sector: str = ""
) -> Preview:
    """What taking in the organisations, or the office's own services, of a directory would do.

    Args:
        session: to look up what the office has.
        record: :class:`Organisation` or :class:`ServiceProduct`.
        directory: the directory, open.
        sector: that of organisations whose sector it doesn't tell.
    """
    report = directory.report
    planned = _Planning(session, record, report)
    if record is Organisation:
        for taken in directory.organisations():
            if sector and not taken.values["sector"]:
                taken.values["sector"] = sector
            planned.organisation(taken)
    else:
        own = _own(session, directory)
        for taken in directory.services():
            if taken.owner_id not in own:
                reason = _l("It is a service of another organisation.")
                report.refuse("service", reason, taken.where, taken.title)
            else:
                planned.service(taken)
    return Preview(Plan(record, {}, planned.rows), report)


def apply(session: Session, previewed: Preview) -> Changes:
    """Write the new and changed ones as one action, which one undo takes back."""
    plan = previewed.plan
    for row in plan.new:
        session.add(plan.record(id=row.record_id, **row.values))
    session.flush()
    for row in plan.changed:
        editing.change(session, plan.record, row.record_id, row.values)
    number = len(plan.new) + len(plan.changed)
    return Changes(_n("Imported {count} row", "Imported {count} rows", number))


def _own(session: Session, directory: Directory) -> set[str]:
    """The ids that the office's own organisation has in the directory.

    Raises:
        Refusal: the office has no organisation yet, or the directory doesn't have it.
    """
    own = organisations.own(session)
    if own is None:
        raise Refusal(_l("Describe your own organisation first."))
    found = {
        taken.record_id
        for taken in directory.organisations()
        if taken.record_id == own.id
        or (own.business_id and taken.values["business_id"] == own.business_id)
    }
    if not found:
        raise Refusal(
            _l(
                "Your own organisation isn’t in the directory. It is recognised by its business ID: check "
                "your profile, and take the file of your organisation along."
            )
        )
    return found


class _Planning:
    """The rows of a plan, one after the other."""

    def __init__(self, session: Session, record: type[Record], report: Report) -> None:
        self._session, self._record, self._report = session, record, report
        self.rows: list[Row] = []
        self._seen: set[str] = set()
        found = list(session.scalars(select(record)))
        self._by_id = {each.id: each for each in found}
        kept = [each for each in found if each.deleted_at is None]
        self._by_business_id = {
            each.business_id: each
            for each in kept
            if isinstance(each, Organisation) and each.business_id
        }
        self._names = {name.casefold() for each in kept for name in each.title().values()}

    def organisation(self, taken: Taken) -> None:
        """Plan an organisation."""
        known = self._by_business_id.get(taken.values["business_id"]) or self._known(taken)
        if isinstance(known, Organisation) and known.own:
            self._add(taken, Row(taken.where.row, "same", record_id=known.id))
        elif known is None and not taken.values["sector"]:
            self._wrong(taken, [_l("The directory doesn’t tell its sector.")])
        else:
            self._plan(taken, known)

    def service(self, taken: Taken) -> None:
        """Plan a service of the office's own."""
        known = self._known(taken)
        ended = taken.values.pop("stage") == RETIRED
        if known is None and ended:
            self._wrong(taken, [_l("It has ended, and you don’t have it.")])
        elif known is None and any(
            name.casefold() in self._names for name in taken.values["name"].values()
        ):
            self._wrong(taken, [_l("You already have a service of this name.")])
        else:
            self._plan(taken, known)

    def _known(self, taken: Taken) -> Record | None:
        return self._by_id.get(taken.record_id) or self._by_id.get(_id(taken))

    def _plan(self, taken: Taken, known: Record | None) -> None:
        record_id = known.id if known else _id(taken)
        if record_id in self._seen:
            self._wrong(taken, [_l("The same one is already on an earlier row.")])
            return
        self._seen.add(record_id)
        given = self._given(taken.values)
        row = Row(taken.where.row, "new", record_id=record_id)
        if known is None:
            try:
                row.values = editing.checked_new(self._record, given)
                if twins := editing.twins(self._session, self._record, row.values, ""):
                    raise InvalidFields(twins)
            except InvalidFields as fault:
                self._wrong(taken, self._told(fault))
                return
        elif known.deleted_at is not None:
            self._wrong(taken, [_l("This one is in the bin. Restore it first.")])
            return
        elif known.kept_by():
            self._wrong(taken, [_l("It is kept as the organisation has written it.")])
            return
        else:
            importing.compare(self._record, known, given, row)
            if row.state == "wrong":
                self._wrong(taken, row.problems)
                return
        self._add(taken, row)

    def _given(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the directory tells, as values of fields."""
        fields = fields_of(self._record)
        found = {name: fields[name].value.from_json(value) for name, value in values.items()}
        return {
            name: value for name, value in found.items() if not fields[name].value.is_empty(value)
        }

    def _told(self, fault: InvalidFields) -> list[Text]:
        fields = fields_of(self._record)
        return [placed(fields[name].label, words) for name, words in fault.problems.items()]

    def _wrong(self, taken: Taken, problems: list[Text]) -> None:
        row = Row(taken.where.row, "wrong", problems=problems, title={"fi": taken.title})
        self.rows.append(row)
        self._report.refuse(taken.kind, problems[0], taken.where, taken.title)

    def _add(self, taken: Taken, row: Row) -> None:
        row.title = taken.values["name"]
        self.rows.append(row)
        states: dict[str, State] = {"new": "made", "changed": "changed", "same": "same"}
        self._report.count(taken.kind, states[row.state])
        for words in taken.told:
            self._report.drop(words, taken.where, taken.title)


def _id(taken: Taken) -> str:
    """The id that something of a directory gets in the office: never the one that others know it by.

    Numbers that two directories may both use are told apart by the name.
    """
    if ids.of("", taken.kind, taken.key) == taken.key.lower():
        return ids.made("", taken.kind, taken.key)
    return ids.made("", taken.kind, f"{taken.key}\x1f{taken.title.casefold()}")
