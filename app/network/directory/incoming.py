"""A directory of others on its way into the office: read and looked at, chosen from, and taken in as one action.

Organisations become partners that the office knows, services of its own organisation become drafts.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.fault import Refusal
from app.core.text import Text, _l, _n, pick
from app.exchange.directories import office, reading, shapes
from app.exchange.directories.model import ORGANISATION, SERVICE, Kind, Where
from app.exchange.directories.report import Note, Report
from app.exchange.importing import Plan, Row
from app.exchange.sheets import write_whole
from app.organisation.records import Organisation
from app.services.records import ServiceProduct

MOST_KEPT = 20_000
"""So many reasons are kept one by one; the rest are only counted."""
_AT_ONCE = 100
Progress = Callable[[int, int], None]
"""Told how much of how much is done, 0 while nobody knows; what it raises stops the work."""


class IsList(Refusal):
    """An ordinary spreadsheet, whose rows are imported as records of one kind; ``path`` is where it is."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            _l(
                "{name} is an ordinary list, not a directory. If its rows are organisations or services, import it as such.",
                name=path.name,
            )
        )


class _Whole(Report):
    """A report on one kind that keeps every reason, to be saved."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self.kept: list[Note] = []

    def refuse(self, kind: Kind, reason: Text, where: Where | None, name: str = "") -> None:
        if kind == self._kind:
            super().refuse(kind, reason, where, name)
            self._keep(Note(reason, where, name))

    def drop(self, reason: Text, where: Where | None, name: str = "") -> None:
        super().drop(reason, where, name)
        self._keep(Note(reason, where, name))

    def _keep(self, note: Note) -> None:
        if len(self.kept) < MOST_KEPT:
            self.kept.append(note)


@dataclass
class Incoming:
    """What a directory would bring.

    Attributes:
        name: what the directory is called.
        organisations, services: the plans, with their reports.
        why: why none of its services can come, ``None`` when they can or there are none.
        in_files: what of its files couldn't be read.
        notes: everything that was refused or left out, and why.
        is_partial: whether its files say that there is more of it.
    """

    name: str
    organisations: office.Preview
    in_files: Report
    services: office.Preview | None = None
    why: Text | None = None
    notes: list[Note] = field(default_factory=list)
    is_partial: bool = False

    @property
    def plans(self) -> list[Plan]:
        """What would be written, organisations first."""
        return [self.organisations.plan, *([self.services.plan] if self.services else [])]

    @property
    def rows(self) -> Iterator[tuple[Plan, Row]]:
        """What would be new or changed."""
        for plan in self.plans:
            for row in (*plan.new, *plan.changed):
                yield plan, row

    @property
    def refused(self) -> list[tuple[int, Note]]:
        """Why some can't be taken, how many for each reason with the first of them; the commonest first."""
        plans = [each.report for each in (self.organisations, self.services) if each]
        found = [
            (count, notes[0])
            for report in (self.in_files, *plans)
            for count, notes in report.refused
        ]
        return sorted(found, key=lambda each: -each[0])


def called(paths: Sequence[Path]) -> str:
    """What a directory is called, from its file, its folder or the folder of its files."""
    return paths[0].stem if len(paths) == 1 else paths[0].parent.name


def read(
    session: Session, paths: Sequence[Path], sector: str = "", progress: Progress | None = None
) -> Incoming:
    """Read a directory, and see what taking it in would do; nothing is written.

    Args:
        session: to look up what the office has.
        paths: a file, a folder or an archive; or several files of the same directory.
        sector: that of organisations whose sector it doesn't tell; ``""`` refuses them.
        progress: told how many were read.

    Raises:
        IsList: it is a spreadsheet of somebody's own.
        Refusal: there is nothing in it, or it can't be read.
    """
    if sheet := next((each for each in paths if each.suffix.lower() == ".xlsx"), None):
        raise IsList(sheet)

    def tell(count: int) -> None:
        if progress:
            progress(count, 0)

    name = called(paths)
    with reading.opened(paths, name, progress=tell) as directory:
        in_files = directory.report
        if not (directory.count(ORGANISATION) or directory.count(SERVICE) or in_files.has_read):
            raise _unread(paths, in_files)
        directory.report = of_organisations = _Whole(ORGANISATION)
        organisations = office.preview(session, Organisation, directory, sector)
        incoming = Incoming(name, organisations, in_files, is_partial=directory.is_partial)
        directory.report = of_services = _Whole(SERVICE)
        if directory.count(SERVICE):
            try:
                incoming.services = office.preview(session, ServiceProduct, directory)
            except Refusal as fault:
                incoming.why = fault.words
    unread = [note for _count, notes in (*in_files.refused, *in_files.dropped) for note in notes]
    incoming.notes = [*unread, *of_organisations.kept, *of_services.kept]
    return incoming


def _unread(paths: Sequence[Path], report: Report) -> Refusal:
    """That nothing was found, and what is wrong with the first of the files that couldn't be read."""
    for path in paths:
        if path.suffix.lower() == ".csv" and not shapes.table_of_file(path.stem.lower()):
            return IsList(path)
    nothing = reading.nothing_found()
    every = (*report.refused, *report.dropped)
    why = next((note for _count, notes in every for note in notes), None)
    if why is None:
        return Refusal(nothing)
    return Refusal(Text("{nothing}\n{why}", args={"nothing": nothing, "why": why.words()}))


def apply(
    session: Session,
    incoming: Incoming,
    chosen: Collection[str],
    progress: Progress | None = None,
) -> Changes:
    """Write those that were chosen, by their ids, as one action, which one undo takes back.

    Raises:
        Refusal: nothing was chosen.
    """
    parts = [
        (plan, [row for row in (*plan.new, *plan.changed) if row.record_id in chosen])
        for plan in incoming.plans
    ]
    total = sum(len(rows) for _plan, rows in parts)
    if not total:
        raise Refusal(_l("Choose at least one."))
    done = 0
    for plan, rows in parts:
        for start in range(0, len(rows), _AT_ONCE):
            piece = rows[start : start + _AT_ONCE]
            office.apply(session, office.Preview(Plan(plan.record, {}, piece), Report()))
            done += len(piece)
            if progress:
                progress(done, total)
    words = _n(
        "Took {count} from the directory “{name}”",
        "Took {count} from the directory “{name}”",
        total,
        name=incoming.name,
    )
    return Changes(words)


def second_line(row: Row) -> str:
    """What tells a row from its neighbours: what would change, or in which town it is or what it promises."""
    if row.state == "changed":
        return " · ".join(each.say() for each in row.differences)
    places = row.values.get("locations") or [{}]
    promise = row.values.get("promise") or row.values.get("summary") or {}
    parts = [pick(promise), places[0].get("town") or "", row.values.get("business_id") or ""]
    return " · ".join(part for part in parts if part)


def save_notes(notes: Sequence[Note], path: Path) -> None:
    """Write what wasn't taken and why to a spreadsheet, a row each.

    Raises:
        Refusal: it can't be written there.
    """
    headers = [each.say() for each in (_l("File"), _l("Row"), _l("Name"), _l("Why"))]
    rows = [
        [
            note.where.file if note.where else "",
            note.where.row or "" if note.where else "",
            note.name,
            note.reason.say(),
        ]
        for note in notes
    ]
    write_whole(path, headers, rows)
