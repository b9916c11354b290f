"""Municipalities and languages of HSDS: of a service, and of an organisation. Pure functions."""

from collections.abc import Mapping
from typing import Any

from app.catalogue.ids import child
from app.register.hsds.making import Made, Reader

_MUNICIPALITY_URI = "http://www.stat.fi/meta/luokitukset/kunta/001-2025/"


def municipalities(owner: str, link: str, fields: Mapping[str, Any], reader: Reader) -> list[Made]:
    """The municipalities in which something is available; ``link`` names its owner, ``""`` for none."""
    return [
        {
            "id": child(owner, "area", code),
            **({link: owner} if link else {}),
            "name": reader.label("municipalities", code),
            "extent": code,
            "extent_type": "text",
            "uri": f"{_MUNICIPALITY_URI}{code}",
        }
        for code in fields.get("municipalities", ())
    ]


def languages(owner: str, link: str, fields: Mapping[str, Any], reader: Reader) -> list[Made]:
    """The languages in which something is given, likewise."""
    return [
        {
            "id": child(owner, "language", code),
            **({link: owner} if link else {}),
            "name": reader.label("languages", code),
            "code": code,
        }
        for code in fields.get("languages", ())
    ]
