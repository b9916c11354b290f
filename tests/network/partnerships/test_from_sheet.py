"""A partnership and its worksheet: what was agreed on the canvas comes into it, and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.fault import Refusal
from app.core.store import Store
from app.core.text import set_language
from app.network.partnerships import from_sheet
from app.worksheets.chains import actions as chains
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets import notes
from tests.network.partnerships.founding import found, read


def sheet(store: Store, type_key: str = "partnership", *, example: bool = False) -> str:
    values = {"type_key": type_key, "name": "Canvas"}
    return store.write(lambda session: sheets.begin(session, values, with_example=example)).result


def take(store: Store, record_id: str, sheet_id: str) -> str:
    return str(store.write(lambda session: from_sheet.take(session, record_id, sheet_id)).words)


def test_the_example_fills_a_whole_partnership(store: Store) -> None:
    made, source = found(store, "Aamu"), sheet(store, example=True)
    take(store, made, source)
    after = read(store, made)
    assert after.purpose["fi"].startswith("Autamme leikkauksesta")
    assert [row["name"] for row in after.members] == [
        "Rantakylän Arkiapu ry",
        "Liike ja Lepo Oy",
        "Taksi Oriselkä Oy",
    ]
    first = next(row for row in after.giving if row["who"] == "Arkiapu")
    assert first["brings"].startswith("yksi numero")
    assert first["gains"].startswith("palvelu jatkuu")
    for name in ("pricing", "data", "quality", "materials", "disputes", "notice", "decisions"):
        assert getattr(after, name), name
    assert after.starts_on
    assert after.review_on > after.starts_on
    with store.read() as session:
        rings = chains.chain(session, "partnership", made)
    assert [(ring.kind, ring.step) for ring in rings] == [("worksheet", -1), ("partnership", 0)]


def test_nothing_that_is_written_is_changed(store: Store) -> None:
    mine = {"pricing": "Oma hinta.", "purpose": {"en": "Ours"}, "starts_on": date(2026, 1, 1)}
    made = found(store, "Aamu", "RANTAKYLÄN ARKIAPU RY", **mine)
    take(store, made, sheet(store, example=True))
    after = read(store, made)
    assert (after.pricing, after.purpose, after.starts_on) == tuple(mine.values())
    assert after.members[0]["name"] == "RANTAKYLÄN ARKIAPU RY"
    assert len(after.members) == 3, "who is a member already isn't added again"
    assert after.data


def test_what_was_taken_is_told_and_taking_twice_takes_nothing(store: Store) -> None:
    set_language("en")
    made, source = found(store, "Aamu"), sheet(store)
    store.write(lambda session: sheets.set_value(session, source, "data", "Only with permission."))
    assert take(store, made, source) == "Took from the worksheet: Personal data and confidentiality"
    with pytest.raises(Refusal):
        take(store, made, source)
    store.undo()
    assert read(store, made).data == ""
    with pytest.raises(Refusal):
        take(store, made, sheet(store, "swot"))


def test_a_text_too_long_for_the_agreement_is_cut_at_a_word(store: Store) -> None:
    made, source = found(store, "Aamu"), sheet(store)
    store.write(
        lambda session: sheets.set_value(session, source, "pricing", "sovittu hinta " * 200)
    )
    take(store, made, source)
    pricing = read(store, made).pricing
    assert len(pricing) <= 1200
    assert pricing.endswith(("hinta …", "sovittu …"))


def test_a_duty_of_nobody_by_name_is_a_decision(store: Store) -> None:
    made, source = found(store, "Aamu"), sheet(store)
    for field, text in (
        ("contributions", "Koivu: tilat"),
        ("roles", "Koivu: avaimet"),
        ("roles", "Päätökset yksimielisesti"),
    ):
        spot = notes.Spot(field)
        store.write(lambda session, s=spot, t=text: notes.add(session, source, s, t))
    take(store, made, source)
    after = read(store, made)
    assert [(r["who"], r["brings"], r["answers_for"]) for r in after.giving] == [
        ("Koivu", "tilat", "avaimet")
    ]
    assert after.decisions == "Päätökset yksimielisesti"


def test_a_worksheet_is_begun_with_what_is_known_and_opened_the_next_time(store: Store) -> None:
    made = found(
        store,
        "Aamu",
        "Koivu",
        purpose={"fi": "Yhdessä"},
        notice="Kolme kuukautta",
        starts_on=date(2026, 1, 1),
        giving=[{"id": "g", "who": "Koivu", "brings": "tilat", "gains": "", "answers_for": ""}],
    )
    source = store.write(lambda session: from_sheet.open_sheet(session, made)).result
    with store.read() as session:
        content = sheets.content(session, source)
    assert content.values["purpose"] == "Yhdessä"
    assert content.values["ending"] == "Kolme kuukautta"
    assert content.values["term"] == "2026-01-01/"
    assert [each.text for each in content.of("parties")] == ["Koivu"]
    assert [each.text for each in content.of("contributions")] == ["Koivu: tilat"]
    again = store.write(lambda session: from_sheet.open_sheet(session, made))
    assert again.result == source
    assert not again, "nothing was changed"


@given(st.text(max_size=60))
def test_a_note_is_told_whole(text: str) -> None:
    who, what = from_sheet.split(text)
    assert (who == "" and what == text.strip()) or (who in text and what in text and what)
