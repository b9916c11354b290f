"""Certificates on a real encrypted store: granted by the rule only, and their marks with them."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.certification.assessments import actions as assessments
from app.certification.assessments.records import Answer, Assessment
from app.certification.certificates import actions, rules
from app.certification.certificates.records import Certificate
from app.core import editing, history
from app.core.change import Changes
from app.core.fault import InvalidFields, Missing, Refusal
from app.core.field import fields_of
from app.core.room import Matter
from app.core.store import Store
from app.core.text import Text, set_language
from app.services.actions import retire
from app.services.records import ServiceProduct
from tests.certification.schemes.data import (
    ALL,
    DAY,
    answer,
    begun,
    frozen,
    keep,
    mini,
    peer,
    service,
)

ENDS = date(2028, 11, 22)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """The calendar, to be turned."""

    def turn(to: date) -> None:
        for module in (
            "app.certification.assessments.actions",
            "app.certification.certificates.actions",
            "app.core.editing",
        ):
            monkeypatch.setattr(f"{module}.today", lambda: to)

    turn(DAY)
    return turn


@pytest.fixture
def product(store: Store) -> str:
    keep(store, mini())
    return service(store)


@pytest.fixture
def assessed(store: Store, product: str) -> str:
    """A peer review that meets the rule."""
    return peer(store, product)


def grant(store: Store, assessment_id: str, **values: Any) -> str:
    given = {"granted_by": "Aino", **values}
    return store.write(lambda s: actions.grant(s, assessment_id, given)).result


def the(store: Store, certificate_id: str) -> Certificate:
    with store.read() as session:
        return session.get_one(Certificate, certificate_id)


def mark(store: Store, service_id: str) -> tuple[str, date | None, str | None]:
    """What a service shows of a certificate."""
    with store.read() as session:
        found = session.get(ServiceProduct, service_id)
        return found.stage, found.certified_to, found.certificate_id


def refused(store: Store, work: Callable[[Session], Any]) -> Refusal:
    set_language("en")
    with pytest.raises(Refusal) as caught:
        store.write(work)
    return caught.value


def ungranted(store: Store, assessment_id: str, words: str) -> None:
    """A certificate isn't granted, and nothing was written."""
    with store.read() as session:
        count = session.query(Certificate).count()
    fault = refused(store, lambda s: actions.grant(s, assessment_id, {}))
    assert words in str(fault.told)
    with store.read() as session:
        assert session.query(Certificate).count() == count


NONE = ("productised", None, None)


# Granting


def test_a_certificate_is_granted_and_its_service_marked(
    store: Store, product: str, assessed: str
) -> None:
    made = the(store, grant(store, assessed))
    assert (made.status, made.code, made.self_declared) == ("valid", "K-2026-001", True)
    assert (made.valid_from, made.valid_to, made.granted_on) == (DAY, ENDS, DAY)
    assert (made.granted_by, made.assessment_id, made.follows_id) == ("Aino", assessed, None)
    assert [row["service_id"] for row in made.services] == [product]
    assert mark(store, product) == ("certified", ENDS, made.id)


def test_its_content_is_one_canonical_text_with_its_fingerprint(
    store: Store, assessed: str
) -> None:
    made = the(store, grant(store, assessed))
    said = json.loads(made.content)
    assert (
        json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == made.content
    )
    assert made.content_hash == hashlib.sha256(made.content.encode()).hexdigest()
    with store.read() as session:
        assessment = session.get_one(Assessment, assessed)
        again = actions.content(session.get_one(Certificate, made.id), actions.Basis.of(assessment))
        assert again == said
        assert said["assessment"] == {"number": "A-2026-001", "sha256": assessment.content_hash}
    assert (said["number"], said["valid_to"], said["self_declared"]) == (made.code, str(ENDS), True)
    assert "answers" not in made.content


def test_it_is_always_self_declared(store: Store, assessed: str) -> None:
    made = the(store, grant(store, assessed, self_declared=False, status="replaced", code="K-1"))
    assert (made.self_declared, made.status, made.code) == (True, "valid", "K-2026-001")


def test_numbers_go_on_and_are_never_given_twice(store: Store, product: str, assessed: str) -> None:
    grant(store, assessed)
    store.undo()
    assert the(store, grant(store, assessed)).code == "K-2026-002"
    assert the(store, grant(store, peer(store, service(store)))).code == "K-2026-003"


def test_each_rule_is_asked_before_granting(
    store: Store, product: str, clock: Callable[[date], None]
) -> None:
    running = begun(store, product)
    answer(store, running, dict.fromkeys(ALL, "yes"))
    ungranted(store, running, "Freeze the assessment first")
    store.write(lambda s: assessments.freeze(s, running))
    ungranted(store, running, "A peer review or an external audit of the last 24 months")
    low = peer(store, product, target="lower")
    ungranted(store, low, "Assess at the level “Upper”")
    ungranted(store, running, "A peer review or an external audit")
    failing = peer(store, product, answers={"figures": "no"})
    ungranted(store, failing, "1 required criterion isn't met: ")
    clock(DAY + timedelta(days=732))
    ungranted(store, running, "A peer review or an external audit")
    for each in (running, low, failing):
        assert mark(store, product) == NONE, each


def test_a_score_below_the_rule_isnt_enough(store: Store, product: str) -> None:
    said = {"plan": {"answer": "partly", "due": DAY}, "leaflet": "no"}
    ungranted(store, peer(store, product, answers=said), "at least 80% is needed")


def test_a_scheme_without_certificates_grants_none(store: Store) -> None:
    keep(store, mini("1", ("certificate: yes", "certificate: no")))
    ungranted(store, peer(store, service(store)), "No certificates are granted by this scheme.")


def test_a_service_that_isnt_a_product_gets_none(store: Store, product: str, assessed: str) -> None:
    for stage in ("idea", "draft", "retired"):
        change = {"stage": stage}
        store.write(lambda s, c=change: editing.change(s, ServiceProduct, product, c))
        ungranted(store, assessed, "mark the service productised")


def test_one_certificate_is_granted_from_an_assessment(store: Store, assessed: str) -> None:
    made = grant(store, assessed)
    ungranted(store, assessed, "K-2026-001 was granted from it")
    store.write(lambda s: actions.withdraw(s, made, "Syy"))
    ungranted(store, assessed, "K-2026-001 was granted from it")
    store.write(lambda s: editing.remove(s, Certificate, [made]))
    ungranted(store, assessed, "K-2026-001 was granted from it")


def test_an_assessment_in_the_bin_gives_none(store: Store, product: str, assessed: str) -> None:
    store.write(lambda s: editing.remove(s, Assessment, [assessed]))
    ungranted(store, assessed, "no longer in the store")


def test_what_was_changed_past_the_program_gives_none(store: Store, product: str) -> None:
    failing = peer(store, product, answers={"plan": "no"})

    def improve(session: Session) -> Changes:
        for each in session.query(Answer):
            each.answer = "yes"
        return Changes(Text("x"))

    store.write(improve)
    ungranted(store, failing, "The frozen content isn't what was frozen.")
    store.undo()

    def rewrite(session: Session) -> Changes:
        session.get(Assessment, failing).content += " "
        return improve(session)

    store.write(rewrite)
    ungranted(store, failing, "The frozen content isn't what was frozen.")


def test_a_peer_review_of_another_service_isnt_one(store: Store, product: str) -> None:
    own = frozen(store, product)
    peer(store, service(store))
    ungranted(store, own, "A peer review or an external audit")


def test_a_later_review_that_found_something_missing_stands_in_the_way(
    store: Store, product: str, clock: Callable[[date], None]
) -> None:
    own = frozen(store, product)
    clock(DAY + timedelta(days=1))
    review = peer(store, product, answers={"figures": "no"})
    ungranted(store, own, "The later review A-2026-002 found")
    clock(DAY + timedelta(days=2))
    assert review
    assert the(store, grant(store, frozen(store, product))).status == "valid", "put right since"


def test_a_peer_review_in_the_bin_isnt_one(store: Store, product: str, assessed: str) -> None:
    own = frozen(store, product)
    store.write(lambda s: editing.remove(s, Assessment, [assessed]))
    ungranted(store, own, "A peer review or an external audit")


def test_a_self_assessment_with_a_peer_review_is_enough(
    store: Store, product: str, assessed: str
) -> None:
    assert the(store, grant(store, frozen(store, product))).status == "valid"


def test_it_begins_when_it_was_assessed_at_the_earliest_and_today_at_the_latest(
    store: Store, assessed: str, clock: Callable[[date], None]
) -> None:
    later = DAY + timedelta(days=30)
    clock(later)
    for begins in (DAY - timedelta(days=1), later + timedelta(days=1), date(2028, 6, 1)):
        fault = refused(store, lambda s, b=begins: actions.grant(s, assessed, {"valid_from": b}))
        assert set(fault.problems) == {"valid_from"}
    made = the(store, grant(store, assessed, valid_from=DAY))
    assert (made.valid_from, made.valid_to, made.granted_on) == (DAY, ENDS, later)


def test_a_certificate_isnt_written_past_the_rule(
    store: Store, product: str, assessed: str
) -> None:
    failing = peer(store, product, answers={"plan": "no"})
    running = begun(store, product)
    good = {
        "name": {"fi": "T"}, "valid_from": DAY, "valid_to": ENDS, "assessment_id": assessed,
        "services": [{"id": "1", "service_id": product}],
    }  # fmt: skip
    wrong: list[dict[str, Any]] = [
        {"assessment_id": failing},
        {"assessment_id": running},
        {"assessment_id": "nothing"},
        {"assessment_id": None},
        {"self_declared": False},
        {"valid_to": ENDS + timedelta(days=1)},
        {"services": [{"id": "1", "service_id": service(store)}]},
    ]
    for values in wrong:
        fault = refused(store, lambda s, v=values: editing.add(s, Certificate, {**good, **v}))
        assert set(fault.problems) == set(values), values
    assert mark(store, product) == NONE


def test_a_certificate_isnt_copied(store: Store, assessed: str) -> None:
    made = grant(store, assessed)
    refused(store, lambda s: editing.duplicate(s, Certificate, made))


# What was granted stays


def test_no_field_of_it_can_change(store: Store, product: str, assessed: str) -> None:
    made = grant(store, assessed)
    other: dict[str, Any] = {
        "name": {"fi": "Muu"}, "code": "K-9", "scope": {"fi": "Kaikki"}, "services": [],
        "holder": {"fi": "Muu"}, "valid_from": date(2020, 1, 1), "valid_to": date(2040, 1, 1),
        "issuer": {"fi": "Valtio"}, "granted_by": "Muu", "granted_on": date(2020, 1, 1),
        "self_declared": False, "scheme_id": None, "assessment_id": begun(store, product),
        "follows_id": made, "content": "{}", "content_hash": "0" * 64,
        "signature": "AAAA", "signed_with": "0" * 16,
    }  # fmt: skip
    assert set(other) == set(fields_of(Certificate)) - rules.FREE
    for name, value in other.items():
        fault = refused(
            store, lambda s, n=name, v=value: editing.change(s, Certificate, made, {n: v})
        )
        assert set(fault.problems) == {name}


def test_its_state_changes_only_together_with_its_services(
    store: Store, product: str, assessed: str
) -> None:
    made = grant(store, assessed)
    for status in ("suspended", "withdrawn", "replaced", "anything"):
        values = {"status": status, "reason": "Syy"}
        fault = refused(store, lambda s, v=values: editing.change(s, Certificate, made, v))
        assert set(fault.problems) == {"status"}
    assert mark(store, product) == ("certified", ENDS, made)


def test_one_in_use_isnt_removed_nor_what_it_rests_on(store: Store, assessed: str) -> None:
    made = grant(store, assessed)
    for _ in range(2):
        refused(store, lambda s: editing.remove(s, Certificate, [made]))
        refused(store, lambda s: editing.remove(s, Assessment, [assessed]))
        if the(store, made).status == "valid":
            store.write(lambda s: actions.suspend(s, made, "Syy"))
    store.write(lambda s: actions.withdraw(s, made, "Syy"))
    refused(store, lambda s: editing.remove(s, Assessment, [assessed]))
    store.write(lambda s: editing.remove(s, Certificate, [made]))
    store.write(lambda s: editing.restore(s, Certificate, [made]))
    assert the(store, made).status == "withdrawn"


def test_an_undone_one_doesnt_come_back_from_the_bin(
    store: Store, product: str, assessed: str
) -> None:
    made = grant(store, assessed)
    store.undo()
    store.undo()  # the freezing
    refused(store, lambda s: editing.restore(s, Certificate, [made]))
    for work in (
        lambda s: actions.suspend(s, made, "Syy"),
        lambda s: actions.reinstate(s, made),
        lambda s: actions.withdraw(s, made, "Syy"),
    ):
        refused(store, work)
    assert mark(store, product) == NONE


# States


def test_suspending_takes_the_mark_away_and_reinstating_gives_it_back(
    store: Store, product: str, assessed: str
) -> None:
    made = grant(store, assessed)
    store.write(lambda s: actions.suspend(s, made, "Lupa puuttuu"))
    found = the(store, made)
    assert (found.status, found.status_on, found.reason) == ("suspended", DAY, "Lupa puuttuu")
    assert mark(store, product) == NONE
    store.write(lambda s: actions.reinstate(s, made))
    assert the(store, made).status == "valid"
    assert mark(store, product) == ("certified", ENDS, made)


def test_what_was_withdrawn_cant_come_back(store: Store, product: str, assessed: str) -> None:
    made = grant(store, assessed)
    store.write(lambda s: actions.withdraw(s, made, "Syy"))
    for work in (
        lambda s: actions.reinstate(s, made),
        lambda s: actions.suspend(s, made, "Syy"),
        lambda s: actions.withdraw(s, made, "Syy"),
        lambda s: editing.change(s, Certificate, made, {"status": "valid"}),
    ):
        refused(store, work)
    assert the(store, made).status == "withdrawn"
    assert mark(store, product) == NONE


def test_a_reason_is_asked_and_a_long_one_refused(
    store: Store, product: str, assessed: str
) -> None:
    made = grant(store, assessed)
    for reason in ("", "   ", "x" * 401):
        for work in (actions.suspend, actions.withdraw):
            fault = refused(store, lambda s, w=work, r=reason: w(s, made, r))
            assert isinstance(fault, InvalidFields)
            assert set(fault.problems) == {"reason"}
    assert mark(store, product)[0] == "certified"


def test_what_is_valid_isnt_taken_into_use_again(store: Store, assessed: str) -> None:
    made = grant(store, assessed)
    refused(store, lambda s: actions.reinstate(s, made))
    assert isinstance(refused(store, lambda s: actions.reinstate(s, "nothing")), Missing)


def test_it_can_be_withdrawn_though_the_card_of_the_service_lacks_something(
    store: Store, product: str, assessed: str
) -> None:
    made = grant(store, assessed)
    lacking = {"promise": {}, "prices": []}
    store.write(lambda s: editing.change(s, ServiceProduct, product, lacking))
    store.write(lambda s: actions.withdraw(s, made, "Syy"))
    assert mark(store, product) == ("draft", None, None)


def test_taking_into_use_again_doesnt_bring_a_retired_service_back(
    store: Store, product: str, assessed: str
) -> None:
    made = grant(store, assessed)
    store.write(lambda s: actions.suspend(s, made, "Syy"))
    store.write(lambda s: retire(s, product))
    store.write(lambda s: actions.reinstate(s, made))
    assert mark(store, product) == ("retired", ENDS, made)


def test_a_retired_service_loses_its_certificate_too(
    store: Store, product: str, assessed: str
) -> None:
    made = grant(store, assessed)
    store.write(lambda s: retire(s, product))
    store.write(lambda s: actions.withdraw(s, made, "Syy"))
    assert mark(store, product) == ("retired", None, None)


# Renewing


def test_a_renewal_replaces_the_old_one_and_the_service_shows_the_new(
    store: Store, product: str, assessed: str, clock: Callable[[date], None]
) -> None:
    old = grant(store, assessed)
    later = date(2028, 9, 1)
    clock(later)
    new = grant(store, peer(store, product), valid_from=ENDS + timedelta(days=1))
    assert (the(store, old).status, the(store, old).status_on) == ("replaced", later)
    found = the(store, new)
    assert (found.follows_id, found.valid_from) == (old, ENDS + timedelta(days=1))
    assert mark(store, product) == ("certified", date(2030, 11, 22), new)
    for work in (
        lambda s: actions.reinstate(s, old),
        lambda s: actions.withdraw(s, old, "Syy"),
        lambda s: actions.suspend(s, old, "Syy"),
    ):
        refused(store, work)
    assert mark(store, product) == ("certified", date(2030, 11, 22), new)


def test_a_renewal_leaves_no_gap_nor_begins_years_ahead(
    store: Store,
) -> None:
    keep(store, mini("1", ("peer_months: 24\n", "")))
    product = service(store)
    grant(store, frozen(store, product))
    again = frozen(store, product)
    for begins in (ENDS + timedelta(days=2), ENDS + timedelta(days=1)):  # two years ahead
        fault = refused(store, lambda s, b=begins: actions.grant(s, again, {"valid_from": b}))
        assert set(fault.problems) == {"valid_from"}


def test_a_suspended_one_is_renewed_from_today_only(
    store: Store, product: str, assessed: str
) -> None:
    old = grant(store, assessed)
    store.write(lambda s: actions.suspend(s, old, "Syy"))
    again = peer(store, product)
    tomorrow = {"valid_from": DAY + timedelta(days=1)}
    refused(store, lambda s: actions.grant(s, again, tomorrow))
    new = grant(store, again)
    assert the(store, old).status == "replaced"
    assert mark(store, product) == ("certified", ENDS, new)


def test_a_newer_version_of_the_scheme_renews_the_same(
    store: Store, product: str, assessed: str
) -> None:
    old = grant(store, assessed)
    keep(store, mini("2"))
    new = grant(store, peer(store, product))
    assert the(store, new).follows_id == old
    assert the(store, old).status == "replaced"


def test_another_service_renews_nothing(store: Store, product: str, assessed: str) -> None:
    old = grant(store, assessed)
    new = grant(store, peer(store, service(store)))
    assert the(store, new).follows_id is None
    assert the(store, old).status == "valid"


def test_an_organisation_gets_one_without_services(store: Store) -> None:
    keep(store, mini("1", ("subject: service", "subject: organisation")))
    made = the(store, grant(store, peer(store, None)))
    assert made.services == []
    assert json.loads(made.content)["services"] == []


# Taking back, history, what waits


def test_each_action_can_be_taken_back(store: Store, product: str, assessed: str) -> None:
    def state() -> object:
        with store.read() as session:
            found = session.query(Certificate).filter_by(deleted_at=None)
            return mark(store, product), [history.snapshot(each) for each in found]

    def both_ways(work: Callable[[Session], Changes]) -> None:
        before = state()
        store.write(work)
        after = state()
        assert after != before
        store.undo()
        assert state() == before
        store.redo()
        assert state() == after

    both_ways(lambda s: actions.grant(s, assessed, {}))
    made = mark(store, product)[2] or ""
    both_ways(lambda s: actions.suspend(s, made, "Syy"))
    both_ways(lambda s: actions.reinstate(s, made))
    again = peer(store, product)
    both_ways(lambda s: actions.grant(s, again, {}))
    both_ways(lambda s: actions.withdraw(s, mark(store, product)[2] or "", "Syy"))


def test_history_tells_who_did_what_to_it(store: Store, product: str, assessed: str) -> None:
    store.call_me("Aino")
    made = grant(store, assessed)
    store.write(lambda s: actions.withdraw(s, made, "Lupa puuttuu"))
    states = dict(rules.STATES)
    with store.read() as session:
        entries = history.entries(session, made)
        assert {(e.field, e.old, e.new, e.who) for e in entries} >= {
            ("status", states["valid"].say(), states["withdrawn"].say(), "Aino"),
            ("reason", "", "Lupa puuttuu", "Aino"),
        }
        of_service = {each.field for each in history.entries(session, product)}
        assert of_service >= {"stage", "certified_to", "certificate_id"}


def waiting(store: Store, on: date) -> list[Matter]:
    with store.read() as session:
        return list(actions.matters(session, on))


def test_a_certificate_waits_six_three_and_one_months_before_its_end(
    store: Store, product: str, assessed: str
) -> None:
    made = grant(store, assessed)
    assert waiting(store, date(2028, 5, 21)) == []
    tones = {
        date(2028, 5, 22): "plain",
        date(2028, 8, 21): "plain",
        date(2028, 8, 22): "watch",
        date(2028, 10, 21): "watch",
        date(2028, 10, 22): "bad",
        ENDS: "bad",
        ENDS + timedelta(days=1): "bad",
    }
    for on, tone in tones.items():
        (found,) = waiting(store, on)
        assert (found.tone, found.record_id, found.due) == (tone, made, ENDS), on
        expired = "expired" in found.title.say("en")
        assert expired == (on > ENDS)
    assert waiting(store, ENDS + timedelta(days=365)) == []


def test_what_isnt_valid_doesnt_wait(store: Store, product: str, assessed: str) -> None:
    made = grant(store, assessed)
    store.write(lambda s: actions.suspend(s, made, "Syy"))
    assert waiting(store, ENDS) == []
    store.write(lambda s: actions.withdraw(s, made, "Syy"))
    assert waiting(store, ENDS) == []


def test_the_demo_follows_the_rule(demo: Store) -> None:
    with demo.read() as session:
        for each in session.query(Certificate):
            assert each.self_declared
            assert each.content_hash == hashlib.sha256(each.content.encode()).hexdigest()
            assessment = session.get_one(Assessment, each.assessment_id)
            assert each.valid_from
            assert assessment.result
            peer_on = assessments.last_peer(session, assessment)
            values = {"status": assessment.status, "target": assessment.target}
            content = assessment.scheme.content
            assert (
                rules.grant_problems(content, values, assessment.result, peer_on, each.valid_from)
                == []
            )
            for row in each.services:
                found = session.get(ServiceProduct, row["service_id"])
                assert found.certificate_id == each.id
