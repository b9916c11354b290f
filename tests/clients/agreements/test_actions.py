"""Agreements from the plan to the end, on a real encrypted store."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.clients import actions as clients
from app.clients.agreements import actions
from app.clients.agreements.records import Agreement
from app.clients.records import Client
from app.core import editing, search, versions
from app.core.fault import InvalidFields, Refusal
from app.core.store import Store
from app.exchange.export import export_records
from app.exchange.importing import apply, plan
from app.exchange.sheets import read_sheet
from app.services.records import ServiceProduct
from tests.conftest import TODAY


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("app.clients.agreements.actions", "app.core.editing"):
        monkeypatch.setattr(f"{module}.today", lambda: TODAY)


def client(store: Store, code: str) -> str:
    with store.read() as session:
        return session.query(Client).filter_by(code=code).one().id


def agreement(store: Store, code: str) -> Agreement:
    with store.read() as session:
        return session.query(Agreement).filter_by(code=code).one()


def fresh(store: Store, code: str = "A011") -> str:
    """A draft for a client who has no agreement yet, ready to be signed."""
    client_id = client(store, code)
    made = store.write(lambda s: actions.draft_from_plan(s, client_id)).result
    with store.read() as session:
        service = session.query(ServiceProduct).filter_by(code="DIGI").one().id
    line = {
        "id": "x",
        "service_id": service,
        "what": "",
        "price": "32.00",
        "unit": "hour",
        "vat": "standard",
    }
    store.write(lambda s: editing.change(s, Agreement, made, {"starts": TODAY, "lines": [line]}))
    return made


def test_the_plan_fills_in_the_agreement(demo: Store) -> None:
    made = demo.write(lambda s: actions.draft_from_plan(s, client(demo, "A001"))).result
    with demo.read() as session:
        drafted = session.get(Agreement, made)
        assert drafted.status == "draft"
        assert drafted.code == f"S-{TODAY.year}-001"
        assert drafted.title()["fi"] == f"Mäkelä Aino · S-{TODAY.year}-001"
        assert drafted.subject == "Arkiapu kotiin, Saattaja asioinnille"
        assert [row["price"] for row in drafted.lines] == ["38.00", "34.00"]
        assert [row["way"] for row in drafted.funding] == ["self_pay"]


def test_a_service_chosen_on_a_line_brings_its_price(demo: Store) -> None:
    with demo.read() as session:
        service = session.query(ServiceProduct).filter_by(code="DIGI").one()
        line = Agreement.follows(session, "lines", {"service_id": service.id})
        assert (line["price"], line["unit"]) == ("32.00", "hour")
        assert line["vat"]
        assert Agreement.follows(session, "lines", {}) == {}
        assert Agreement.follows(session, "funding", {"service_id": service.id}) == {}


def test_numbers_run_on_and_none_is_given_twice(demo: Store) -> None:
    first = fresh(demo)
    demo.write(lambda s: editing.remove(s, Agreement, [first]))
    second = fresh(demo)
    with demo.read() as session:
        assert session.get(Agreement, second).code == f"S-{TODAY.year}-002"


def test_signing_tells_what_is_missing_and_then_puts_in_force(demo: Store) -> None:
    made = demo.write(lambda s: actions.draft_from_plan(s, client(demo, "A011"))).result
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.sign(s, made))
    ready = fresh(demo)
    demo.write(lambda s: actions.sign(s, ready))
    with demo.read() as session:
        signed = session.get(Agreement, ready)
        assert (signed.status, signed.signed_on) == ("in_force", TODAY)


def test_the_same_service_twice_at_the_same_time_is_refused(demo: Store) -> None:
    first, second = fresh(demo), fresh(demo)
    demo.write(lambda s: actions.sign(s, first))
    with pytest.raises(InvalidFields) as refused:
        demo.write(lambda s: actions.sign(s, second))
    assert "Smith" in str(refused.value.problems["lines"])
    demo.write(lambda s: actions.end(s, first, TODAY))
    later = {"starts": TODAY + timedelta(days=1)}
    demo.write(lambda s: editing.change(s, Agreement, second, later))
    demo.write(lambda s: actions.sign(s, second))


def test_a_voucher_is_spent_once(demo: Store) -> None:
    made = fresh(demo)
    voucher = {"id": "v", "way": "voucher", "number": "ps-2026-0412", "valid_to": "2027-01-31"}
    voucher["payer_id"] = client(demo, "A010")
    demo.write(lambda s: editing.change(s, Agreement, made, {"funding": [voucher]}))
    with pytest.raises(InvalidFields) as refused:
        demo.write(lambda s: actions.sign(s, made))
    assert "Mäkelä Aino · S-0001" in str(refused.value.problems["funding"])
    other = {"funding": [{**voucher, "number": "PS-9"}]}
    demo.write(lambda s: editing.change(s, Agreement, made, other))
    demo.write(lambda s: actions.sign(s, made))


def test_an_amendment_keeps_the_earlier_version_and_one_undo_takes_it_back(demo: Store) -> None:
    old = agreement(demo, "S-0003")
    made = demo.write(lambda s: actions.amend(s, old.id)).result
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.amend(s, old.id))
    begins = TODAY + timedelta(days=10)
    demo.write(lambda s: editing.change(s, Agreement, made, {"starts": begins}))
    demo.write(lambda s: actions.sign(s, made))
    with demo.read() as session:
        before, now = session.get_one(Agreement, old.id), session.get_one(Agreement, made)
        assert (before.status, before.ends) == ("replaced", begins - timedelta(days=1))
        assert (before.lines, now.status, now.version) == (old.lines, "in_force", 2)
        assert [each.id for each in versions.all_of(session, before)] == [old.id, made]
        assert [each.id for each in versions.all_of(session, now)] == [old.id, made]
    demo.undo()
    before = agreement(demo, "S-0003")
    assert (before.status, before.ends) == ("in_force", old.ends)
    assert agreement(demo, "S-0003/2").status == "draft"


def test_an_amendment_cannot_begin_before_what_it_amends(demo: Store) -> None:
    old = agreement(demo, "S-0003")
    made = demo.write(lambda s: actions.amend(s, old.id)).result
    demo.write(lambda s: editing.change(s, Agreement, made, {"starts": old.starts}))
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.sign(s, made))
    assert agreement(demo, "S-0003").status == "in_force"


def test_what_an_agreement_in_force_rests_on_is_not_removed(demo: Store) -> None:
    rests = agreement(demo, "S-0003")
    service, who = rests.lines[0]["service_id"], rests.client_id or ""
    for record, record_id in ((Client, who), (ServiceProduct, service)):
        with pytest.raises(Refusal) as refused:
            demo.write(lambda s, r=record, i=record_id: editing.remove(s, r, [i]))
        assert "S-0003" in str(refused.value)
    demo.write(lambda s: actions.end(s, rests.id, TODAY - timedelta(days=1)))
    with pytest.raises(Refusal) as refused:
        demo.write(lambda s: editing.remove(s, Client, [who]))
    assert "S-0003" not in str(refused.value), "now only the visits hold the client"


def test_ending_before_it_began_is_refused(demo: Store) -> None:
    rests = agreement(demo, "S-0003")
    assert rests.starts
    before = rests.starts - timedelta(days=1)
    with pytest.raises(InvalidFields):
        demo.write(lambda s: actions.end(s, rests.id, before))


def test_it_is_found_by_the_clients_name_also_after_a_change_of_name(demo: Store) -> None:
    client_id = client(demo, "A001")
    demo.write(lambda s: editing.change(s, Client, client_id, {"family_name": "Väisänen"}))
    with demo.read() as session:
        found = [hit.title for hit in search.find(session, "väis", ["agreement"])]
        assert "Väisänen Aino · S-0001" in found
        assert not search.find(session, "mäkelä s-0001", ["agreement"])
    demo.undo()
    with demo.read() as session:
        assert search.find(session, "mäkelä s-0001", ["agreement"])


def test_merging_takes_the_agreements_along(demo: Store) -> None:
    keep, drop = client(demo, "A002"), client(demo, "A003")
    payer = agreement(demo, "S-0003").funding[0]["payer_id"]
    demo.write(lambda s: editing.change(s, Client, drop, {"personal_id": ""}))
    demo.write(lambda s: clients.merge(s, keep, drop))
    moved = agreement(demo, "S-0004")
    assert moved.client_id == keep
    assert agreement(demo, "S-0003").funding[0]["payer_id"] == payer
    demo.undo()
    assert agreement(demo, "S-0004").client_id == drop


def test_a_merged_payer_is_followed_inside_rows(demo: Store) -> None:
    old = agreement(demo, "S-0003").funding[0]["payer_id"]
    values = {"client_type": "organisation", "organisation_name": "Siun sote, laskutus"}
    keep = demo.write(lambda s: editing.add(s, Client, values)).result
    demo.write(lambda s: clients.merge(s, keep, old))
    assert agreement(demo, "S-0003").funding[0]["payer_id"] == keep


def test_what_waits(demo: Store) -> None:
    with demo.read() as session:
        waiting = {str(matter.title): matter for matter in actions.matters(session, TODAY)}
    assert waiting["Palveluseteli päättyy: Mäkelä Aino · S-0001"].due == TODAY + timedelta(days=18)
    assert waiting["Sopimus päättyy: Ivanova Nina · S-0004"].tone == "watch"
    assert not any("S-0003" in title for title in waiting)


def test_a_sheet_adds_agreements_by_client_number_and_by_name(demo: Store, tmp_path: Path) -> None:
    sheet = tmp_path / "sopimukset.csv"
    sheet.write_text(
        "Asiakas;Mistä sovittiin, lyhyesti;Alkaa\n"
        "A011;Digiopastusta;1.12.2026\n"
        "Turunen Maija;Ulkoilua;2.12.2026\n"
        "Kukaan Tuntematon;Jotain;2.12.2026\n",
        encoding="utf-8",
    )
    with demo.read() as session:
        turunen = session.get(Client, client(demo, "A006")).title()["fi"]
        sheet.write_text(
            sheet.read_text(encoding="utf-8").replace("Turunen Maija", turunen), encoding="utf-8"
        )
        found = plan(session, Agreement, read_sheet(sheet))
    assert [row.state for row in found.rows] == ["new", "new", "wrong"]
    assert "Kukaan Tuntematon" in str(found.rows[2].problems[0])
    demo.write(lambda s: apply(s, found, skip_wrong=True))
    with demo.read() as session:
        made = session.query(Agreement).filter_by(subject="Ulkoilua").one()
        assert made.client_id == client(demo, "A006")
        assert made.code.startswith("S-")


def test_an_export_comes_back_unchanged(demo: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with demo.read() as session:
        export_records(session, Agreement, path)
        found = plan(session, Agreement, read_sheet(path))
    assert {row.state for row in found.rows} == {"same"}


def test_an_amendment_is_put_in_force_only_with_the_end_of_what_it_amends(demo: Store) -> None:
    old = agreement(demo, "S-0003")
    made = demo.write(lambda s: actions.amend(s, old.id)).result
    values = {"starts": TODAY, "status": "in_force"}
    with pytest.raises(InvalidFields) as refused:
        demo.write(lambda s: editing.change(s, Agreement, made, values))
    assert "lines" in refused.value.problems
    assert agreement(demo, "S-0003").status == "in_force"


def test_states_that_make_no_sense_are_refused(demo: Store) -> None:
    made = fresh(demo)
    for values, field in (
        ({"status": "ended"}, "ends"),
        ({"status": "replaced", "ends": TODAY}, "status"),
        ({"late_percent": Decimal(101)}, "late_percent"),
        ({"starts": date(9999, 12, 31)}, "starts"),
    ):
        with pytest.raises(InvalidFields) as refused:
            demo.write(lambda s, v=values: editing.change(s, Agreement, made, v))
        assert field in refused.value.problems


def test_an_ended_agreement_still_counts_for_its_own_time(demo: Store) -> None:
    first, second = fresh(demo), fresh(demo)
    demo.write(lambda s: editing.change(s, Agreement, first, {"starts": TODAY - timedelta(30)}))
    demo.write(lambda s: actions.sign(s, first))
    demo.write(lambda s: actions.end(s, first, TODAY - timedelta(days=1)))
    demo.write(lambda s: editing.change(s, Agreement, second, {"starts": TODAY - timedelta(5)}))
    with pytest.raises(InvalidFields):
        demo.write(lambda s: actions.sign(s, second))


def test_a_copy_of_a_signed_agreement_is_a_draft(demo: Store) -> None:
    old = agreement(demo, "S-0003")
    made = demo.write(lambda s: editing.duplicate(s, Agreement, old.id)).result
    with demo.read() as session:
        copy = session.get(Agreement, made)
        assert (copy.status, copy.signed_on, copy.amends_id) == ("draft", None, None)
        assert copy.code != old.code


def test_a_payer_and_an_agreement_in_force_are_not_removed(demo: Store) -> None:
    for record, record_id in (
        (Client, client(demo, "A010")),
        (Agreement, agreement(demo, "S-0003").id),
    ):
        with pytest.raises(Refusal):
            demo.write(lambda s, r=record, i=record_id: editing.remove(s, r, [i]))


def test_merging_clients_whose_agreements_overlap_is_refused_whole(demo: Store) -> None:
    ready = fresh(demo)
    demo.write(lambda s: actions.sign(s, ready))
    keep, drop = client(demo, "A011"), client(demo, "A003")
    demo.write(lambda s: editing.change(s, Client, drop, {"personal_id": ""}))
    with pytest.raises(Refusal):
        demo.write(lambda s: clients.merge(s, keep, drop))
    assert agreement(demo, "S-0004").client_id == drop


def test_voucher_numbers_are_the_same_however_they_are_spaced_and_spelled(demo: Store) -> None:
    county = client(demo, "A010")
    first, second = fresh(demo, "A011"), fresh(demo, "A007")
    for made, number in ((first, "PSÄ 1"), (second, "psä\u00a01")):
        voucher = {"id": "v", "way": "voucher", "number": number, "valid_to": "2027-01-31"}
        values = {"funding": [{**voucher, "payer_id": county}]}
        demo.write(lambda s, m=made, v=values: editing.change(s, Agreement, m, v))
    demo.write(lambda s: actions.sign(s, first))
    with pytest.raises(InvalidFields) as refused:
        demo.write(lambda s: actions.sign(s, second))
    assert "funding" in refused.value.problems


def test_numbers_typed_by_hand_never_stop_the_counting(demo: Store) -> None:
    year = TODAY.year
    for code in (f"s-{year}-005", f"S-{year}-99999999999"):
        values = {"client_id": client(demo, "A011"), "code": code}
        demo.write(lambda s, v=values: editing.add(s, Agreement, v))
    made = fresh(demo)
    with demo.read() as session:
        assert session.get(Agreement, made).code == f"S-{year}-006"


def test_a_binned_amendment_keeps_its_number(demo: Store) -> None:
    old = agreement(demo, "S-0003")
    first = demo.write(lambda s: actions.amend(s, old.id)).result
    demo.write(lambda s: editing.remove(s, Agreement, [first]))
    second = demo.write(lambda s: actions.amend(s, old.id)).result
    with demo.read() as session:
        assert session.get(Agreement, second).code == "S-0003/3"
    demo.write(lambda s: editing.restore(s, Agreement, [first]))


def test_given_numbers_of_a_sheet_come_before_those_that_are_counted(
    demo: Store, tmp_path: Path
) -> None:
    sheet = tmp_path / "s.csv"
    rows = f"Asiakas;Sopimusnumero\nA011;\nA006;S-{TODAY.year}-001\n"
    sheet.write_text(rows, encoding="utf-8")
    with demo.read() as session:
        found = plan(session, Agreement, read_sheet(sheet))
    demo.write(lambda s: apply(s, found))
    with demo.read() as session:
        codes = {a.code for a in session.query(Agreement).filter(Agreement.code.like("S-2%"))}
    assert codes == {f"S-{TODAY.year}-001", f"S-{TODAY.year}-002"}
