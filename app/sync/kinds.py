"""The allow-list: what is ever shared with a network. What isn't named here has no path into the outbox.

Which fields of a kind are shared is told where they are described (``shared=True``); this is the only
place that tells which kinds are, when a record of them is, and who may write it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType
from sqlalchemy import ColumnElement, false

from app.certification.certificates.records import Certificate
from app.certification.requests.records import OF_CERTIFIERS, CertificateRequest
from app.core import value as values
from app.core.fault import InvalidValue
from app.core.field import Field, fields_of
from app.core.offered import Offered
from app.core.record import Record
from app.network.advice.records import Adviser
from app.network.events.records import Event, Registration
from app.network.foresight.records import ForesightNote, ForesightOpinion
from app.network.partnerships.records import Partnership
from app.organisation.records import Organisation
from app.programmes.records import Indicator, IndicatorValue, Objective, Programme
from app.services.records import ServicePath, ServiceProduct
from app.sync.merge import DELETED
from app.sync.protocol import Id, PictureFile, Role
from app.sync.stamp import END

_MOST_SHORT, _MOST_ROWS = 400, 500
_MOST_LANGUAGES = 20
_LANGUAGE = "^[a-z]{2,3}(-[A-Za-z]{2,4})?" + END


class Writers(StrEnum):
    """Whose devices may make records of a kind; only those of a record's owner change it later."""

    ANY = "any"
    CERTIFIERS = "certifiers"
    COORDINATORS = "coordinators"

    def admit(self, role: str) -> bool:
        """Whether devices of a role are among them."""
        return self == Writers.ANY or (self, role) in _WRITING


_WRITING = frozenset(
    {(Writers.CERTIFIERS, Role.CERTIFIER), (Writers.COORDINATORS, Role.COORDINATOR)}
)


@dataclass(frozen=True)
class SharedKind:
    """A kind of record that offices share.

    Attributes:
        record: its class.
        writers: who may make such records.
        of_certifiers: fields that certifiers write also in records of others, and that nobody else writes.
        of_register: fields that only the register itself writes.
        only: a field and the values of it with which a record begins to be shared; ``None`` for always.
        said_as: for a field, which values go out as which other ones.
        of_network: whether such records mean something only in the network in which they were made.
    """

    record: type[Record]
    writers: Writers = Writers.ANY
    of_certifiers: frozenset[str] = frozenset()
    of_register: frozenset[str] = frozenset()
    only: tuple[str, frozenset[Any]] | None = None
    said_as: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    of_network: bool = False

    @property
    def name(self) -> str:
        """The stored name of the kind."""
        return self.record.kind.name

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The shared fields, by name."""
        return {name: each for name, each in fields_of(self.record).items() if each.shared}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of what is shared of a record: its fields, and that it was moved to the bin."""
        return (*self.fields, DELETED)

    @property
    def in_every_office(self) -> bool:
        """Whether records of others live in the office's own tables too, and not only beside them."""
        return issubclass(self.record, Offered)

    @cached_property
    def pictures(self) -> frozenset[str]:
        """The names of the fields that hold a picture."""
        return frozenset(
            name for name, each in self.fields.items() if isinstance(each.value, values.Picture)
        )

    def begins(self, found: Record, role: str) -> bool:
        """Whether a record that isn't shared yet becomes shared as it stands, by a device of a role."""
        if found.deleted_at is not None or found.kept_by() or not self.writers.admit(role):
            return False
        return self.only is None or getattr(found, self.only[0]) in self.only[1]

    def to_be_shared(self, role: str) -> list[ColumnElement[bool]]:
        """The same as :meth:`begins`, as conditions of a query."""
        found: list[ColumnElement[bool]] = [self.record.deleted_at.is_(None)]
        if not self.writers.admit(role):
            found.append(false())
        if issubclass(self.record, Offered):
            found.append(self.record.owner_id == "")
        if self.only:
            found.append(getattr(self.record, self.only[0]).in_(self.only[1]))
        return found

    def outward(self, name: str, stored: Any) -> Any:
        """A value in JSON as it goes out."""
        return self.said_as.get(name, {}).get(stored, stored) if name in self.said_as else stored

    def read(self, name: str, stored: Any) -> Any:
        """The value of a field from JSON that another program has written.

        Raises:
            ValueError: it can't be held here: a newer program allows it, or it makes no sense.
        """
        try:
            msgspec.convert({"value": stored}, self._alone[name])
            return _sensible(self.fields[name].value, stored)
        except (InvalidValue, LookupError, TypeError, AttributeError, ArithmeticError) as fault:
            raise ValueError(str(fault)) from fault

    @cached_property
    def _alone(self) -> dict[str, type[Struct]]:
        """For each field a struct that holds it alone: msgspec knows a struct again, other types it reads anew."""
        return {
            each.name: msgspec.defstruct(
                f"{self.shape.__name__}_{each.name}", [("value", each.type)]
            )
            for each in msgspec.structs.fields(self.shape)
        }

    @cached_property
    def shape(self) -> type[Struct]:
        """The values of a record in JSON as a type that msgspec checks; none is needed, none else is known."""
        members = [
            (name, shape(each.value) | UnsetType, UNSET) for name, each in self.fields.items()
        ]
        members.append((DELETED, str | None | UnsetType, UNSET))
        return msgspec.defstruct(
            f"Shared_{self.name}", members, forbid_unknown_fields=True, omit_defaults=True
        )


def shape(value: values.Value) -> Any:
    """The type of a kind of value in JSON: its shape and its size, not whether it makes sense.

    Raises:
        TypeError: such a value isn't shared.
    """
    match value:
        case values.Rows():
            return rows(value, shape)
        case values.Words():
            return words(value, Annotated[str, Meta(pattern=_LANGUAGE)])
        case values.Choices():
            return Annotated[
                list[Annotated[str, Meta(max_length=_MOST_SHORT)]], Meta(max_length=_MOST_ROWS)
            ]
        case values.PlainText():
            return Annotated[str, Meta(max_length=value.limit)]
        case values.Choice() | values.Identified():
            return Annotated[str, Meta(max_length=_MOST_SHORT)]
        case values.Whole():
            return _or_none(Annotated[int, Meta(ge=-(2**62), le=2**62)])
        case values.Number():
            return _or_none(Annotated[str, Meta(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,6})?" + END)])
        case values.Day():
            return _or_none(Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}" + END)])
        case values.YesNo():
            return bool
        case values.Reference():
            return _or_none(Id)
        case values.Picture():
            return PictureFile | None
        case _:
            raise TypeError(type(value).__name__)


def _sensible(value: values.Value, stored: Any) -> Any:
    """A value from JSON, checked; of rows also what stands in each, which would fail only when it is shown."""
    read = value.check(value.from_json(stored))
    if isinstance(value, values.Rows):
        for row in read:
            for each in value.fields:
                if row.get(each.name) is not None:
                    _sensible(each.value, row[each.name])
    return read


def _or_none(form: Any) -> Any:
    return form | None


def rows(value: values.Rows, of: Callable[[values.Value], Any], *, closed: bool = False) -> Any:
    """The type of rows, whose named values are of the types that ``of`` gives.

    What a newer version has added to a row passes through, unless they are ``closed``.
    """
    members = [(each.name, of(each.value) | None | UnsetType, UNSET) for each in value.fields]
    row = msgspec.defstruct(
        "Row",
        [("id", str | UnsetType, UNSET), *members],
        forbid_unknown_fields=closed,
    )
    most = max(value.limit, _MOST_ROWS)
    return Annotated[list[row], Meta(max_length=most)]


def words(value: values.Words, language: Any) -> Any:
    """The type of a text in languages, whose codes are of the type ``language``."""
    text = Annotated[str, Meta(max_length=value.limit)]
    return Annotated[dict[language, text], Meta(max_length=_MOST_LANGUAGES)]


SHARED: tuple[SharedKind, ...] = (
    SharedKind(Organisation, only=("own", frozenset({True}))),
    SharedKind(
        ServiceProduct,
        only=("stage", frozenset({"productised", "certified", "retired"})),
        # That a service is certified is told by its certificate alone.
        said_as={"stage": {"certified": "productised"}},
    ),
    SharedKind(ServicePath),
    SharedKind(CertificateRequest, of_certifiers=OF_CERTIFIERS, of_network=True),
    SharedKind(
        Certificate,
        writers=Writers.CERTIFIERS,
        of_register=frozenset({"signature", "signed_with"}),
        only=("self_declared", frozenset({False})),
        of_network=True,
    ),
    SharedKind(Partnership, of_network=True),
    SharedKind(Event, of_network=True),
    SharedKind(Registration, of_network=True),
    SharedKind(Programme, of_network=True),
    SharedKind(Objective, of_network=True),
    SharedKind(Indicator, of_network=True),
    SharedKind(IndicatorValue, of_network=True),
    SharedKind(ForesightNote, writers=Writers.COORDINATORS, of_network=True),
    SharedKind(ForesightOpinion, of_network=True),
    SharedKind(Adviser, writers=Writers.COORDINATORS, of_network=True),
)


@cache
def shared_kinds() -> dict[str, SharedKind]:
    """The shared kinds, by name."""
    return {each.name: each for each in SHARED}
