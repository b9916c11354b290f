"""Ids of what has none of its own in the records: the same for the same owner, kind and key."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

_MADE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_NAMESPACE = UUID("5e0d7cf4-31c0-4c5b-9d0a-0c6f5f5a8a10")


def child(owner: str, kind: str, key: str = "") -> str:
    """The id of something of a kind that belongs to an owner."""
    return str(uuid5(_NAMESPACE, f"{owner}/{kind}/{key}"))


def of_row(owner: str, kind: str, key: str) -> str:
    """The id of a row of a record: one that was made of its owner, here or where it comes from, stays."""
    return key if _MADE.fullmatch(key) else child(owner, kind, key)


def location(organisation: str, row: Mapping[str, Any]) -> str:
    """The id of a location of an organisation: by the row's own id, or by what stands in it."""
    key = row.get("id") or "/".join(str(row.get(name, "")) for name in ("name", "street", "town"))
    return of_row(organisation, "location", key)


def at_location(service: str, location_id: str) -> str:
    """The id of a service at a location."""
    return child(service, "service_at_location", location_id)
