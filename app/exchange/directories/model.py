"""What a directory tells of organisations and services, the same whatever its format.

Texts are language texts, already plain; everything else is as the directory writes it, for ``values`` to
check. Nothing here is stored.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from app.core.text import Text

Texts = dict[str, str]
Tell = Callable[[Text], None]
"""Hears what isn't taken as the directory tells it."""

ORGANISATION, SERVICE = "organisation", "service"
Kind = Literal["organisation", "service"]


@dataclass(frozen=True, slots=True)
class Where:
    """Where something stands: the file, and its row, line or place in a list there, from 1."""

    file: str
    row: int


@dataclass(slots=True)
class Term:
    """A class of some classification. ``scheme`` is what the directory calls it, in small letters."""

    scheme: str = ""
    code: str = ""
    uri: str = ""
    name: str = ""


@dataclass(slots=True)
class Area:
    """Where a service is available.

    Attributes:
        reach: the whole of Finland, Finland without Åland, or a part of it.
        code: of a municipality or a wellbeing services county; ``kind`` says which, when it is known.
        uri: of the same.
        name: in words.
        within: the codes of its municipalities, when the directory lists them.
    """

    reach: Literal["nation", "mainland", "part"] = "part"
    kind: str = ""
    code: str = ""
    uri: str = ""
    name: str = ""
    within: Sequence[str] = ()


@dataclass(slots=True)
class Price:
    """A price line. ``amount`` is what a consumer pays; units and taxes are as the directory says them."""

    key: str = ""
    name: Texts = field(default_factory=dict)
    amount: str = ""
    currency: str = ""
    unit: str = ""
    vat: str = ""
    payer: str = ""
    valid_from: str = ""
    valid_to: str = ""


@dataclass(slots=True)
class Location:
    """A place that can be visited. ``point`` is its latitude and longitude in degrees (WGS84)."""

    key: str = ""
    name: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    municipality: str = ""
    accessibility: Texts = field(default_factory=dict)
    point: tuple[float, float] | None = None


@dataclass(slots=True)
class Organisation:
    """An organisation.

    Attributes:
        key: the directory's own id of it, or what it is known by when it has none.
        identifiers: pairs of what an identifier is called and the identifier.
        sector: one of ours, ``""`` when the directory doesn't tell.
        municipality: the code of its home municipality.
    """

    key: str
    where: Where
    name: Texts = field(default_factory=dict)
    summary: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    sector: str = ""
    legal_form: str = ""
    founded: str = ""
    municipality: str = ""
    areas: list[Area] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    websites: list[str] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)


@dataclass(slots=True)
class Service:
    """A service.

    Attributes:
        key: the directory's own id of it, or what it is known by when it has none.
        organisation: the key of the organisation that provides it.
        more: texts that have no field of their own with us: how to apply, who is eligible, fees.
        status: whether it is to be had now, was, or isn't published yet.
        places: codes of our delivery places that the directory tells for certain.
        ours: fields that only another register of Kumppani tells, by our names, in JSON.
    """

    key: str
    where: Where
    organisation: str
    name: Texts = field(default_factory=dict)
    summary: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    more: list[Texts] = field(default_factory=list)
    status: Literal["open", "ended", "draft"] = "open"
    areas: list[Area] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    prices: list[Price] = field(default_factory=list)
    payers: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    ours: dict[str, Any] = field(default_factory=dict)
