"""What is frozen can't be changed by anything, and what was changed past the program is seen."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.certification.assessments import actions, freezing, rules
from app.certification.assessments.records import Answer, Assessment, Evidence
from app.core import attachment, editing
from app.core.attachment import Attachment
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.field import fields_of
from app.core.record import new_id
from app.core.store import Store
from app.core.text import Text
from tests.certification.schemes.data import ALL, DAY, answer, begun, evidence, keep, mini, service


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.certification.assessments.actions.today", lambda: DAY)


@pytest.fixture
def made(store: Store) -> str:
    """A frozen assessment with a comment, an action with a day and evidence."""
    keep(store, mini())
    found = begun(store, service(store), summary="Menee hyvin")
    said = {**dict.fromkeys(ALL, "yes"), "plan": {"answer": "partly", "comment": "K", "due": DAY}}
    answer(store, found, said)
    evidence(store, found)
    store.call_me("Aino")
    store.write(lambda s: actions.freeze(s, found))
    return found


def the(store: Store, record: type, record_id: str) -> Any:
    with store.read() as session:
        found = session.get(record, record_id)
        if record is Assessment:
            assert found.result
        return found


def plan(store: Store, made: str) -> Answer:
    return next(each for each in the(store, Assessment, made).answers if each.criterion == "plan")


def refused(store: Store, work: Callable[[Session], Any]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        store.write(work)
    return caught.value


def past(store: Store, change: Callable[[Session], object]) -> None:
    """Change something past the rules, as somebody with the key of the file could."""

    def work(session: Session) -> Changes:
        change(session)
        return Changes(Text("x"))

    store.write(work)


def test_freezing_writes_the_day_the_score_and_a_fingerprint(store: Store, made: str) -> None:
    found = the(store, Assessment, made)
    assert (found.status, found.frozen_on, found.frozen_by) == ("frozen", DAY, "Aino")
    assert found.score == Decimal("77.2")
    assert found.content_hash == hashlib.sha256(found.content.encode()).hexdigest()
    assert freezing.intact(found)


def test_the_content_says_all_that_was_answered(store: Store, made: str) -> None:
    said = json.loads(the(store, Assessment, made).content)
    assert [each["criterion"] for each in said["answers"]] == list(ALL)
    answered = said["answers"][1]
    assert (answered["answer"], answered["comment"], answered["due"]) == ("partly", "K", str(DAY))
    piece = answered["evidence"][0]
    assert piece["name"] == "Pöytäkirja"
    assert piece["files"][0]["sha256"] == hashlib.sha256(b"sisus").hexdigest()
    assert said["score"] == "77.2"
    assert said["scheme"]["version"] == "1"
    assert said["summary"] == "Menee hyvin"
    assert said["subject"]["kind"] == "service"
    assert {key: said[key] for key in ("manner", "target", "frozen_on", "frozen_by")} == {
        "manner": "self", "target": "upper", "frozen_on": str(DAY), "frozen_by": "Aino",
    }  # fmt: skip


def test_it_isnt_frozen_before_all_is_answered(store: Store) -> None:
    keep(store, mini())
    found = begun(store, service(store))
    answer(store, found, dict.fromkeys(ALL[:-1], "yes"))
    refused(store, lambda s: actions.freeze(s, found))
    assert the(store, Assessment, found).status == "open"


def test_it_is_frozen_once(store: Store, made: str) -> None:
    refused(store, lambda s: actions.freeze(s, made))


OTHER: dict[str, Any] = {
    "scheme_id": None, "service_id": None, "code": "A-1", "manner": "peer", "assessor": "Oy",
    "assessor_from": "Oy", "started_on": date(2020, 1, 1), "due": date(2030, 1, 1),
    "summary": "Toisin", "target": "lower", "status": "open", "score": Decimal(100),
    "frozen_on": date(2026, 11, 24), "frozen_by": "Eino", "content": "{}",
    "content_hash": "0" * 64, "follows_id": None,
}  # fmt: skip


def test_no_field_of_it_can_change(store: Store, made: str) -> None:
    assert set(OTHER) == set(fields_of(Assessment))
    changes = {
        **OTHER,
        "scheme_id": keep(store, mini("2")),
        "service_id": service(store),
        "follows_id": begun(store, service(store)),
    }
    for name, value in changes.items():
        given = {name: value}
        if name == "assessor_from":  # it has a meaning in a peer review only
            given |= {"manner": "peer", "assessor": "A"}
        work = lambda s, v=given: editing.change(s, Assessment, made, v)
        assert name in refused(store, work).problems
    assert freezing.intact(the(store, Assessment, made))


def test_no_field_of_an_answer_can_change(store: Store, made: str) -> None:
    other = begun(store, service(store))
    changes: dict[str, Any] = {
        "assessment_id": other, "criterion": "leaflet", "asked": {"fi": "x"}, "answer": "yes",
        "comment": "", "evidence": [], "responsible": "B", "due": None, "answered_by": "B",
        "answered_on": None, "carried": True,
    }  # fmt: skip
    assert set(changes) == set(fields_of(Answer))
    record_id = plan(store, made).id
    for name, value in changes.items():
        work = lambda s, n=name, v=value: editing.change(s, Answer, record_id, {n: v})
        assert refused(store, work).problems["answer"] == rules.frozen_words(), name


def test_answers_are_neither_added_nor_taken_away(store: Store, made: str) -> None:
    free = {"assessment_id": made, "criterion": "new", "answer": "no"}
    refused(store, lambda s: editing.add(s, Answer, free))
    refused(store, lambda s: actions.answer(s, made, "plan", {"answer": "yes"}))
    refused(store, lambda s: editing.remove(s, Answer, [plan(store, made).id]))
    other = begun(store, service(store))
    answer(store, other, {"leaflet": "no"})
    moved = next(iter(the(store, Assessment, other).answers)).id
    move = {"assessment_id": made, "criterion": "new"}
    refused(store, lambda s: editing.change(s, Answer, moved, move))


def test_an_answer_in_the_bin_doesnt_come_back_to_a_frozen_one(store: Store) -> None:
    keep(store, mini())
    found = begun(store, service(store))
    answer(store, found, dict.fromkeys(ALL, "no"))
    gone = plan(store, found).id
    store.write(lambda s: editing.remove(s, Answer, [gone]))
    answer(store, found, {"plan": "yes"})
    refused(store, lambda s: editing.restore(s, Answer, [gone]))
    store.write(lambda s: actions.freeze(s, found))
    refused(store, lambda s: editing.restore(s, Answer, [gone]))
    assert plan(store, found).answer == "yes"


def test_its_evidence_stays_as_it_was_said(store: Store, made: str) -> None:
    piece = plan(store, made).evidence[0]["evidence_id"]
    changes: dict[str, Any] = {
        "name": "Toinen", "sort": "seen", "speaks_of": None, "record_kind": "service",
        "record_id": new_id(),
    }  # fmt: skip
    for name, value in changes.items():
        work = lambda s, n=name, v=value: editing.change(s, Evidence, piece, {n: v})
        assert set(refused(store, work).problems) == {name}
    store.write(lambda s: editing.change(s, Evidence, piece, {"note": "Uusittu", "valid_to": DAY}))


def test_its_evidence_and_files_arent_taken_away(store: Store, made: str) -> None:
    piece = plan(store, made).evidence[0]["evidence_id"]
    with store.read() as session:
        file = attachment.attachments(session, piece)[0].id
    refused(store, lambda s: editing.remove(s, Evidence, [piece]))
    refused(store, lambda s: editing.remove(s, Attachment, [file]))
    refused(store, lambda s: actions.take_evidence_away(s, made, "plan", piece))
    refused(store, lambda s: actions.show_evidence(s, made, "leaflet", piece))
    refused(store, lambda s: actions.add_evidence(s, made, "leaflet", {"name": "Uusi"}))
    with store.read() as session:
        assert session.query(Evidence).count() == 1


def test_evidence_of_an_open_one_can_still_be_put_right(store: Store, made: str) -> None:
    other = begun(store, service(store))
    piece = evidence(store, other)
    store.write(lambda s: editing.change(s, Evidence, piece, {"name": "Toinen"}))
    assert the(store, Evidence, piece).name == "Toinen"


def test_it_can_go_to_the_bin_and_comes_back_whole(store: Store, made: str) -> None:
    store.write(lambda s: editing.remove(s, Assessment, [made]))
    store.write(lambda s: editing.restore(s, Assessment, [made]))
    assert freezing.intact(the(store, Assessment, made))


def test_nothing_but_freezing_freezes(store: Store) -> None:
    keep(store, mini())
    found = begun(store, service(store), manner="peer", assessor="Naapuri")
    sealed = {"status": "frozen", "frozen_on": DAY, "score": Decimal(100)}
    written = '{"answers":[]}'
    forged = {"content": written, "content_hash": freezing.fingerprint(written)}
    attempts: list[dict[str, Any]] = [
        {"status": "frozen"},
        sealed,
        {**sealed, **forged},
        {**sealed, "content": "", "content_hash": freezing.fingerprint("")},
        {"frozen_on": DAY},
        {"score": Decimal(100)},
        {"status": "closed"},
        forged,
    ]
    for values in attempts:
        assert isinstance(
            refused(store, lambda s, v=values: editing.change(s, Assessment, found, v)),
            InvalidFields,
        )
    answer(store, found, dict.fromkeys(ALL, "no"))
    refused(store, lambda s: editing.change(s, Assessment, found, {**sealed, **forged}))
    assert the(store, Assessment, found).status == "open"


def test_what_was_changed_past_the_program_is_seen(store: Store, made: str) -> None:
    def of_all(name: str, value: object) -> Callable[[Assessment], object]:
        return lambda a: [setattr(each, name, value) for each in a.answers]

    changes: list[Callable[[Assessment], object]] = [
        lambda a: setattr(a, "content", a.content.replace("partly", "yes")),
        lambda a: setattr(a, "content", a.content + " "),
        lambda a: setattr(a, "content", ""),
        lambda a: setattr(a, "content_hash", "0" * 64),
        lambda a: setattr(a, "content_hash", ""),
        of_all("answer", "yes"),
        of_all("comment", "muuta"),
        of_all("due", date(2031, 1, 1)),
    ]
    for change in changes:
        past(store, lambda s, c=change: c(s.get_one(Assessment, made)))
        assert not freezing.intact(the(store, Assessment, made))
        store.undo()
        assert freezing.intact(the(store, Assessment, made))


def test_another_content_with_its_own_fingerprint_is_seen(store: Store, made: str) -> None:
    for written in ("nonsense", "[]", "{}", '{"answers":[{}]}', '{"answers":[1]}'):

        def forge(session: Session, written: str = written) -> None:
            found = session.get(Assessment, made)
            found.content, found.content_hash = written, freezing.fingerprint(written)

        past(store, forge)
        assert not freezing.intact(the(store, Assessment, made)), written


def test_an_answer_that_was_taken_out_past_the_program_is_seen(store: Store, made: str) -> None:
    def lose(session: Session) -> None:
        session.get(Answer, plan(store, made).id).deleted_at = editing.now()

    past(store, lose)
    assert not freezing.intact(the(store, Assessment, made))


def test_freezing_can_be_undone_in_the_open(store: Store, made: str) -> None:
    store.undo()
    found = the(store, Assessment, made)
    assert (found.status, found.score, found.content, found.content_hash) == ("open", None, "", "")
    answer(store, made, {"plan": "yes"})
    store.write(lambda s: actions.freeze(s, made))
    assert the(store, Assessment, made).score == 100


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), JSON))
def test_a_content_is_written_in_one_way_only(content: dict[str, Any]) -> None:
    turned = dict(reversed(content.items()))
    written = freezing.canonical(content)
    assert freezing.canonical(turned) == written
    assert json.loads(written) == content
    assert freezing.canonical(json.loads(written)) == written
    fingerprint = freezing.fingerprint(written)
    assert fingerprint == hashlib.sha256(written.encode()).hexdigest()
