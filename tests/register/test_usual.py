"""The quick way to read what offices usually send: it takes nothing that the close look wouldn't take as it stands."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.register import usual, values
from app.sync.kinds import shared_kinds
from app.sync.merge import DELETED

VALUES = st.sampled_from(
    [
        *(None, True, 5, 2**70, 1.5, "", "x", "2026-11-29", "12.50", "x" * 3000),
        *(
            {},
            {"fi": "x"},
            {"sv": ""},
            {"fi": 5},
            {"xx-Latn": "x"},
            {"Fi": "x"},
            {"fi": "x" * 3000},
        ),
        *(
            [],
            ["x"],
            [5],
            ["x"] * 600,
            [{}],
            [{"id": "a"}],
            [{"id": "a", "more": [[]]}],
            [{"id": 5}],
        ),
        "0194f1a0-0000-7000-8000-000000000000",
        {"sha256": "0" * 64, "name": "a.png", "media_type": "image/png", "size": 5, "more": 1},
    ]
)
SERVICE: dict[str, Any] = {
    "name": {"fi": "Saattoapu", "sv": "Ledsagning"},
    "steps": [],
    "prices": [{"id": "a", "unit": "hour", "price": "34.50", "vat": "standard"}],
    "municipalities": ["167"],
    "duration": 60,
    "waiting_days": None,
    "household_credit": False,
    "stage": "productised",
    DELETED: None,
}


@pytest.mark.parametrize("kind", sorted(shared_kinds()))
@given(data=st.data())
def test_what_is_usual_passes_the_close_look(kind: str, data: st.DataObject) -> None:
    names = st.sampled_from([*shared_kinds()[kind].names, "of_a_newer_version", "No name"])
    fields = data.draw(st.dictionaries(names, VALUES, max_size=3))
    written = msgspec.json.encode(fields)
    found, close = values.read(kind, msgspec.Raw(written)), values._read_closely(kind, written)
    assert (found.fields, found.refused) == (close.fields, close.refused)
    assert (found.written, found.deleted) == (close.written, close.deleted)


@pytest.mark.parametrize(
    ("change", "is_usual"),
    [
        ({}, True),
        ({"name": {"se": "Veahkki"}}, False),
        ({"of_a_newer_version": 1}, False),
        ({"prices": [{"id": "a", "of_a_newer_version": 1}]}, False),
        ({DELETED: "2026-11-29T10:00:00.000Z"}, False),
        ({"duration": "long"}, False),
    ],
    ids=["service", "language", "field", "in a row", "in the bin", "shape"],
)
def test_what_offices_send_is_usual(change: dict[str, Any], is_usual: bool) -> None:
    shape = usual.shape("service")
    assert shape is not None
    written = msgspec.json.encode({**SERVICE, **change})
    if is_usual:
        shape.decode(written)
    else:
        with pytest.raises(ValueError, match=r"."):
            shape.decode(written)


def test_an_unknown_kind_has_no_usual_shape() -> None:
    assert usual.shape("tender_lot") is None
