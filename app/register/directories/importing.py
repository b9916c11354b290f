"""A directory is taken into a network, batch by batch: what is new or has changed is written, nothing else."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection

from app.core.text import _l
from app.exchange.directories import ids
from app.exchange.directories.model import ORGANISATION, SERVICE, Kind
from app.exchange.directories.originals import Original
from app.exchange.directories.reading import Directory, Taken
from app.exchange.directories.report import Report
from app.exchange.directories.scanning import Progress
from app.register import originals
from app.register.database import Database
from app.register.directories import classes
from app.register.directories import known as known_organisations
from app.register.directories.batch import KEPT, Batch, Outcome, refused
from app.register.directories.publisher import Publisher

T = TypeVar("T")
AT_ONCE = 250
STAGE, RETIRED = "stage", "retired"
_ALIKE = _l("Its id is that of another one, which is taken.")
_JOINED = _l("Its organisation has joined the network and tells of its services itself.")


class _Undone(Exception):
    """What was only tried is taken back."""


class Importing:
    """One directory on its way into one network."""

    def __init__(
        self,
        database: Database,
        network_id: str,
        directory: Directory,
        *,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> None:
        self._database, self._directory = database, directory
        self._dry_run, self._progress = dry_run, progress
        self._publisher = Publisher(network_id, directory.source)
        self._owners: dict[str, str] = {}
        """The id of each of the directory's organisations in the network, by the one it was read with."""
        self._classes: classes.Classes = {}
        self._done = 0
        with database.reading() as connection:
            self._known = known_organisations.of(connection, self._publisher)

    def run(self, *, retire_missing: bool = False) -> Report:
        """Take everything in; what was written stays written when the progress stops it.

        Args:
            retire_missing: whether services that the directory had earlier and has no longer are retired.
        """
        report = self._directory.report
        for organisations in _batches(self._each_once(self._directory.organisations())):
            self._batch(organisations, self._organisation, report)
        for services in _batches(self._each_once(self._directory.services())):
            self._batch(services, self._service, report)
        self._keep_classes()
        if not self._directory.is_partial:
            self._missing(report, retire=retire_missing)
            self._forget_persons()
        elif retire_missing:
            report.drop(
                _l("The files are only a part of the directory, so nothing is retired."), None
            )
        return report

    def _each_once(self, found: Iterable[Taken]) -> Iterator[Taken]:
        """Those with an id of their own: two ids may be the same one, written in other letters."""
        seen = set[str]()
        for taken in found:
            if taken.record_id in seen:
                self._directory.report.refuse(taken.kind, _ALIKE, taken.where, taken.title)
                continue
            seen.add(taken.record_id)
            yield taken

    def _batch(
        self, found: list[Taken], take: Callable[[Batch, Taken], Outcome], report: Report
    ) -> None:
        def work(connection: Connection) -> tuple[list[Outcome], set[str]]:
            wanted = {each for taken in found for each in self._candidates(taken)}
            batch = Batch(connection, self._publisher, wanted)
            outcomes = [take(batch, taken) for taken in found]
            batch.save()
            return outcomes, set(batch.founded)

        # Counted when the transaction has ended: it may have been done more than once.
        outcomes, founded = self._write(work)
        self._known.organisations |= founded
        for each in outcomes:
            if each.reason is None:
                report.count(each.kind, each.state)
            else:
                report.refuse(each.kind, each.reason, each.where, each.title)
            for words in each.told:
                report.drop(words, each.where, each.title)
        for taken in found:
            classes.add_of(self._classes, taken.original)
        self._done += len(outcomes)
        if self._progress:
            self._progress(self._done)

    def _keep_classes(self) -> None:
        """Keep the classes that aren't ours; those that the directory hasn't any more are forgotten."""
        classes.add_all(self._classes, self._directory)
        publisher, source = self._publisher, self._directory.source
        whole = not self._directory.is_partial

        def work(connection: Connection) -> None:
            classes.save(
                connection,
                publisher.network_id,
                source,
                publisher.tag,
                self._classes,
                all_of_it=whole,
            )

        self._write(work)

    def _write(self, work: Callable[[Connection], T]) -> T:
        if not self._dry_run:
            return self._database.write(work)
        found: list[T] = []
        try:
            with self._database.writing() as connection:
                found.append(work(connection))
                raise _Undone
        except _Undone:
            return found[0]

    def _candidates(self, taken: Taken) -> Iterator[str]:
        """The ids that it may have."""
        yield taken.record_id
        yield self._made(taken.kind, taken.key)
        if known := self._known.by_business_id.get(taken.values.get("business_id", "")):
            yield known

    def _made(self, kind: str, key: str) -> str:
        return ids.made(self._directory.source, kind, key)

    def _ids(self, kind: Kind, id_of: Callable[[str], str]) -> set[str]:
        """The ids that those of a kind may have which the directory has now."""
        keys = self._directory.keys(kind)
        return {each for key in keys for each in (id_of(key), self._made(kind, key))}

    def _id(self, batch: Batch, taken: Taken) -> str:
        """Its id, unless that is the id of a record of another kind, or of the directory itself."""
        known = batch.get(taken.record_id)
        is_other = known is not None and known.kind != taken.kind
        if is_other or taken.record_id == self._publisher.organisation_id:
            return self._made(taken.kind, taken.key)
        return taken.record_id

    def _organisation(self, batch: Batch, taken: Taken) -> Outcome:
        known = self._known
        same = known.by_business_id.get(taken.values["business_id"], "")
        record_id = same or self._id(batch, taken)
        # A profile that an office has made has an id that isn't that of its organisation.
        there = batch.get(record_id)
        owner = there.owner if there is not None and there.kind == ORGANISATION else record_id
        self._owners[taken.record_id] = owner
        if owner in known.joined:
            return refused(taken, KEPT)
        outcome = batch.put(taken, record_id, owner)
        if outcome.reason is None and owner not in known.organisations:
            batch.founded.setdefault(owner, taken.title)
        return outcome

    def _service(self, batch: Batch, taken: Taken) -> Outcome:
        if taken.is_draft:
            return refused(taken, _l("It isn’t published yet."))
        if not taken.owner_id:
            return refused(taken, _l("It doesn’t tell whose service it is."))
        owner = self._owners.get(taken.owner_id, taken.owner_id)
        if owner not in self._known.organisations:
            return refused(taken, _l("Its organisation isn’t in the directory."))
        if owner in self._known.joined:
            return refused(taken, _JOINED)
        return batch.put(taken, self._id(batch, taken), owner)

    def _forget_persons(self) -> None:
        """Forget the persons of what the directory hasn't any more."""
        here = set(self._owners.values())
        here |= self._ids(ORGANISATION, self._directory.organisation_id)
        here |= self._ids(SERVICE, self._directory.service_id)
        publisher = self._publisher
        with self._database.reading() as connection:
            found = originals.with_persons(connection, publisher.network_id, publisher.tag)
            gone = [each for each in found if each[0] not in here]

        def work(connection: Connection, some: list[tuple[str, Original]]) -> None:
            batch = Batch(connection, publisher, {record_id for record_id, _told in some})
            for record_id, told in some:
                batch.forget_persons(record_id, told)
            batch.save()

        for some in _batches(gone):
            self._write(lambda connection, some=some: work(connection, some))

    def _missing(self, report: Report, *, retire: bool) -> None:
        """Tell, or retire, the services that the directory brought earlier and hasn't any more."""
        here = self._ids(SERVICE, self._directory.service_id)
        with self._database.reading() as connection:
            gone = [
                (record_id, owner)
                for record_id, owner in self._publisher.wrote(connection, SERVICE)
                if record_id not in here and owner not in self._known.joined
            ]

        def work(connection: Connection, some: list[tuple[str, str]]) -> list[str]:
            batch = Batch(connection, self._publisher, {record_id for record_id, _ in some})
            titles = []
            for record_id, owner in some:
                known = batch.get(record_id)
                if known is None or known.values.get(STAGE) == RETIRED:
                    continue
                if not self._publisher.wrote_all(known.stamps):
                    continue
                titles.append(_title(known.values))
                if retire:
                    batch.change(SERVICE, record_id, owner, {STAGE: RETIRED})
            batch.save()
            return titles

        for some in _batches(gone):
            titles = self._write(lambda connection, some=some: work(connection, some))
            for title in titles:
                report.drop(_l("“{name}” isn’t in the directory any more.", name=title), None)
            report.missing += len(titles)
            report.retired += len(titles) if retire else 0


def _batches(found: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(found)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


def _title(fields: Mapping[str, Any]) -> str:
    name = fields.get("name")
    return next(iter(name.values()), "") if isinstance(name, dict) else ""
