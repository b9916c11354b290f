"""The life of a contract on a real encrypted store."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.core import editing, search
from app.core.fault import InvalidFields, Refusal
from app.core.store import Store
from app.employment.contracts import actions
from app.employment.contracts.records import Contract, JobTemplate
from app.employment.people.records import Person
from app.exchange.export import export_records
from app.exchange.importing import apply, plan
from app.exchange.sheets import read_sheet
from tests.conftest import TODAY


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("app.employment.contracts.actions", "app.core.editing"):
        monkeypatch.setattr(f"{module}.today", lambda: TODAY)


def person(store: Store, family: str) -> str:
    with store.read() as session:
        return session.query(Person).filter_by(family_name=family).one().id


def contract(store: Store, code: str) -> Contract:
    with store.read() as session:
        return session.query(Contract).filter_by(code=code).one()


def template(store: Store) -> str:
    with store.read() as session:
        return session.query(JobTemplate).filter_by(name="Ohjaaja, osa-aikainen").one().id


def ready(store: Store, family: str = "Voutilainen", **values: object) -> str:
    """A draft from a template that lacks nothing."""
    who = person(store, family)
    made = store.write(lambda s: actions.draft(s, who, template(store))).result
    filled = {"starts": TODAY, "duration": "permanent", **values}
    store.write(lambda s: editing.change(s, Contract, made, filled))
    return made


def test_a_draft_begins_with_the_terms_of_the_house(demo: Store) -> None:
    made = demo.write(lambda s: actions.draft(s, person(demo, "Voutilainen"))).result
    with demo.read() as session:
        drafted = session.get_one(Contract, made)
        assert drafted.code == f"T-{TODAY.year}-001"
        assert (drafted.agreement, drafted.pension_insurer) == ("sostes", "Ilmarinen")
        assert drafted.pay is None
        assert drafted.form == "employment"


def test_volunteers_and_students_get_agreements_of_their_own(demo: Store) -> None:
    for family, form in (("Kuosmanen", "volunteer"), ("Hakkarainen", "training")):
        who = person(demo, family)
        made = demo.write(lambda s, who=who: actions.draft(s, who)).result
        with demo.read() as session:
            assert session.get(Contract, made).form == form


def test_a_template_makes_the_next_contract_in_two_minutes(demo: Store) -> None:
    made = demo.write(lambda s: actions.as_template(s, contract(demo, "T-0002").id)).result
    with demo.read() as session:
        kept = session.get(JobTemplate, made)
        assert kept.name == "Lähihoitaja"
        assert kept.pay == contract(demo, "T-0002").pay
    again = demo.write(lambda s: actions.as_template(s, contract(demo, "T-0003").id)).result
    with demo.read() as session:
        assert session.get(JobTemplate, again).name == "Lähihoitaja 2"
    who = person(demo, "Voutilainen")
    drafted = demo.write(lambda s: actions.draft(s, who, made)).result
    with demo.read() as session:
        assert session.get(Contract, drafted).duties == contract(demo, "T-0002").duties


def test_signing_tells_what_is_missing_then_seals(demo: Store) -> None:
    made = demo.write(lambda s: actions.draft(s, person(demo, "Voutilainen"))).result
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.sign(s, made))
    made = ready(demo)
    demo.write(lambda s: actions.offer(s, made))
    demo.write(lambda s: actions.sign(s, made))
    with demo.read() as session:
        signed = session.get_one(Contract, made)
        assert signed.status == "in_force"
        assert signed.signed_on == TODAY
        assert len(signed.content_hash) == 64
        assert actions.is_unchanged(signed)


def test_what_was_changed_past_the_program_is_seen(demo: Store) -> None:
    made = ready(demo)
    demo.write(lambda s: actions.sign(s, made))
    with demo.read() as session:
        signed = session.get_one(Contract, made)
        signed.pay = (signed.pay or Decimal(0)) + 1
        assert not actions.is_unchanged(signed)
        session.rollback()


def test_signed_terms_stay_and_an_amendment_follows(demo: Store) -> None:
    old = contract(demo, "T-0002")
    with pytest.raises(InvalidFields) as refused:
        demo.write(lambda s: editing.change(s, Contract, old.id, {"weekly_hours": 30}))
    assert "weekly_hours" in refused.value.problems
    made = demo.write(lambda s: actions.amend(s, old.id)).result
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.amend(s, old.id))
    demo.write(
        lambda s: editing.change(
            s, Contract, made, {"starts": TODAY, "hours_kind": "part_time", "weekly_hours": 30}
        )
    )
    demo.write(lambda s: actions.sign(s, made))
    assert contract(demo, "T-0002").status == "replaced"
    assert contract(demo, "T-0002").last_day == TODAY - timedelta(days=1)
    assert contract(demo, "T-0002/2").status == "in_force"
    demo.undo()
    assert contract(demo, "T-0002").status == "in_force"


def test_a_fixed_term_becomes_permanent_and_keeps_its_history(demo: Store) -> None:
    term = contract(demo, "T-0007")
    made = demo.write(lambda s: actions.make_permanent(s, term.id)).result
    with demo.read() as session:
        drafted = session.get_one(Contract, made)
        assert (drafted.duration, drafted.ground) == ("permanent", "")
        assert drafted.starts == term.ends + timedelta(days=1)
        assert drafted.follows_id == term.id
        assert drafted.duties == term.duties
        assert [each.code for each in actions.story(session, drafted)][:3] == [
            "T-0005", "T-0006", "T-0007",
        ]  # fmt: skip
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.make_permanent(s, term.id))
    demo.write(lambda s: editing.change(s, Contract, made, {"starts": TODAY}))
    demo.write(lambda s: actions.sign(s, made))
    assert contract(demo, "T-0007").status == "replaced"


def test_a_term_without_a_reason_is_not_renewed_but_made_permanent(demo: Store) -> None:
    term = contract(demo, "T-0009")
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.renew(s, term.id))
    made = demo.write(lambda s: actions.make_permanent(s, term.id)).result
    again = {"duration": "fixed_term", "ground": "no_reason", "ends": term.ends + timedelta(30)}
    with pytest.raises(InvalidFields) as refused:
        demo.write(lambda s: editing.change(s, Contract, made, again))
    assert "ground" in refused.value.problems


def test_work_over_a_full_week_is_refused_at_the_hours(demo: Store) -> None:
    made = ready(demo, "Nevalainen", hours_kind="part_time", weekly_hours=1)
    with pytest.raises(InvalidFields) as refused:
        demo.write(lambda s: editing.change(s, Contract, made, {"weekly_hours": 20}))
    assert set(refused.value.problems) == {"weekly_hours"}


def test_the_end_is_noted_and_the_person_may_go_to_the_bin(demo: Store) -> None:
    who, running = person(demo, "Timonen"), contract(demo, "T-0004")
    with pytest.raises(Refusal):
        demo.write(lambda s: editing.remove(s, Person, [who]))
    assert running.starts
    before = running.starts - timedelta(1)
    with pytest.raises(InvalidFields):
        demo.write(lambda s: actions.end(s, running.id, before, "mutual"))
    demo.write(lambda s: actions.end(s, running.id, TODAY - timedelta(days=1), "employee"))
    assert contract(demo, "T-0004").status == "ended"
    demo.write(lambda s: editing.remove(s, Person, [who]))


def test_what_comes_is_told_in_time(demo: Store) -> None:
    with demo.read() as session:
        found = {m.title.say("en"): m for m in actions.matters(session, TODAY)}
    assert "Fixed term ends: Hyvärinen Mika · T-0007" in found
    assert "Variable hours to be looked at: Al-Saleh Fatima · T-0008" in found
    assert found["Contract isn't signed: Tuononen Ville · T-0012"].due == TODAY + timedelta(days=12)
    with demo.read() as session:
        later = list(actions.matters(session, TODAY + timedelta(days=50)))
    late = [m for m in later if m.tone == "bad"]
    assert {m.record_id for m in late} >= {contract(demo, "T-0007").id, contract(demo, "T-0012").id}


def test_a_term_that_already_goes_on_is_not_asked_about(demo: Store) -> None:
    demo.write(lambda s: actions.make_permanent(s, contract(demo, "T-0007").id))
    with demo.read() as session:
        assert not any(
            "Fixed term ends" in m.title.say("en") for m in actions.matters(session, TODAY)
        )


def test_contracts_are_found_exported_and_imported(demo: Store, tmp_path: Path) -> None:
    path = tmp_path / "contracts.xlsx"
    with demo.read() as session:
        hits = search.find(session, "palveluvastaava", ["contract"])
        assert [hit.title for hit in hits] == ["Sorsa Helena · T-0011"]
        export_records(session, Contract, path)
    sheet = read_sheet(path)
    code = sheet.headers.index("Sopimusnumero")
    place = sheet.headers.index("Työpaikka")
    for row in sheet.rows:
        if row[code] == "T-0012":
            row[place] = "Liperi"
    with demo.read() as session:
        planned = plan(session, Contract, sheet)
    demo.write(lambda s: apply(s, planned))
    assert contract(demo, "T-0012").place == "Liperi"


def test_a_year_of_service_is_counted_over_versions(demo: Store) -> None:
    with demo.read() as session:
        rows = actions.signed_rows(session, person(demo, "Pirhonen"))
    assert min(row["starts"] for row in rows) < date(2010, 1, 1)


def test_a_lawful_fixed_term_is_renewed_as_a_draft_with_an_open_end(demo: Store) -> None:
    term = contract(demo, "T-0007")
    made = demo.write(lambda s: actions.renew(s, term.id)).result
    with demo.read() as session:
        drafted = session.get_one(Contract, made)
        assert (drafted.status, drafted.ends, drafted.ground) == ("draft", None, "substitute")
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.sign(s, made))
    ends = {"ends": term.ends + timedelta(days=60)}
    demo.write(lambda s: editing.change(s, Contract, made, ends))
    demo.write(lambda s: actions.sign(s, made))
    assert contract(demo, "T-0007").status == "ended"


def test_what_was_signed_meanwhile_is_not_replaced_twice(demo: Store) -> None:
    term = contract(demo, "T-0007")
    permanent = demo.write(lambda s: actions.make_permanent(s, term.id)).result
    amendment = demo.write(lambda s: actions.amend(s, term.id)).result
    soon = {"starts": TODAY + timedelta(days=1)}
    demo.write(lambda s: editing.change(s, Contract, amendment, soon))
    demo.write(lambda s: actions.sign(s, amendment))
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.sign(s, permanent))
    with demo.read() as session:
        running = [
            c
            for c in session.query(Contract).filter_by(person_id=term.person_id)
            if c.status == "in_force"
        ]
    assert [c.id for c in running] == [amendment]


def test_an_amendment_stays_with_its_person_and_before_the_end(demo: Store) -> None:
    made = demo.write(lambda s: actions.amend(s, contract(demo, "T-0007").id)).result
    other = {"person_id": person(demo, "Sorsa")}
    with pytest.raises(InvalidFields) as refused:
        demo.write(lambda s: editing.change(s, Contract, made, other))
    assert "person_id" in refused.value.problems
    after = {
        "starts": contract(demo, "T-0007").ends + timedelta(days=40),
        "ends": TODAY + timedelta(200),
    }
    demo.write(lambda s: editing.change(s, Contract, made, after))
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.sign(s, made))


def test_a_signed_contract_is_kept_and_signing_twice_is_told(demo: Store) -> None:
    with pytest.raises(Refusal):
        demo.write(lambda s: editing.remove(s, Contract, [contract(demo, "T-0010").id]))
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.sign(s, contract(demo, "T-0002").id))
    draft = ready(demo)
    demo.write(lambda s: editing.remove(s, Contract, [draft]))
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.sign(s, draft))


def test_work_that_has_ended_is_asked_to_be_marked(demo: Store) -> None:
    running = contract(demo, "T-0004")
    demo.write(lambda s: actions.end(s, running.id, TODAY + timedelta(days=3), "employee"))
    with demo.read() as session:
        late = list(actions.matters(session, TODAY + timedelta(days=5)))
    assert running.id in {
        m.record_id for m in late if m.title.say("en").startswith("The work has ended")
    }
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.amend(s, running.id))


def test_what_goes_on_in_the_middle_of_a_term_can_itself_be_amended(demo: Store) -> None:
    made = demo.write(lambda s: actions.make_permanent(s, contract(demo, "T-0007").id)).result
    demo.write(lambda s: editing.change(s, Contract, made, {"starts": TODAY}))
    demo.write(lambda s: actions.sign(s, made))
    amendment = demo.write(lambda s: actions.amend(s, made)).result
    soon = {"starts": TODAY + timedelta(days=30), "pay": Decimal("2500.00")}
    demo.write(lambda s: editing.change(s, Contract, amendment, soon))
    demo.write(lambda s: actions.sign(s, amendment))
    with demo.read() as session:
        assert session.get(Contract, made).status == "replaced"
        assert session.get(Contract, amendment).status == "in_force"
