"""What is found: records of the catalogue with what stands beside them, as whoever shows them needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from app.catalogue import entries, shapes
from app.core.text import LanguageText

ZONE = ZoneInfo("Europe/Helsinki")
"""The days of certificates are those of the country, wherever the program runs."""


@dataclass(frozen=True)
class Item:
    """A record of the catalogue.

    Attributes:
        fields: its values as they are in JSON, those of them that are shown; texts by language.
        state: ``shown`` or ``ended``.
        modified_at: since when it stands as it does, in milliseconds, what stands beside it counted.
        organisation: of a service, its organisation.
        certificates: of a service, all certificates that name it, whatever their state, the latest first.
        paths: of a service, the ids of the service paths that lead through it.
    """

    network_id: str
    record_id: str
    kind: str
    owner: str
    fields: Mapping[str, Any]
    state: str
    modified_at: int
    organisation: "Item | None" = None
    certificates: tuple["Certificate", ...] = ()
    paths: tuple[str, ...] = ()

    @property
    def name(self) -> LanguageText:
        """What it is called, by language."""
        return self.fields.get("name", {})

    @property
    def valid(self) -> tuple["Certificate", ...]:
        """The certificates that are valid on the day for which the item was found."""
        return tuple(each for each in self.certificates if each.valid)

    def lowest_price(self, day: date) -> Mapping[str, Any] | None:
        """The line of the lowest price on a day for somebody who pays it himself, ``None`` when there is none."""
        on = day.isoformat()
        lines = [
            row
            for row in entries.consumer_prices(self.fields)
            if row.get("valid_from", entries.ALWAYS) <= on <= row.get("valid_to", entries.EVER)
        ]
        return min(lines, key=lambda row: float(row["price"]), default=None)


@dataclass(frozen=True)
class Certificate:
    """A certificate as it stands on a day.

    Attributes:
        number, name, scope, holder, issuer: as it says; texts by language.
        status: ``valid``, ``suspended``, ``withdrawn`` or ``replaced``, which says nothing of its days; since
            ``status_on``.
        valid: whether it is valid on the day.
        granted: whether a certifier granted it and the register signed it, so that it proves or once proved something.
        scheme, scheme_version: by which it was granted.
    """

    record_id: str
    number: str
    name: LanguageText
    scope: LanguageText
    holder: LanguageText
    issuer: LanguageText
    status: str
    valid: bool
    valid_from: str
    valid_to: str
    granted_on: str
    scheme: str
    scheme_version: str
    status_on: str = ""
    granted: bool = False
    turns: tuple[date, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, record_id: str, fields: Mapping[str, Any], day: date) -> "Certificate":
        """The certificate of a record."""
        held = entries.holds(fields)
        return cls(
            record_id=record_id,
            number=fields.get("code", ""),
            name=fields.get("name", {}),
            scope=fields.get("scope", {}),
            holder=fields.get("holder", {}),
            issuer=fields.get("issuer", {}),
            status=fields.get("status", ""),
            valid=held is not None and held[0] <= day.isoformat() <= held[1],
            valid_from=fields.get("valid_from", ""),
            valid_to=fields.get("valid_to", ""),
            granted_on=fields.get("granted_on", ""),
            scheme=fields.get(shapes.SCHEME, ""),
            scheme_version=fields.get(shapes.SCHEME_VERSION, ""),
            status_on=fields.get("status_on", ""),
            granted=fields.get(shapes.SIGNED) is True and not fields.get("self_declared"),
            turns=tuple(entries.turns(fields)),
        )


def midnight(day: date) -> int:
    """When a day begins, in milliseconds since 1970 UTC."""
    return round(datetime.combine(day, time(), ZONE).timestamp() * 1000)


def last_turn(certificates: tuple[Certificate, ...], day: date) -> int:
    """When one of some certificates last began or ended by itself, in milliseconds; 0 when none has."""
    turned = [turn for each in certificates for turn in each.turns if turn <= day]
    return midnight(max(turned)) if turned else 0
