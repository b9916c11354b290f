"""Type files: those that come with the program, and what is said of broken ones."""

import pytest

from app.core.fault import BadFile, Refusal
from app.core.text import pick
from app.worksheets.types import library
from app.worksheets.types.reading import read
from app.worksheets.types.rules import COLLECTIONS, WorksheetType

GOOD = """
key: own_canvas
version: "1"
category: strategy
icon: note
name: {fi: Oma, en: Own}
layout: canvas
grid: [2, 1]
fields:
  - key: first
    type: notes
    label: {fi: Yksi, en: One}
    place: [0, 0, 1, 1]
  - key: second
    type: text
    label: {fi: Kaksi, en: Two}
    place: [1, 0, 1, 1]
"""
KEYS = {
    *("swot", "tows", "bmc", "vpc", "service_blueprint", "pestel", "futures_wheel", "weak_signal"),
    *("megatrend", "scenario", "a3", "five_s", "wastes8", "vsm", "pdca", "kaizen", "risk_matrix"),
    *("bsc_onepager", "okr", "annual_clock", "experiment", "wellbeing_pulse", "change_plan"),
    *("benchmarking", "partnership", "tender_checklist"),
}


def told(text: str) -> list[str]:
    with pytest.raises(BadFile) as caught:
        read(text, "oma.yaml")
    return [each.say("en") for each in caught.value.faults]


def test_all_26_types_come_with_the_program() -> None:
    found = library.built_in()
    assert set(found.types) == KEYS
    assert found.faults == ()
    assert {key: library.built_in_type(key) for key in KEYS} == found.types


def test_a_key_leads_to_no_file_outside_the_folder(tmp_path, monkeypatch) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "outside.yaml").write_text(GOOD, "utf-8")
    monkeypatch.setattr(library, "folder", lambda: inside)
    assert library.built_in_type("../outside") is None
    (inside / "outside.yaml").write_text(GOOD, "utf-8")
    assert library.built_in_type("outside") is not None


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_text_is_there_in_both_languages(key) -> None:
    def words(value):
        if isinstance(value, dict):
            if set(value) & {"fi", "en"}:
                yield value
            for each in value.values():
                yield from words(each)
        elif isinstance(value, list | tuple):
            for each in value:
                yield from words(each)

    type_ = library.built_in().types[key]
    texts = [type_.name, type_.summary, *words(type_.example)]
    for step in type_.steps:
        texts += [step.title, step.words]
    for field in type_.fields:
        for each in (field, *field.columns):
            texts.append(each.label)
            texts += [text for text in (each.help, each.low, each.high, each.unit) if text]
            texts += [option.label for option in each.options]
            texts += list(each.levels) + list(words(each.seed))
    for text in texts:
        assert text.get("fi", "").strip(), text
        assert text.get("en", "").strip(), text


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_type_guides_and_has_an_example(key) -> None:
    type_ = library.built_in().types[key]
    assert type_.summary
    assert 3 <= len(type_.steps) <= 8
    assert type_.minutes <= 120
    for field in type_.fields:
        if field.type not in {"computed", "files"} and type_.layout != "survey":
            assert field.key in type_.example, field.key
    for field in type_.fields:
        if field.collects:
            known = {each.key for each in field.columns}
            for said in type_.example.get(field.key, ()):
                extra = (
                    set(said)
                    - known
                    - {"text", "fi", "en", "colour", "votes", "under", "done", "note"}
                )
                assert not extra, extra


def test_a_good_file_is_read() -> None:
    found = read(GOOD, "oma.yaml")
    assert isinstance(found, WorksheetType)
    assert pick(found.name, "fi") == "Oma"
    assert [each.key for each in found.placed()] == ["first", "second"]
    assert found.fields[0].type in COLLECTIONS


def test_one_language_is_enough_and_the_other_falls_back() -> None:
    found = read(GOOD.replace("{fi: Yksi, en: One}", "{fi: Yksi}"), "oma.yaml")
    assert pick(found.fields[0].label, "en") == "Yksi"


@pytest.mark.parametrize(
    ("was", "becomes", "place", "what"),
    [
        ("name: {fi: Oma, en: Own}", "name: {fi: '', en: ''}", "Line 6", "missing"),
        ("name: {fi: Oma, en: Own}", "name: Oma", "Line 6", "by language"),
        ("layout: canvas", "layout: cloud", "Line 7", "canvas"),
        ("type: text", "type: poem", "Line 15", "poem"),
        ("key: second", "key: first", "Line 14", "used twice"),
        ("key: second", "key: Toinen kenttä", "Line 14", "small letters"),
        ("place: [1, 0, 1, 1]", "place: [0, 0, 1, 1]", "Line 2", "same place"),
        ("place: [1, 0, 1, 1]", "place: [1, 0, 2, 1]", "Line 2", "outside the grid"),
        ("place: [1, 0, 1, 1]", "place: here", "Line 17", "list"),
        ("    type: text", "    type: computed\n    formula: a ** 2", "Line 16", "formula"),
        ("    type: text", "    type: computed\n    formula: third * 2", "Line 2", "third"),
        ("    type: text", "    type: computed\n    formula: second + 1", "Line 2", "circle"),
        ("    type: text", "    type: choice", "Line 14", "options"),
        ("version:", "colour: red\nversion:", "Line 3", "isn't known"),
        ("layout: canvas", "layout: board", "Line 2", "items"),
    ],
)
def test_a_fault_is_told_with_its_line(was, becomes, place, what) -> None:
    faults = told(GOOD.replace(was, becomes, 1))
    assert any(each.startswith(place) and what in each for each in faults), faults


def test_every_fault_is_told_at_once() -> None:
    broken = GOOD.replace("type: text", "type: poem").replace("layout: canvas", "layout: cloud")
    assert len(told(broken)) == 2


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b", "a: &x 1\nb: *x", "a: [", "\0"])
def test_what_is_no_type_at_all_is_refused_in_words(text) -> None:
    with pytest.raises(Refusal) as caught:
        read(text, "oma.yaml")
    assert "oma.yaml" in caught.value.told.say("en")


def test_a_broken_file_is_told_and_the_others_still_work(tmp_path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "broken.yaml").write_text(GOOD.replace("type: notes", "type: poem"), "utf-8")
    (tmp_path / "noise.yaml").write_bytes(b"\xff\xfe\x00")
    found = library.read_folder(tmp_path)
    assert list(found.types) == ["own_canvas"]
    words = "\n".join(each.say("en") for each in found.faults)
    assert "broken.yaml" in words
    assert "Line 11" in words
    assert "noise.yaml" in words
