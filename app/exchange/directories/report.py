"""What became of what a directory holds: exact counts, and the first few of each reason by name."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Literal

from app.core.fault import placed
from app.core.text import Text, _l, literal
from app.exchange.directories.model import ORGANISATION, SERVICE, Kind, Where

State = Literal["made", "changed", "same", "refused"]
MOST_TOLD = 20
"""So many examples of one reason are kept; the rest are only counted."""
MOST_REASONS = 100


@dataclass
class Counts:
    """How many of one kind there were; ``read`` is always the sum of the others."""

    read: int = 0
    made: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Note:
    """Something that was refused, or left out of what was taken: why, where it stands, what it is called."""

    reason: Text
    where: Where | None
    name: str = ""

    def words(self) -> Text:
        """The note in one line."""
        words = placed(literal(self.name), self.reason) if self.name else self.reason
        if self.where is None:
            return words
        if not self.where.row:
            return placed(literal(self.where.file), words)
        return _l(
            "{file}, {row}: {what}", file=self.where.file, row=str(self.where.row), what=words
        )


@dataclass
class _Heard:
    count: int = 0
    examples: list[Note] = field(default_factory=list)


@dataclass
class Report:
    """What an import did, or would do."""

    counts: dict[str, Counts] = field(
        default_factory=lambda: {ORGANISATION: Counts(), SERVICE: Counts()}
    )
    missing: int = 0
    """Services that an earlier file of the same directory had and this one hasn't."""
    retired: int = 0
    _refused: dict[str, _Heard] = field(default_factory=dict)
    _dropped: dict[str, _Heard] = field(default_factory=dict)

    def count(self, kind: Kind, state: State) -> None:
        """Note what became of one that was read."""
        counts = self.counts[kind]
        counts.read += 1
        setattr(counts, state, getattr(counts, state) + 1)

    def refuse(self, kind: Kind, reason: Text, where: Where | None, name: str = "") -> None:
        """One that was read is not taken."""
        self.count(kind, "refused")
        _hear(self._refused, Note(reason, where, name))

    def drop(self, reason: Text, where: Where | None, name: str = "") -> None:
        """Part of something isn't taken, or a file, or it should be looked at."""
        _hear(self._dropped, Note(reason, where, name))

    @property
    def refused(self) -> list[tuple[int, list[Note]]]:
        """How many were refused for each reason, and the first of them; the commonest first."""
        return _told(self._refused)

    @property
    def dropped(self) -> list[tuple[int, list[Note]]]:
        """The same of what was left out."""
        return _told(self._dropped)

    @property
    def has_read(self) -> bool:
        """Whether there was any organisation or service, taken or not."""
        return any(each.read for each in self.counts.values())

    def summary(self) -> Iterator[Text]:
        """The counts in words, a line a kind."""
        yield self.summary_of(ORGANISATION)
        yield self.summary_of(SERVICE)
        if self.missing:
            yield _l(
                "No longer in the directory: {missing}, of these retired {retired}.",
                missing=str(self.missing),
                retired=str(self.retired),
            )

    def summary_of(self, kind: str) -> Text:
        """The counts of one kind in words."""
        counts = {name: str(number) for name, number in asdict(self.counts[kind]).items()}
        if kind == ORGANISATION:
            return _l(
                "Organisations: {read} read, {made} new, {changed} changed, {same} as before, {refused} refused.",
                **counts,
            )
        return _l(
            "Services: {read} read, {made} new, {changed} changed, {same} as before, {refused} refused.",
            **counts,
        )

    def lines(self) -> Iterator[Text]:
        """Every note that is kept, and how many more there are of its reason."""
        for count, examples in (*self.refused, *self.dropped):
            yield from (note.words() for note in examples)
            if count > len(examples):
                yield _l(
                    "… and {count} more: {reason}",
                    count=str(count - len(examples)),
                    reason=examples[0].reason,
                )


def _hear(heard: dict[str, _Heard], note: Note) -> None:
    key = note.reason.msgid
    if key not in heard and len(heard) >= MOST_REASONS:
        key = ""
    found = heard.setdefault(key, _Heard())
    found.count += 1
    if len(found.examples) < MOST_TOLD:
        found.examples.append(note)


def _told(heard: dict[str, _Heard]) -> list[tuple[int, list[Note]]]:
    found = [(each.count, each.examples) for each in heard.values()]
    return sorted(found, key=lambda each: -each[0])
