"""Ids of what has none of its own in the records: the same for the same owner, kind and key."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

_NAMESPACE = UUID("5e0d7cf4-31c0-4c5b-9d0a-0c6f5f5a8a10")


def child(owner: str, kind: str, key: str = "") -> str:
    """The id of something of a kind that belongs to an owner."""
    return str(uuid5(_NAMESPACE, f"{owner}/{kind}/{key}"))


def location(organisation: str, row: Mapping[str, Any]) -> str:
    """The id of a location of an organisation: by the row's own id, or by what stands in it."""
    key = row.get("id") or "/".join(str(row.get(name, "")) for name in ("name", "street", "town"))
    return child(organisation, "location", key)


def at_location(service: str, location_id: str) -> str:
    """The id of a service at a location."""
    return child(service, "service_at_location", location_id)
