"""What the directory says of a service or an organisation, on the screen and in a comparison. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.catalogue import shapes
from app.catalogue.items import Item
from app.core.codes import codes
from app.core.field import fields_of
from app.core.text import Text, _l, _n, literal, pick
from app.exchange.contacts import Card
from app.organisation.records import SECTORS, Organisation
from app.services import wording
from app.services.records import ServiceProduct

_MOST_PLACES = 3
NOTHING = literal("–")


def names_of(list_name: str, found: Iterable[str]) -> list[str]:
    """What codes are called in the language of the moment; unknown ones are left out."""
    known = codes(list_name)
    return [code.label() for each in found if (code := known.get(each))]


def sector(item: Item | None) -> Text:
    """Of which sector an organisation is; blank when it isn't told."""
    code = item.fields.get("sector", "") if item else ""
    return dict(SECTORS).get(code, literal(""))


def where(item: Item, wanted: Collection[str] = ()) -> str:
    """Where a service is available, or an organisation works, in short; the places that were asked for first."""
    places = sorted(item.fields.get("municipalities", ()), key=lambda place: place not in wanted)
    names = names_of("municipalities", places)
    if not names:
        return _l("Everywhere").say()
    more = len(names) - _MOST_PLACES
    told = ", ".join(names[:_MOST_PLACES])
    return f"{told} +{more}" if more > 0 else told


def lowest_price(item: Item, day: date, unit: str = "") -> str:
    """The lowest price of a day for somebody who pays it himself, of a unit where it has such; blank without one."""
    every = [row for row in _price_rows(item, day) if row["payer"] in {"self_pay", "", None}]
    told = [row for row in every if row["price"] is not None]
    told = [row for row in told if row["unit"] == unit] or told
    if not told:
        return ""
    lowest = min(told, key=lambda row: row["price"])
    words = wording.told_price(lowest)
    several = lowest["price"] and any(row["price"] != lowest["price"] for row in told)
    return _l("from {price}", price=words).say() if several else words


def _price_rows(item: Item, day: date) -> Sequence[Mapping[str, Any]]:
    """The price lines of a day, whoever pays."""
    told = list(item.fields.get("prices", ()))
    return wording.price_rows(ServiceProduct(prices=told, household_credit=False), day)


def prices(item: Item, day: date) -> list[str]:
    """All prices of a day, each with what it is for and who pays it."""
    found = []
    for row in _price_rows(item, day):
        parts = [
            pick(row["name"] or {}),
            wording.told_price(row),
            *names_of("payers", [row["payer"]] if row["price"] else ()),
        ]
        found.append(" · ".join(part for part in parts if part))
    return found


def certificate(item: Item) -> Text:
    """What is said of a service's certificates that are valid; blank without one."""
    if not item.valid:
        return literal("")
    best = item.valid[0]
    day = date.fromisoformat(best.valid_to)
    return _l("{number}, valid to {day}", number=best.number, day=day)


def row_advice(item: Item, day: date, unit: str = "", municipalities: Collection[str] = ()) -> str:
    """The second line of a row: who, of which sector, where, for how much; of a path how long it is and for what.

    Args:
        item: what the row is of.
        day: today.
        unit: for which a price was asked for.
        municipalities: in which it was asked for.
    """
    if item.kind == shapes.PATH:
        steps = _n("{count} step", "{count} steps", len(item.fields.get("steps", ()))).say()
        return " · ".join(filter(None, (steps, pick(item.fields.get("need", {})))))
    of = item.organisation
    parts = [
        pick(of.name) if of else "",
        sector(of or item).say(),
        where(item, municipalities),
        lowest_price(item, day, unit) if of else "",
    ]
    return " · ".join(part for part in parts if part)


def waiting(item: Item) -> Text:
    """How long one waits for a service."""
    days = item.fields.get("waiting_days")
    if days is None:
        return NOTHING
    return _n("{count} day", "{count} days", days) if days else _l("No waiting")


def facts(item: Item, day: date) -> list[tuple[Text, Text]]:
    """The facts of a service by which services are chosen and compared, in their order."""
    fields = item.fields

    def named(list_name: str, name: str) -> Text:
        return in_all_words(names_of(list_name, fields.get(name, ())))

    return [
        (_l("Provider"), literal(pick(item.organisation.name)) if item.organisation else NOTHING),
        (_l("Sector"), sector(item.organisation)),
        (_l("Price"), in_all_words(prices(item, day), "\n")),
        (_l("Who can pay"), named("payers", "payers")),
        (_l("Where"), literal(where(item))),
        (_l("Place"), named("delivery_places", "place")),
        (_l("Languages"), named("languages", "languages")),
        (_l("Target groups"), named("target_groups", "target_groups")),
        (_l("Waiting time"), waiting(item)),
        (_l("Quality promise"), literal(pick(fields.get("quality_promise", {})))),
        (_l("Certificate"), certificate(item)),
    ]


@dataclass(frozen=True)
class Compared:
    """One fact of several services, in their order; ``same`` when it tells them not apart."""

    label: Text
    values: tuple[str, ...]
    same: bool


def compared(items: Sequence[Item], day: date) -> list[Compared]:
    """What services are compared by; facts that none of them tells are left out."""
    rows = []
    for parts in zip(*(facts(item, day) for item in items), strict=True):
        values = tuple(value.say() or NOTHING.say() for _label, value in parts)
        if set(values) != {NOTHING.say()}:
            rows.append(Compared(parts[0][0], values, len(set(values)) == 1))
    return rows


def contact(item: Item) -> list[str]:
    """How the provider of a service, or an organisation, is reached: telephone, e-mail and website."""
    of, shown = item.organisation or item, fields_of(Organisation)
    return [
        shown[name].value.show(told)
        for name in ("phone", "email", "website")
        if (told := of.fields.get(name, ""))
    ]


def in_all_words(parts: Sequence[str], between: str = ", ") -> Text:
    """Words in one text; a dash when there are none."""
    return literal(between.join(parts)) if parts else NOTHING


def card(item: Item) -> Card:
    """The contact card of an organisation."""
    fields = item.fields
    place = next(iter(fields.get("locations", ())), {})
    parts = (place.get("street", ""), f"{place.get('postal_code', '')} {place.get('town', '')}")
    return Card(
        name=pick(item.name),
        phone=fields.get("phone", ""),
        email=fields.get("email", ""),
        website=fields.get("website", ""),
        address=", ".join(part.strip() for part in parts if part.strip()),
        note=pick(fields.get("summary", {})),
        id=item.record_id,
    )
