"""Assessments on a real encrypted store: begun, answered, shown with evidence, gone on with."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.certification.assessments import actions, rules
from app.certification.assessments.records import Answer, Assessment, Evidence
from app.core import attachment, editing, history
from app.core.attachment import Attachment
from app.core.change import Changes
from app.core.fault import InvalidFields, Missing, Refusal
from app.core.record import new_id
from app.core.room import Matter
from app.core.store import Store
from app.services.records import ServiceProduct
from tests.certification.schemes.data import (
    ALL,
    DAY,
    answer,
    begun,
    evidence,
    frozen,
    keep,
    mini,
    peer,
    service,
)

CHANGED = ("Suunnitelma on", "Ajantasainen suunnitelma on")
GONE = ("key: leaflet", "key: website")


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("app.certification.assessments.actions", "app.core.editing"):
        monkeypatch.setattr(f"{module}.today", lambda: DAY)


@pytest.fixture
def product(store: Store) -> str:
    keep(store, mini())
    return service(store)


def the(store: Store, assessment_id: str) -> Assessment:
    with store.read() as session:
        found = session.get_one(Assessment, assessment_id)
        assert found.result
        return found


def said(store: Store, assessment_id: str) -> dict[str, Answer]:
    return {each.criterion: each for each in the(store, assessment_id).answers}


def refused(store: Store, work: Callable[[Session], Any]) -> Refusal:
    """What an action says when it refuses; nothing was written by it."""
    with store.read() as session:
        before = session.query(history.Action).count()
    with pytest.raises(Refusal) as caught:
        store.write(work)
    with store.read() as session:
        assert session.query(history.Action).count() == before
    return caught.value


# Beginning


def test_it_begins_today_at_the_lowest_level_with_a_number(store: Store, product: str) -> None:
    made = the(store, begun(store, product, target=""))
    assert (made.target, made.status, made.manner) == ("lower", "open", "self")
    assert made.started_on == DAY
    assert made.code == "A-2026-001"
    assert made.result.total == rules.Score(0, 1000, 0, 4)


def test_a_level_that_there_isnt_becomes_the_lowest(store: Store, product: str) -> None:
    assert the(store, begun(store, product, target="heaven")).target == "lower"


def test_a_scheme_of_the_program_is_taken_into_use_by_beginning(store: Store) -> None:
    made = begun(store, service(store), scheme_key="network_quality", target="")
    assert the(store, made).scheme.key == "network_quality"
    store.undo()
    with store.read() as session:
        assert session.get(Assessment, made).deleted_at
        assert len(actions.schemes.waiting(session)) == 3


def test_what_cant_begin_is_refused(store: Store, product: str) -> None:
    attempts: list[tuple[dict[str, Any], str]] = [
        ({"scheme_key": "unknown"}, "scheme_id"),
        ({"scheme_key": ""}, "scheme_id"),
        ({"service_id": None}, "service_id"),
        ({"manner": "peer"}, "assessor"),
        ({"manner": "friend", "assessor": "Oy"}, "manner"),
        ({"due": DAY - timedelta(days=1)}, "due"),
        ({"status": "frozen"}, "status"),
        ({"status": "finished"}, "status"),
        ({"frozen_on": DAY}, "frozen_on"),
        ({"score": 100}, "score"),
        ({"content_hash": "0" * 64}, "content_hash"),
    ]
    for values, field in attempts:
        with pytest.raises(InvalidFields) as caught:
            begun(store, product, **values)
        assert field in caught.value.problems, values


def test_the_scheme_stays_once_something_is_answered(store: Store, product: str) -> None:
    made = begun(store, product)
    other = keep(store, mini("2"))
    answer(store, made, {"plan": "yes"})
    fault = refused(store, lambda s: editing.change(s, Assessment, made, {"scheme_id": other}))
    assert set(fault.problems) == {"scheme_id"}


def test_an_assessment_isnt_copied(store: Store, product: str) -> None:
    made = begun(store, product)
    refused(store, lambda s: editing.duplicate(s, Assessment, made))


# Answering


def test_an_answer_knows_who_gave_it_and_when(store: Store, product: str) -> None:
    store.call_me("Aino")
    made = begun(store, product)
    answer(store, made, {"plan": {"answer": "partly", "comment": "Kesken", "due": DAY}})
    found = said(store, made)["plan"]
    assert (found.answered_by, found.answered_on) == ("Aino", DAY)
    assert found.asked["en"] == "There is a plan"
    assert found.given == rules.Given(answer="partly", comment="Kesken", action_due=DAY)


def test_answering_again_changes_the_same_answer(store: Store, product: str) -> None:
    made = begun(store, product)
    answer(store, made, {"plan": "no"})
    first = said(store, made)["plan"].id
    answer(store, made, {"plan": "yes"})
    assert {key: (a.id, a.answer) for key, a in said(store, made).items()} == {
        "plan": (first, "yes")
    }


def test_changing_the_comment_keeps_the_answer(store: Store, product: str) -> None:
    made = begun(store, product)
    answer(store, made, {"plan": "yes"})
    answer(store, made, {"plan": {"comment": "Päivitetty"}})
    assert said(store, made)["plan"].answer == "yes"


def test_a_criterion_that_isnt_in_the_scheme_takes_no_answer(store: Store, product: str) -> None:
    made = begun(store, product)
    refused(store, lambda s: actions.answer(s, made, "nothing", {"answer": "yes"}))


def test_an_answer_that_there_isnt_is_refused(store: Store, product: str) -> None:
    made = begun(store, product)
    fault = refused(store, lambda s: actions.answer(s, made, "plan", {"answer": "fine"}))
    assert set(fault.problems) == {"answer"}


def test_a_criterion_has_one_answer(store: Store, product: str) -> None:
    made = begun(store, product)
    answer(store, made, {"plan": "no"})
    twin = {"assessment_id": made, "criterion": "plan", "answer": "yes"}
    refused(store, lambda s: editing.add(s, Answer, twin))


def test_an_assessment_that_isnt_there_or_is_in_the_bin_takes_no_answer(
    store: Store, product: str
) -> None:
    made = begun(store, product)
    store.write(lambda s: editing.remove(s, Assessment, [made]))
    for each in (made, new_id()):
        fault = refused(store, lambda s, e=each: actions.answer(s, e, "plan", {"answer": "yes"}))
        assert isinstance(fault, Missing)
        assert isinstance(refused(store, lambda s, e=each: actions.freeze(s, e)), Missing)


def test_aiming_higher_keeps_the_answers_and_asks_more(store: Store, product: str) -> None:
    made = begun(store, product, target="lower")
    answer(store, made, {"plan": "yes"})
    store.write(lambda s: actions.aim(s, made, "upper"))
    assert the(store, made).result.total == rules.Score(500, 1100, 1, 5)
    with store.read() as session:
        assert actions.level_name(session.get_one(Assessment, made))["en"] == "Upper"


def test_a_level_that_there_isnt_cant_be_aimed_at(store: Store, product: str) -> None:
    made = begun(store, product)
    refused(store, lambda s: actions.aim(s, made, "heaven"))


# Evidence


def test_one_piece_of_evidence_serves_several_criteria(store: Store, product: str) -> None:
    made = begun(store, product)
    answer(store, made, {"plan": "yes"})
    piece = evidence(store, made)
    store.write(lambda s: actions.show_evidence(s, made, "training", piece, "sivu 4"))
    with store.read() as session:
        served = {
            key: actions.evidence_of(session, actions.answer_to(session, made, key))
            for key in ("plan", "training", "figures")
        }
        assert [len(each) for each in served.values()] == [1, 1, 0]
        assert served["training"][0].place == "sivu 4"
        assert served["plan"][0].files[0].name == "p.txt"
        assert not served["plan"][0].gone
        assert len(actions.serving(session, piece)) == 2
    assert said(store, made)["plan"].answer == "yes"
    assert said(store, made)["training"].answer == ""


def test_the_same_evidence_serves_a_criterion_once(store: Store, product: str) -> None:
    made = begun(store, product)
    piece = evidence(store, made)
    refused(store, lambda s: actions.show_evidence(s, made, "plan", piece))


def test_evidence_in_use_stays_and_so_does_its_file(store: Store, product: str) -> None:
    made = begun(store, product)
    piece = evidence(store, made)
    store.write(lambda s: actions.show_evidence(s, made, "training", piece))
    with store.read() as session:
        file = attachment.attachments(session, piece)[0].id
    for key in ("plan", "training"):
        refused(store, lambda s: editing.remove(s, Evidence, [piece]))
        refused(store, lambda s: editing.remove(s, Attachment, [file]))
        store.write(lambda s, k=key: actions.take_evidence_away(s, made, k, piece))
    store.write(lambda s: editing.remove(s, Attachment, [file]))
    store.write(lambda s: editing.remove(s, Evidence, [piece]))


def test_a_page_that_is_evidence_stays(store: Store, product: str) -> None:
    made = begun(store, product)

    def point(session: Session) -> Changes:
        values = actions.record_evidence(session.get_one(ServiceProduct, product))
        return actions.add_evidence(session, made, "plan", values)

    store.write(point)
    refused(store, lambda s: editing.remove(s, ServiceProduct, [product]))
    store.undo()
    store.write(lambda s: editing.remove(s, ServiceProduct, [product]))


def test_evidence_of_a_page_is_named_by_its_number(store: Store, product: str) -> None:
    made = begun(store, product)
    with store.read() as session:
        named = actions.record_evidence(session.get_one(Assessment, made))
    assert named["name"].endswith("A-2026-001")
    assert (named["record_kind"], named["record_id"]) == ("assessment", made)


def test_evidence_thats_been_moved_to_the_bin_elsewhere_is_seen(store: Store, product: str) -> None:
    made = begun(store, product)

    def lose(session: Session) -> Changes:
        values = actions.record_evidence(session.get_one(ServiceProduct, product))
        done = actions.add_evidence(session, made, "plan", values)
        session.get(ServiceProduct, product).deleted_at = history.now()
        return done

    store.write(lose)
    with store.read() as session:
        found = actions.evidence_of(session, actions.answer_to(session, made, "plan"))
        assert [each.gone for each in found] == [True]


# Versions


def second(store: Store, product: str, *changes: tuple[str, str]) -> str:
    """An assessment with every criterion answered and evidence, then a newer version."""
    made = begun(store, product)
    answer(store, made, {key: {"answer": "yes", "comment": f"{key} ok"} for key in ALL})
    evidence(store, made)
    keep(store, mini("2", *changes))
    return made


def test_a_new_version_asks_anew_what_changed_and_keeps_the_rest(
    store: Store, product: str
) -> None:
    made = second(store, product, CHANGED, GONE)
    gone = said(store, made)["leaflet"].id
    done = store.write(lambda s: actions.take_new_version(s, made))
    assert done.words.say("en") == "1 new, 1 changed, 1 left out; the answers to 3 still hold."
    found = said(store, made)
    assert {key: each.answer for key, each in found.items()} == {
        "staff": "yes", "plan": "", "training": "yes", "figures": "yes",
    }  # fmt: skip
    assert found["plan"].comment == "plan ok"
    assert len(found["plan"].evidence) == 1
    assert found["plan"].asked["fi"] == "Ajantasainen suunnitelma on"
    assert the(store, made).scheme.version == "2"
    with store.read() as session:
        assert session.get(Answer, gone).deleted_at
        assert session.get(Answer, gone).comment == "leaflet ok"
        assert actions.newer_scheme(session, session.get_one(Assessment, made)) is None


def test_a_level_that_a_new_version_has_left_out_becomes_the_lowest(
    store: Store, product: str
) -> None:
    others = (
        ("certificate_level: upper", "certificate_level: top"),
        ("- key: upper", "- key: top"),
    )
    made = second(store, product, *others, ("target: upper", "target: top"))
    store.write(lambda s: actions.take_new_version(s, made))
    assert the(store, made).target == "lower"
    again = store.write(lambda s: actions.begin_next(s, made, {})).result
    assert the(store, again).target == "lower"


def test_without_a_newer_version_there_is_none_to_take(store: Store, product: str) -> None:
    made = begun(store, product)
    refused(store, lambda s: actions.take_new_version(s, made))


def test_a_frozen_one_stays_at_its_version_and_says_so(store: Store, product: str) -> None:
    made = frozen(store, product)
    keep(store, mini("2", CHANGED))
    fault = refused(store, lambda s: actions.take_new_version(s, made))
    assert fault.words == rules.frozen_words()
    with store.read() as session:
        assert actions.newer_scheme(session, session.get_one(Assessment, made)) is None


# Rounds


def test_the_next_round_brings_the_answers_to_be_confirmed(store: Store, product: str) -> None:
    old = frozen(store, product, {"plan": {"answer": "yes", "comment": "Hyvä", "responsible": "A"}})
    keep(store, mini("2", ("Lukuja seurataan", "Lukuja seurataan kuukausittain"), GONE))
    made = store.write(lambda s: actions.begin_next(s, old, {"carry": True})).result
    found = said(store, made)
    assert {key: (each.answer, each.carried) for key, each in found.items()} == {
        "staff": ("yes", True), "plan": ("yes", True), "training": ("yes", True),
        "figures": ("", False),
    }  # fmt: skip
    assert (found["plan"].comment, found["plan"].responsible) == ("Hyvä", "A")
    made_by = the(store, made)
    assert (made_by.follows_id, made_by.scheme.version, made_by.target) == (old, "2", "upper")
    answer(store, made, {"plan": "yes"})
    assert not said(store, made)["plan"].carried
    assert said(store, old)["plan"].answer == "yes"


def test_the_next_round_can_begin_from_nothing(store: Store, product: str) -> None:
    old = frozen(store, product)
    made = store.write(lambda s: actions.begin_next(s, old, {})).result
    assert said(store, made) == {}


def test_rounds_are_those_of_the_same_subject_in_order(
    store: Store, product: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for number in range(3):
        later = DAY + timedelta(days=number)
        monkeypatch.setattr("app.certification.assessments.actions.today", lambda d=later: d)
        made.append(frozen(store, product))
        frozen(store, service(store))
        begun(store, product)
    running = begun(store, product)
    with store.read() as session:
        found = actions.rounds(session, session.get_one(Assessment, running))
        assert [each.id for each in found] == [*made, running]
        before = [actions.before(session, each) for each in found]
        assert [each and each.id for each in before] == [None, *made]


def test_a_round_in_the_bin_is_no_round(store: Store, product: str) -> None:
    old, new = frozen(store, product), frozen(store, product)
    store.write(lambda s: editing.remove(s, Assessment, [old]))
    with store.read() as session:
        assert actions.before(session, session.get_one(Assessment, new)) is None
    store.write(lambda s: editing.restore(s, Assessment, [old]))
    with store.read() as session:
        assert actions.before(session, session.get_one(Assessment, new)).id == old


def test_only_a_frozen_peer_or_external_one_is_a_peer_review(store: Store, product: str) -> None:
    own = frozen(store, product)
    begun(store, product, manner="peer", assessor="Naapuri")

    def last(level: str = "") -> date | None:
        with store.read() as session:
            return actions.last_peer(session, session.get_one(Assessment, own), level)

    assert last() is None
    peer(store, product, target="lower")
    assert last() == DAY
    assert last("upper") is None, "a review at a lower level isn't one at a higher"
    peer(store, product)
    assert last("upper") == DAY


# Taking back


def test_each_action_can_be_taken_back(store: Store, product: str) -> None:
    made = begun(store, product)
    answer(store, made, dict.fromkeys(ALL, "yes"))
    piece = evidence(store, made)
    newer = keep(store, mini("2", CHANGED, GONE))

    def state() -> object:
        with store.read() as session:
            return sorted(
                (each.id, str(each.deleted_at is None), str(history.snapshot(each)))
                for record in (Assessment, Answer, Evidence)
                for each in session.query(record)
                if each.deleted_at is None
            )

    works: list[Callable[[Session], Changes]] = [
        lambda s: actions.answer(s, made, "plan", {"answer": "no", "comment": "x"}),
        lambda s: actions.show_evidence(s, made, "training", piece),
        lambda s: actions.take_evidence_away(s, made, "plan", piece),
        lambda s: actions.add_evidence(s, made, "plan", {"name": "Uusi", "place": "1"}),
        lambda s: actions.aim(s, made, "lower"),
        lambda s: actions.freeze(s, made),
        lambda s: actions.take_new_version(s, made),
        lambda s: actions.begin(s, {"scheme_key": "mini", "service_id": product}),
        lambda s: actions.begin_next(s, made, {"carry": True}),
    ]
    for work in works:
        before = state()
        store.write(work)
        after = state()
        assert after != before
        store.undo()
        assert state() == before
        store.redo()
        assert state() == after
        store.undo()
    assert newer


def test_history_tells_each_change(store: Store, product: str) -> None:
    made = begun(store, product)
    answer(store, made, {"plan": "no"})
    answer(store, made, {"plan": {"answer": "yes", "comment": "Nyt on"}})
    with store.read() as session:
        entries = history.entries(session, said(store, made)["plan"].id)
        assert {(each.field, each.old, each.new) for each in entries} >= {
            ("answer", "Ei", "Kyllä"),
            ("comment", "", "Nyt on"),
        }
        assert entries[-1].field == history.CREATED


# What waits


def waiting(store: Store, on: date) -> list[Matter]:
    with store.read() as session:
        return list(actions.matters(session, on))


def test_an_assessment_waits_two_weeks_before_its_day(store: Store, product: str) -> None:
    made = begun(store, product, due=DAY + timedelta(days=30))
    assert waiting(store, DAY + timedelta(days=15)) == []
    assert [each.tone for each in waiting(store, DAY + timedelta(days=16))] == ["watch"]
    assert [each.tone for each in waiting(store, DAY + timedelta(days=30))] == ["watch"]
    (late,) = waiting(store, DAY + timedelta(days=31))
    assert (late.tone, late.record_id, late.due) == ("bad", made, DAY + timedelta(days=30))
    assert late.advice.say("en") == "5 criteria left to answer."


def test_a_frozen_one_or_one_in_the_bin_doesnt_wait(store: Store, product: str) -> None:
    frozen(store, product, due=DAY)
    gone = begun(store, product, due=DAY)
    store.write(lambda s: editing.remove(s, Assessment, [gone]))
    assert waiting(store, DAY) == []


def test_evidence_waits_a_month_before_it_expires(store: Store, product: str) -> None:
    made = begun(store, product)
    evidence(store, made, valid_to=DAY + timedelta(days=60))
    assert waiting(store, DAY + timedelta(days=29)) == []
    assert [each.tone for each in waiting(store, DAY + timedelta(days=30))] == ["watch"]
    assert [each.tone for each in waiting(store, DAY + timedelta(days=61))] == ["bad"]
