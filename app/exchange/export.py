"""Writing all records of a kind to a file."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.core import listing, search
from app.core.fault import Refusal
from app.core.field import fields_of, values_of
from app.core.listing import Listing
from app.core.record import Record
from app.core.text import _l
from app.core.value import Secret
from app.exchange import sheets
from app.exchange.columns import ID, columns_of

BATCH = 500


def export_records(session: Session, record: type[Record], path: Path) -> int:
    """Write the records in use to an .xlsx, .csv or .json file; returns how many.

    The file appears whole or not at all.

    Raises:
        Refusal: the name ends otherwise, or the file can't be written.
    """
    ids = listing.ids(session, record, Listing())
    half = path.with_name(f".{path.name}.half")
    try:
        if path.suffix.lower() == ".json":
            _write_json(half, _records(session, record, ids))
        elif path.suffix.lower() in {".xlsx", ".csv"}:
            columns = columns_of(record)
            headers = [*(column.header() for column in columns), ID]
            rows = (
                [*(column.cell(one) for column in columns), one.id]
                for one in _records(session, record, ids)
            )
            with search.names(session):
                if path.suffix.lower() == ".xlsx":
                    sheets.write_xlsx(half, headers, rows, record.kind.label_plural.say())
                else:
                    sheets.write_csv(half, headers, rows)
        else:
            raise Refusal(_l("Choose a name that ends in .xlsx, .csv or .json."))
        half.replace(path)
    except OSError as fault:
        raise Refusal(
            _l("{path} can't be written: {reason}", path=str(path), reason=fault.strerror or "")
        ) from fault
    finally:
        with suppress(OSError):  # what went wrong is told; this is only tidying up
            half.unlink(missing_ok=True)
    return len(ids)


def _records(session: Session, record: type[Record], ids: list[str]) -> Iterator[Record]:
    for start in range(0, len(ids), BATCH):
        yield from listing.records(session, record, ids[start : start + BATCH])
        session.expunge_all()


def as_json(record: Record) -> dict[str, Any]:
    """A record's id and described values in JSON, without what is withheld or secret."""
    fields, withheld = fields_of(type(record)), record.withheld()
    values = {
        name: fields[name].value.to_json(value)
        for name, value in values_of(record).items()
        if name not in withheld and not isinstance(fields[name].value, Secret)
    }
    return {"id": record.id, **values}


def _write_json(path: Path, records: Iterator[Record]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for number, record in enumerate(records):
            file.write(",\n " if number else "\n ")
            json.dump(as_json(record), file, ensure_ascii=False)
        file.write("\n]\n")
