"""Directories written for the tests, and what was read of them."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.exchange.directories.reading import Taken, opened
from app.exchange.directories.report import Report

SOURCE = "Esimerkkihakemisto"
ORGANISATION_ID = "1c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c01"
SERVICE_ID = "2c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c02"


@dataclass
class Read:
    """What a directory held."""

    organisations: list[Taken]
    services: list[Taken]
    report: Report
    is_partial: bool

    @property
    def organisation(self) -> Taken:
        (only,) = self.organisations
        return only

    @property
    def service(self) -> Taken:
        (only,) = self.services
        return only

    @property
    def dropped(self) -> set[str]:
        return {note.reason.msgid for _count, notes in self.report.dropped for note in notes}

    @property
    def refused(self) -> dict[str, int]:
        return {notes[0].reason.msgid: count for count, notes in self.report.refused}


def read(path: Path, source: str = SOURCE, language: str = "fi") -> Read:
    with opened(path, source, language) as found:
        organisations, services = list(found.organisations()), list(found.services())
        return Read(organisations, services, found.report, found.is_partial)


def told(taken: Taken) -> set[str]:
    """Why something of it was left out."""
    return {words.msgid for words in taken.told}


def table(path: Path, rows: Sequence[Mapping[str, Any]], **how: Any) -> Path:
    """A CSV file."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding=how.pop("encoding", "utf-8")) as written:
        writer = csv.DictWriter(written, names, restval="", **how)
        writer.writeheader()
        writer.writerows(rows)
    return path


def document(path: Path, found: Any) -> Path:
    """A JSON file."""
    path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return path


def organisation(**more: Any) -> dict[str, Any]:
    """An organisation in HSDS."""
    return {
        "id": ORGANISATION_ID,
        "name": "Esimerkki Oy",
        "description": "Apua arkeen.",
        "legal_status": "Osakeyhtiö",
        "organization_identifiers": [
            {"id": "x", "identifier_scheme": "FI-PRO", "identifier": "1234567-1"}
        ],
        **more,
    }


def service(**more: Any) -> dict[str, Any]:
    """A service of it."""
    return {
        "id": SERVICE_ID,
        "name": "Kotiapu",
        "status": "active",
        "description": "Siivousta ja seuraa.",
        "organization": organisation(),
        **more,
    }
