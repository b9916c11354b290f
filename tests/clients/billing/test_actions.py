"""A month from visits to the accountant, once, on a real encrypted store."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from app import rooms
from app.clients.agreements import actions as agreements
from app.clients.agreements.records import Agreement
from app.clients.billing import actions, proposals, rules
from app.clients.billing.files import write_lines
from app.clients.billing.records import Billing, lines_of
from app.clients.records import Client
from app.clients.visits import actions as visits
from app.clients.visits.records import Visit
from app.core import editing, search
from app.core.fault import InvalidFields, Refusal
from app.core.store import Store
from app.exchange.export import export_records
from app.services.records import ServiceProduct
from tests.conftest import TODAY

MONTH = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (
        "billing.actions",
        "billing.papers",
        "visits.actions",
        "visits.records",
        "agreements.actions",
    ):
        monkeypatch.setattr(f"app.clients.{module}.today", lambda: TODAY)


def billed(store: Store, day: date = MONTH) -> dict[tuple[str, str, str], Decimal]:
    with store.read() as session:
        return {
            (each.client["fi"], each.way, each.number): each.totals.gross
            for each in proposals.month(session, day).proposals
            if not each.household_credit
        }


def troubles(store: Store, day: date = MONTH) -> list[str]:
    with store.read() as session:
        return [str(each.words) for each in proposals.month(session, day).troubles]


def agreed_client(store: Store, line: Mapping[str, object], *funding: Mapping[str, object]) -> str:
    """A new client with an agreement of one line; returns the client's id."""
    with store.read() as session:
        service = session.query(ServiceProduct).filter_by(code="DIGI").one().id
    who = store.write(lambda s: editing.add(s, Client, {"family_name": "Laskutettava"})).result
    row = {
        "id": "l",
        "service_id": service,
        "what": "",
        "price": "30.00",
        "unit": "hour",
        "vat": "standard",
        **line,
    }
    values = {
        "client_id": who,
        "lines": [row],
        "funding": list(funding) or [{"id": "f", "way": "self_pay"}],
        "starts": MONTH,
        "status": "in_force",
        "late_percent": Decimal(50),
    }
    store.write(lambda s: editing.add(s, Agreement, values))
    return who


def county(store: Store) -> str:
    with store.read() as session:
        return session.query(Client).filter_by(code="A010").one().id


def visit(store: Store, client_id: str, **values: object) -> str:
    with store.read() as session:
        service = session.query(ServiceProduct).filter_by(code="DIGI").one().id
    made = {
        "client_id": client_id,
        "service_id": service,
        "day": MONTH + timedelta(days=2),
        "minutes": 90,
        "status": "done",
        **values,
    }
    return store.write(lambda s: editing.add(s, Visit, made)).result


def own(store: Store) -> dict[tuple[str, str], Decimal]:
    return {
        (way, number): amount
        for (name, way, number), amount in billed(store).items()
        if name == "Laskutettava"
    }


def test_done_visits_become_lines_at_the_agreed_price(demo: Store) -> None:
    who = agreed_client(demo, {})
    visit(demo, who)
    visit(demo, who, status="planned", day=TODAY + timedelta(days=2))
    visit(demo, who, status="cancelled", cancel_reason="client")
    assert own(demo) == {("self_pay", ""): Decimal("45.00")}


def test_a_late_cancellation_is_charged_as_agreed(demo: Store) -> None:
    who = agreed_client(demo, {})
    visit(demo, who, status="cancelled", cancel_reason="client_late", charged=True)
    assert own(demo) == {("self_pay", ""): Decimal("22.50")}


def test_a_voucher_and_the_own_share_are_two_specifications(demo: Store) -> None:
    voucher = {
        "id": "v",
        "way": "voucher",
        "number": "PS77",
        "value": "40.00",
        "value_per": "month",
        "valid_to": "2026-12-31",
        "payer_id": county(demo),
    }
    who = agreed_client(demo, {}, voucher, {"id": "f", "way": "self_pay"})
    visit(demo, who)
    assert own(demo) == {("voucher", "PS77"): Decimal("40.00"), ("self_pay", ""): Decimal("5.00")}
    demo.write(lambda s: actions.hand_over(s, MONTH))
    visit(demo, who)
    assert own(demo) == {("self_pay", ""): Decimal("45.00")}, "the month's voucher is used up"


def test_another_payer_from_the_register_is_billed(demo: Store) -> None:
    who = agreed_client(demo, {}, {"id": "c", "way": "outsourced", "payer_id": county(demo)})
    visit(demo, who)
    with demo.read() as session:
        found = next(
            p for p in proposals.month(session, MONTH).proposals if p.client["fi"] == "Laskutettava"
        )
        assert (found.payer_id, found.client_id) == (county(demo), who)


def test_a_months_fee_is_billed_once_and_only_when_the_month_is_over(demo: Store) -> None:
    agreed_client(demo, {"unit": "month", "price": "19.00"})
    assert own(demo) == {}, "the month isn't over yet"
    october = {"starts": date(2026, 10, 1)}
    with demo.read() as session:
        agreement_id = session.query(Agreement).order_by(Agreement.created_at.desc()).first().id
    with pytest.raises(InvalidFields):
        demo.write(lambda s: editing.change(s, Agreement, agreement_id, october))
    end = {"ends": TODAY - timedelta(days=1)}
    demo.write(lambda s: editing.change(s, Agreement, agreement_id, end))
    assert own(demo) == {("self_pay", ""): Decimal("19.00")}
    demo.write(lambda s: actions.hand_over(s, MONTH))
    assert own(demo) == {}


def test_visits_of_a_months_fee_are_marked_when_it_is_handed_over(demo: Store) -> None:
    who = agreed_client(demo, {"unit": "month", "price": "19.00"})
    made = visit(demo, who)
    with demo.read() as session:
        agreement_id = session.query(Agreement).filter_by(client_id=who).one().id
    end = {"ends": TODAY - timedelta(days=1)}
    demo.write(lambda s: editing.change(s, Agreement, agreement_id, end))
    demo.write(lambda s: actions.hand_over(s, MONTH))
    with demo.read() as session:
        billed = session.get(Visit, made).billed
    assert billed
    demo.write(lambda s: actions.take_back(s, billed))
    with demo.read() as session:
        assert session.get(Visit, made).billed == ""


def test_a_weeks_price_is_billed_once_a_week_also_over_the_turn_of_a_month(demo: Store) -> None:
    with demo.read() as session:
        service = session.query(ServiceProduct).filter_by(code="DIGI").one().id
    who = agreed_client(demo, {"unit": "week", "price": "70.00"})
    for day in (2, 3, 9):  # Tuesday and Wednesday of one week, Tuesday of the next
        visit(demo, who, day=date(2026, 11, 1) + timedelta(days=day), service_id=service)
    assert own(demo) == {("self_pay", ""): Decimal("140.00")}
    demo.write(lambda s: actions.hand_over(s, MONTH))
    with demo.read() as session:
        left = session.query(Visit).filter_by(client_id=who, billed="").count()
    assert left == 0
    visit(demo, who, day=date(2026, 11, 5), service_id=service)
    assert own(demo) == {}


def test_without_an_agreed_share_a_late_cancellation_is_told_and_not_charged(demo: Store) -> None:
    who = agreed_client(demo, {})
    with demo.read() as session:
        agreement = session.query(Agreement).filter_by(client_id=who).one()
    demo.keep(lambda s: setattr(s.get(Agreement, agreement.id), "late_percent", None))
    visit(demo, who, status="cancelled", cancel_reason="no_show", charged=True)
    assert own(demo) == {}
    assert "Sopimuksessa ei sanota, mitä myöhään peruttu käynti maksaa." in troubles(demo)


def test_kilometres_are_billed_beside_the_visit(demo: Store) -> None:
    who = agreed_client(demo, {})
    with demo.read() as session:
        agreement = session.query(Agreement).filter_by(client_id=who).one()
        lines = agreement.lines
    travel = {**lines[0], "id": "k", "unit": "kilometre", "price": "0.55", "what": "Matkat"}
    demo.keep(lambda s: setattr(s.get(Agreement, agreement.id), "lines", [*lines, travel]))
    visit(demo, who, kilometres=Decimal("10.0"))
    assert own(demo) == {("self_pay", ""): Decimal("50.50")}


def test_what_cannot_be_billed_is_told_and_left_out(demo: Store) -> None:
    who = agreed_client(demo, {})
    before = len(troubles(demo))
    visit(demo, who, minutes=None)
    visit(demo, who, status="planned")
    with demo.read() as session:
        other = session.query(ServiceProduct).filter_by(code="SAUNA").one().id
    visit(demo, who, day=TODAY - timedelta(days=1), service_id=other)
    found = troubles(demo)
    assert len(found) == before + 3
    assert "Mikään sopimus ei kata tätä palvelua käyntipäivänä." in found
    assert "Kirjaa käynnin kesto." in found
    assert "Merkitse käynti toteutuneeksi tai perutuksi." in found
    assert own(demo) == {}


def test_handing_over_marks_and_bills_once_and_one_undo_takes_all_back(demo: Store) -> None:
    who = agreed_client(demo, {})
    made = visit(demo, who)
    wanted = billed(demo)
    demo.write(lambda s: actions.hand_over(s, MONTH))
    assert billed(demo) == {}
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.hand_over(s, MONTH))
    with demo.read() as session:
        billing = session.get_one(Billing, session.get(Visit, made).billed)
        assert billing.total == Decimal("45.00")
        assert billing.vat_total == rules.vat_within(Decimal("45.00"), Decimal("25.5"))
        assert billing.reference[:-1] == "".join(c for c in billing.code if c.isdigit())
        sums = rules.totals((r["amount"], r["vat_amount"], r["rate"]) for r in lines_of(billing))
        assert (sums.gross, sums.vat) == (billing.total, billing.vat_total)
    demo.undo()
    assert billed(demo) == wanted
    with demo.read() as session:
        assert session.get(Visit, made).billed == ""
    demo.redo()
    assert billed(demo) == {}


def test_a_billed_visit_cannot_be_changed_until_it_is_taken_back(demo: Store) -> None:
    who = agreed_client(demo, {})
    made = visit(demo, who)
    demo.write(lambda s: actions.hand_over(s, MONTH))
    with pytest.raises(InvalidFields):
        demo.write(lambda s: editing.change(s, Visit, made, {"minutes": 30}))
    with pytest.raises(InvalidFields):
        demo.write(lambda s: visits.plan_again(s, made))
    with demo.read() as session:
        billing_id = session.get(Visit, made).billed
    with pytest.raises(Refusal):
        demo.write(lambda s: editing.remove(s, Billing, [billing_id]))
    demo.write(lambda s: actions.take_back(s, billing_id))
    demo.write(lambda s: editing.change(s, Visit, made, {"minutes": 30}))
    assert own(demo) == {("self_pay", ""): Decimal("15.00")}
    with pytest.raises(InvalidFields):
        demo.write(lambda s: editing.restore(s, Billing, [billing_id]))


def test_taking_back_takes_the_other_payers_of_the_same_visits_along(demo: Store) -> None:
    voucher = {
        "id": "v",
        "way": "voucher",
        "number": "PS78",
        "value": "10.00",
        "value_per": "unit",
        "valid_to": "2026-12-31",
        "payer_id": county(demo),
    }
    who = agreed_client(demo, {}, voucher, {"id": "f", "way": "self_pay"})
    visit(demo, who)
    before = own(demo)
    demo.write(lambda s: actions.hand_over(s, MONTH))
    with demo.read() as session:
        one = session.query(Billing).filter_by(client_id=who, way="voucher").one().id
    demo.write(lambda s: actions.take_back(s, one))
    assert own(demo) == before
    with demo.read() as session:
        assert session.query(Billing).filter_by(client_id=who, deleted_at=None).count() == 0


def test_a_restricted_client_is_not_billed(demo: Store) -> None:
    who = agreed_client(demo, {})
    visit(demo, who)
    demo.write(lambda s: editing.change(s, Client, who, {"restricted": True}))
    assert own(demo) == {}
    assert "Asiakkaan tietojen käsittelyä on rajoitettu." in troubles(demo)


def test_a_price_change_by_amendment_follows_the_day(demo: Store) -> None:
    with demo.read() as session:
        new = [
            line.made.price
            for proposal in proposals.month(session, MONTH).proposals
            for line in proposal.lines
            if line.made.service.startswith("Saattaja")
        ]
        handed = [
            row
            for billing in actions.of_month(session, MONTH - timedelta(days=1))
            for row in lines_of(billing)
            if row["service"].startswith("Saattaja")
        ]
    assert set(new) == {Decimal("35.00")}
    assert {row["price"] for row in handed if row["day"] < date(2026, 10, 15)} == {Decimal("34.00")}


def test_the_accountants_file_has_every_line_and_the_same_sum(demo: Store, tmp_path: Path) -> None:
    demo.write(lambda s: actions.hand_over(s, MONTH))
    with demo.read() as session:
        path = write_lines(session, MONTH, tmp_path / "kirjanpitoon.xlsx")
        total = sum(each.total or 0 for each in actions.of_month(session, MONTH))
        number = sum(len(each.lines) for each in actions.of_month(session, MONTH))
        write_lines(session, MONTH, tmp_path / "kirjanpitoon.csv")
        with pytest.raises(Refusal):
            write_lines(session, MONTH, tmp_path / "kirjanpitoon.txt")
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    head, lines = rows[0], rows[1:]
    assert len(lines) == number
    share, net, vat = (
        head.index(h) for h in ("Maksajan osuus", "Ilman arvonlisäveroa", "Sisältää arvonlisäveroa")
    )
    assert sum(Decimal(str(row[share])).quantize(rules.CENT) for row in lines) == total
    for row in lines:
        parts = Decimal(str(row[net])) + Decimal(str(row[vat]))
        assert parts.quantize(rules.CENT) == Decimal(str(row[share])).quantize(rules.CENT)
    assert (
        len((tmp_path / "kirjanpitoon.csv").read_text(encoding="utf-8-sig").splitlines())
        == number + 1
    )


def test_the_specification_and_the_household_credit_on_paper(demo: Store) -> None:
    with demo.read() as session:
        billing = next(
            each
            for each in actions.of_month(session, MONTH - timedelta(days=1))
            if each.way == "voucher" and "Mäkelä" in each.lead()["fi"]
        )
        pdf = rooms.papers()["billing-specification"].make(session, billing.id, "fi")
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
        assert billing.code in text
        assert "Asiakkaan omavastuuosuus" in text
        assert "Tämä on erittely, ei lasku." in text
        aino = session.query(Client).filter_by(code="A001").one()
        credit = actions.credit_of(session, aino.id, 2026)
        assert credit.labour > 0
        assert all(each.household_credit for each in credit.billings)
        pdf = rooms.papers()["household-credit"].make(session, aino.id, "en")
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
        assert "Work in all" in text
        assert "Check that the" in text
        other = session.query(Client).filter_by(code="A008").one()
        with pytest.raises(Refusal):
            rooms.papers()["household-credit"].make(session, other.id, "fi")


def test_last_months_unbilled_visits_are_brought_up(demo: Store) -> None:
    who = agreed_client(demo, {})
    visit(demo, who, day=date(2026, 10, 6))
    with demo.read() as session:
        early = list(actions.matters(session, date(2026, 11, 3)))
        found = [str(matter.title) for matter in actions.matters(session, date(2026, 11, 10))]
    assert early == []
    assert len(found) == 1
    assert "viime kuun käynti" in found[0]


def test_what_was_handed_over_is_neither_binned_nor_copied(demo: Store) -> None:
    who = agreed_client(demo, {})
    made = visit(demo, who)
    demo.write(lambda s: actions.hand_over(s, MONTH))
    with demo.read() as session:
        billing_id = session.get(Visit, made).billed
    for record, record_id in ((Billing, billing_id), (Visit, made)):
        with pytest.raises(Refusal):
            demo.write(lambda s, r=record, i=record_id: editing.remove(s, r, [i]))
    with pytest.raises(Refusal):
        demo.write(lambda s: editing.duplicate(s, Billing, billing_id))


def test_a_copy_of_a_billed_visit_is_a_new_visit(demo: Store) -> None:
    who = agreed_client(demo, {})
    made = visit(demo, who)
    demo.write(lambda s: actions.hand_over(s, MONTH))
    copied = demo.write(lambda s: editing.duplicate(s, Visit, made)).result
    with demo.read() as session:
        copy = session.get(Visit, copied)
        assert (copy.status, copy.billed, copy.series) == ("planned", "", "")
    demo.write(lambda s: visits.mark_done(s, [copied]))
    assert own(demo) == {("self_pay", ""): Decimal("45.00")}


def test_a_months_fee_is_one_for_all_versions_of_an_agreement(demo: Store) -> None:
    who = agreed_client(demo, {"unit": "month", "price": "100.00"})
    with demo.read() as session:
        first = session.query(Agreement).filter_by(client_id=who).one().id
    second = demo.write(lambda s: agreements.amend(s, first)).result
    later = {"starts": MONTH + timedelta(days=10), "ends": TODAY - timedelta(days=1)}
    demo.write(lambda s: editing.change(s, Agreement, second, later))
    demo.write(lambda s: agreements.sign(s, second))
    assert own(demo) == {("self_pay", ""): Decimal("100.00")}
    demo.write(lambda s: actions.hand_over(s, MONTH))
    assert own(demo) == {}


def test_kilometres_are_priced_by_the_service_they_were_driven_for(demo: Store) -> None:
    who = agreed_client(demo, {})
    with demo.read() as session:
        agreement = session.query(Agreement).filter_by(client_id=who).one()
        other = session.query(ServiceProduct).filter_by(code="PIHA").one().id
        line = agreement.lines[0]
    more = [
        line,
        {**line, "id": "k1", "unit": "kilometre", "price": "0.50"},
        {**line, "id": "s2", "service_id": other},
        {**line, "id": "k2", "service_id": other, "unit": "kilometre", "price": "0.90"},
    ]
    demo.keep(lambda s: setattr(s.get(Agreement, agreement.id), "lines", more))
    visit(demo, who, service_id=other, kilometres=Decimal("100.0"))
    assert own(demo) == {("self_pay", ""): Decimal("135.00")}


def test_of_several_prices_none_is_guessed(demo: Store) -> None:
    who = agreed_client(demo, {"what": "arkisin"})
    with demo.read() as session:
        agreement = session.query(Agreement).filter_by(client_id=who).one()
    more = [*agreement.lines, {**agreement.lines[0], "id": "p", "what": "pyhinä", "price": "60.00"}]
    demo.keep(lambda s: setattr(s.get(Agreement, agreement.id), "lines", more))
    made = visit(demo, who)
    assert own(demo) == {}
    assert "Sopimuksessa on useita hintoja. Kirjaa käynnille hinnan tarkenne." in troubles(demo)
    demo.write(lambda s: editing.change(s, Visit, made, {"what": "Pyhinä"}))
    assert own(demo) == {("self_pay", ""): Decimal("90.00")}


def test_nothing_of_a_restricted_client_is_printed_found_or_written(
    demo: Store, tmp_path: Path
) -> None:
    with demo.read() as session:
        aino = session.query(Client).filter_by(code="A001").one().id
        billing_id = session.query(Billing).filter_by(client_id=aino).first().id
        assert search.find(session, "tiistaisin", ["agreement"])
    demo.write(lambda s: editing.change(s, Client, aino, {"restricted": True}))
    with demo.read() as session:
        for name, record_id in (("billing-specification", billing_id), ("household-credit", aino)):
            with pytest.raises(Refusal):
                rooms.papers()[name].make(session, record_id, "fi")
        assert not search.find(session, "tiistaisin", ["agreement"])
        export_records(session, Agreement, tmp_path / "a.csv")
    assert "tiistaisin" not in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    demo.undo()
    with demo.read() as session:
        assert search.find(session, "tiistaisin", ["agreement"])
