"""What a person chose of a list's columns: which, how wide, in what sequence, ordered by which.

They are remembered by name, so that the choice outlives a version with other columns.
"""

import msgspec
from PySide6.QtCore import Qt

from app.core.listing import TITLE
from app.ui.table import RecordModel, RecordTable


class Columns(msgspec.Struct):
    """What a person chose for one list."""

    wanted: list[str] = []
    by_hand: dict[str, int] = {}
    sequence: list[str] = []
    order: str = TITLE
    descending: bool = False


def columns_now(table: RecordTable, model: RecordModel) -> bytes:
    """The choice as it stands, to be remembered."""
    header = table.horizontalHeader()
    sequence = [model.columns[header.logicalIndex(place)] for place in range(header.count())]
    return msgspec.json.encode(
        Columns(
            sorted(table.wanted),
            table.by_hand,
            sequence,
            model.columns[max(0, header.sortIndicatorSection())],
            header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
        )
    )


def restore_columns(table: RecordTable, model: RecordModel, kept: bytes) -> None:
    """Bring a remembered choice back; what can't be read, or names no column, is passed over."""
    try:
        columns = msgspec.json.decode(kept, type=Columns)
    except msgspec.DecodeError:
        return
    known = set(model.columns)
    header = table.horizontalHeader()
    table.wanted = set(columns.wanted) & known
    table.by_hand = {name: width for name, width in columns.by_hand.items() if name in known}
    for place, name in enumerate(name for name in columns.sequence if name in known):
        header.moveSection(header.visualIndex(model.columns.index(name)), place)
    if columns.order in known:
        table.order_by(columns.order, descending=columns.descending)
    table.fit_columns()
