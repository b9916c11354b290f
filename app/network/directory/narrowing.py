"""By what the directory is narrowed, what a chosen filter is called, and what is asked without it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.catalogue import shapes
from app.catalogue.wanted import Wanted
from app.core.codes import codes
from app.core.text import Text, _l, literal
from app.organisation.records import SECTORS
from app.services import wording

WORDS, CERTIFIED, PRICE, SECTOR = "words", "certified", "price_to", "sector"
_SERVICES = frozenset({shapes.SERVICE})
_OFFERED = frozenset({shapes.SERVICE, shapes.ORGANISATION})


@dataclass(frozen=True)
class Facet:
    """Something that is chosen from a list.

    Attributes:
        name: what it is called in :class:`Wanted`.
        label: what is chosen; ``every`` stands for no choice.
        list_name: the code list of its values, ``""`` for the sectors.
        kinds: what it narrows; of anything else it tells nothing.
    """

    name: str
    label: Text
    every: Text
    list_name: str
    kinds: frozenset[str]

    def values(self) -> list[tuple[str, Text]]:
        """What can be chosen, with its words."""
        if not self.list_name:
            return list(SECTORS)
        return [(code.id, literal(code.names)) for code in codes(self.list_name)]


FACETS = (
    Facet("municipality", _l("Municipality"), _l("All municipalities"), "municipalities", _OFFERED),
    Facet(
        "ptv_class",
        _l("Service class"),
        _l("All service classes"),
        "ptv_service_classes",
        _SERVICES,
    ),
    Facet(
        "target_group",
        _l("Target group"),
        _l("All target groups"),
        "target_groups",
        frozenset({shapes.SERVICE, shapes.PATH}),
    ),
    Facet("language", _l("Language"), _l("All languages"), "languages", _OFFERED),
    Facet(SECTOR, _l("Sector"), _l("All sectors"), "", _OFFERED),
    Facet("payer", _l("Who can pay"), _l("All payers"), "payers", _SERVICES),
)
_BY_NAME = {facet.name: facet for facet in FACETS}


def units() -> list[tuple[str, Text]]:
    """What a price can be for, with its words."""
    return [(code.id, literal(code.names)) for code in codes("price_units")]


def applies(name: str, kind: str) -> bool:
    """Whether a filter tells anything of what is looked for."""
    if name in _BY_NAME:
        return kind in _BY_NAME[name].kinds
    return name == WORDS or kind == shapes.SERVICE


def chosen(wanted: Wanted) -> list[str]:
    """The filters that narrow what is wanted, the words first."""
    names = (WORDS, *_BY_NAME, PRICE, CERTIFIED)
    return [name for name in names if _told(getattr(wanted, name))]


def without(wanted: Wanted, name: str) -> Wanted:
    """What is wanted, if it weren't for one filter."""
    return replace(wanted, **{name: getattr(Wanted(), name)})


def called(wanted: Wanted, name: str) -> Text:
    """What a chosen filter is called by what was chosen."""
    value = getattr(wanted, name)
    if name == WORDS:
        return literal(value.strip())
    if name == CERTIFIED:
        return _l("Certified only")
    if name == PRICE:
        price = {"price": Decimal(value) / 100, "unit": wanted.price_unit}
        words = wording.price_words(price)
        if wanted.price_unit:
            return _l("At most {price}", price=words)
        return _l("At most {price}, whatever the unit", price=words)
    known = dict(_BY_NAME[name].values())
    return known.get(value[0], literal(value[0]))


def _told(value: str | bool | int | Sequence[str] | None) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value is not False and value != ()
