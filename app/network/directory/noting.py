"""What of the office's own has changed is noted for its catalogue, in the transaction of the change itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.core import history
from app.sync.records import Uncatalogued

CATALOGUED = ("organisation", "service", "service_path", "certificate")
"""Events and partnerships of others live in the office's own tables, and are found there."""


def note(session: Session, _changes: Sequence[Mapping[str, Any]], records: history.Records) -> None:
    """Note the records that the directory shows; follows the history of every store."""
    touched = {record_id for kind, record_id in records if kind in CATALOGUED}
    if touched:
        rows = [{"record_id": each} for each in touched]
        session.execute(insert(Uncatalogued).prefix_with("OR IGNORE"), rows)
