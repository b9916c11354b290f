"""The shapes in which an office of this very version sends its records, without a picture and not in the bin.

Nearly all records are such, and these shapes are read several times as fast as those that let a newer version's
additions pass: nothing unknown is in them, so nothing has to be looked for. What is of such a shape would pass every
check of ``values`` too; what isn't may well be right, and is looked at there more closely.
"""

from functools import cache
from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from app.core import value as values
from app.sync import kinds
from app.sync.kinds import shared_kinds
from app.sync.merge import DELETED

_Language = Literal["fi", "sv", "en"]


@cache
def shape(kind: str) -> msgspec.json.Decoder[Any] | None:
    """Reads what is usual of a kind and raises ``ValueError`` at anything else; ``None`` for an unknown kind."""
    if kind not in shared_kinds():
        return None
    members = [
        (name, _usual(field.value) | UnsetType, UNSET)
        for name, field in shared_kinds()[kind].fields.items()
    ]
    members.append((DELETED, None | UnsetType, UNSET))
    # No garbage is looked for in what is read: it holds nothing that could hold it, and is let go of at once.
    read = msgspec.defstruct(f"Usual_{kind}", members, forbid_unknown_fields=True, gc=False)
    return msgspec.json.Decoder(read)


def _usual(value: values.Value) -> Any:
    match value:
        case values.Rows():
            return kinds.rows(value, _usual, closed=True)
        case values.Words():
            return kinds.words(value, _Language)
        case values.Picture():
            return None
        case _:
            return kinds.shape(value)
