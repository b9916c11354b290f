"""Answers in spreadsheets: written, filled in elsewhere, read back whole or not at all."""

from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.certification.assessments import actions, files, importing, rules
from app.certification.assessments.records import Answer, Assessment, Evidence
from app.core import editing
from app.core.change import Changes
from app.core.fault import MOST_TOLD, BadFile, Refusal
from app.core.store import Store
from app.core.text import literal, speaking
from app.exchange import sheets
from app.services.records import ServiceProduct

DUE = date(2027, 2, 1)
COMMENT = "=1+1\nToinen rivi – ”lainaus”"


@pytest.fixture
def made(store: Store) -> str:
    """An assessment with two answers, one of them with evidence."""

    def work(session: Session) -> Changes:
        service = editing.add(session, ServiceProduct, {"name": {"fi": "Arkiapu"}}).result
        values = {"scheme_key": "network_quality", "service_id": service}
        found = actions.begin(session, values).result
        partly = {"answer": "partly", "comment": COMMENT, "responsible": "Maija", "due": DUE}
        actions.answer(session, found, "product_card", partly)
        actions.answer(session, found, "has_staff", {"answer": "yes"})
        shown = {"name": "Tuotekortti", "sort": "seen"}
        actions.add_evidence(session, found, "product_card", shown)
        return Changes(literal("Valmis"), found)

    return store.write(work).result


def write(store: Store, assessment_id: str, path: Path, language: str = "fi") -> Path:
    with store.read() as session, speaking(language):
        return files.write_answers(session, assessment_id, path)


def take(store: Store, assessment_id: str, path: Path) -> Changes:
    return store.write(lambda session: importing.read_answers(session, assessment_id, path))


def answers(store: Store, assessment_id: str) -> dict[str, dict[str, Any]]:
    with store.read() as session:
        found = editing.find(session, Assessment, assessment_id)
        names = ("answer", "comment", "responsible", "due", "carried", "evidence", "answered_on")
        return {e.criterion: {n: getattr(e, n) for n in names} for e in found.answers}


def sheet(path: Path, headers: list[str], *rows: list[Any]) -> Path:
    return sheets.write_whole(path, headers, rows)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("language", ["fi", "en"])
def test_what_was_written_changes_nothing_when_read_back(
    store: Store, made: str, tmp_path: Path, suffix: str, language: str
) -> None:
    path = write(store, made, tmp_path / f"vastaukset{suffix}", language)
    before = answers(store, made)
    done = take(store, made, path)
    assert answers(store, made) == before
    assert not done
    assert done.result == made


def test_the_sheet_has_each_criterion_that_applies(store: Store, made: str, tmp_path: Path) -> None:
    found = sheets.read_sheet(write(store, made, tmp_path / "a.xlsx"))
    assert found.headers == [column.label.say() for column in files.COLUMNS]
    keys = [column.key for column in files.COLUMNS]
    rows = [dict(zip_longest(keys, row)) for row in found.rows]
    with store.read() as session:
        result = editing.find(session, Assessment, made).result
        assert result is not None
        assert [row["key"] for row in rows] == [each.key for each in result.criteria]
    card = next(row for row in rows if row["key"] == "product_card")
    assert card["answer"] == dict(rules.ANSWERS)["partly"].say()
    assert card["comment"] == COMMENT
    assert card["due"].date() == DUE
    assert card["evidence"] == "Tuotekortti"
    assert card["weight"] == 2


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_only_what_differs_is_written(store: Store, made: str, tmp_path: Path, suffix: str) -> None:
    path = sheet(
        tmp_path / f"a{suffix}",
        ["KEY", "group", "answer", "comment", "due"],
        ["product_card", "", "YES", "", ""],
        ["price_clear", "", dict(rules.ANSWERS)["no"].say("en"), "Puuttuu", "5.3.2027"],
        ["has_staff", "", dict(rules.ANSWERS)["yes"].say("fi"), "", ""],
        ["", "", "", "", ""],
    )
    before = answers(store, made)
    done = take(store, made, path)
    after = answers(store, made)
    assert len(done.ids("answer")) == 2
    assert "2" in done.words.say("fi")
    assert "2" in done.words.say("en")
    assert after["has_staff"] == before["has_staff"]
    card = after["product_card"]
    assert (card["answer"], card["comment"], card["due"]) == ("yes", COMMENT, DUE)
    assert card["evidence"] == before["product_card"]["evidence"]
    price = after["price_clear"]
    assert (price["answer"], price["comment"], price["due"]) == ("no", "Puuttuu", date(2027, 3, 5))


def test_every_fault_is_told_with_its_row_and_nothing_is_imported(
    store: Store, made: str, tmp_path: Path
) -> None:
    path = sheet(
        tmp_path / "a.csv",
        ["key", "answer", "comment", "due"],
        ["price_clear", "yes", "Kunnossa", ""],
        ["no_such_key", "yes", "", ""],
        ["at_home", "ehkä", "", "31.2.2027"],
        ["price_clear", "no", "", ""],
        ["", "yes", "", ""],
        ["subcontractors", "no", "x" * 2001, ""],
    )
    before = answers(store, made)
    with pytest.raises(BadFile) as caught:
        take(store, made, path)
    assert answers(store, made) == before
    told = [each.say("en") for each in caught.value.faults]
    assert [words.split(":")[0] for words in told] == [
        f"Row {number}" for number in (3, 4, 4, 5, 6, 7)
    ]
    assert "no_such_key" in told[0]
    assert "ehkä" in told[1]
    for language in ("fi", "en"):
        whole = caught.value.words.say(language)
        assert all(each.say(language) in whole for each in caught.value.faults)


def test_very_many_faults_are_counted(store: Store, made: str, tmp_path: Path) -> None:
    rows = [[f"none{n}", "yes"] for n in range(MOST_TOLD + 7)]
    with pytest.raises(BadFile) as caught:
        take(store, made, sheet(tmp_path / "a.xlsx", ["key", "answer"], *rows))
    assert len(caught.value.listed) == MOST_TOLD + 1
    assert "7" in caught.value.listed[-1].say()
    assert caught.value.told == caught.value.summary


@pytest.mark.parametrize("headers", [["key", "evidence"], ["answer"], ["a", "b"]])
def test_another_sheet_is_refused(
    store: Store, made: str, tmp_path: Path, headers: list[str]
) -> None:
    path = sheet(tmp_path / "a.xlsx", headers, ["price_clear"] * len(headers))
    with pytest.raises(Refusal):
        take(store, made, path)


def test_a_frozen_assessment_takes_nothing(store: Store, made: str, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ["key", "answer"], ["price_clear", "no"])

    def freeze(session: Session) -> Changes:
        result = editing.find(session, Assessment, made).result
        assert result is not None
        for each in result.criteria:
            actions.answer(session, made, each.key, {"answer": "yes"})
        return actions.freeze(session, made)

    store.write(freeze)
    with pytest.raises(Refusal) as caught:
        take(store, made, path)
    assert caught.value.words == rules.frozen_words()
    assert write(store, made, tmp_path / "b.xlsx").exists()


def test_a_sheet_fills_in_a_whole_assessment(store: Store, made: str, tmp_path: Path) -> None:
    path = write(store, made, tmp_path / "a.xlsx", "en")
    found = sheets.read_sheet(path)
    at = found.headers.index(next(c.label.say("en") for c in files.COLUMNS if c.key == "answer"))
    for row in found.rows:
        row.extend([""] * (len(found.headers) - len(row)))
        row[at] = row[at] or "Yes"
    take(store, made, sheet(path, found.headers, *found.rows))
    with store.read() as session:
        result = editing.find(session, Assessment, made).result
        assert result is not None
        assert result.total.progress == 100
        assert session.query(Evidence).count() == 1
        assert session.query(Answer).count() == len(result.criteria)
