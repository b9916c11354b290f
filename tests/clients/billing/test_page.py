"""Billing in the window, driven as a person would."""

from pathlib import Path

import openpyxl
import pytest

from app.clients.billing.page.month_view import MonthView
from app.clients.billing.records import Billing
from app.clients.visits.records import Visit
from app.core import editing
from app.core.record import today
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.windows import press, shown


@pytest.fixture
def month(window: MainWindow) -> MonthView:
    window.go("billing")
    window.page.month.steps.go(1)
    settle()
    return window.page.month


def test_the_month_shows_payers_and_their_lines(window: MainWindow, month: MonthView) -> None:
    with window.office.store.read() as session:
        kept = session.query(Visit).filter(Visit.worker == "Sari Kärkkäinen").first()
    values = {"client_id": kept.client_id, "service_id": kept.service_id, "status": "done"}
    window.office.write(lambda s: editing.add(s, Visit, {**values, "day": today(), "minutes": 60}))
    settle()
    found = month.found
    assert found
    text = shown(month)
    assert "Siirrettävänä" in text
    month.choose(str(len(found.proposals) - 1))
    settle()
    assert found.proposals[-1].payer["fi"] in shown(month._pane)
    set_language("en")
    settle()
    assert "To hand over" in shown(month)


def test_the_months_before_were_handed_over_and_give_a_file(
    window: MainWindow, month: MonthView, tmp_path: Path
) -> None:
    month.steps.go(-1)
    settle()
    assert month.file_button.isVisible()
    month.write_file(tmp_path / "k.xlsx")
    settle()
    assert "Tallennettu" in shown(window) or (tmp_path / "k.xlsx").exists()
    rows = list(openpyxl.load_workbook(tmp_path / "k.xlsx").active.iter_rows(values_only=True))
    assert rows[0][0] == "Numero"
    assert len(rows) > 5


def test_taking_back_and_handing_over_again(window: MainWindow, month: MonthView) -> None:
    month.steps.go(-1)
    settle()
    first = window.office.ask(lambda s: s.query(Billing).order_by(Billing.code).first())
    window.open_record("billing", first.id)
    settle()
    assert not window.page.action
    assert "Muokkaa" not in shown(window.page.bench.detail)
    press(window.page.bench.detail, "Palauta laskutuksesta")
    settle()
    assert window.office.ask(lambda s: s.get(Billing, first.id)).deleted_at
    window.page.switcher.choose("month")
    window.page._switch("month")
    settle()
    assert month.hand_over_button.isVisible()
    press(month, "Siirrä laskutukseen")
    settle()
    assert not month.hand_over_button.isVisible()
    again = window.office.ask(
        lambda s: s.query(Billing).filter_by(client_id=first.client_id, deleted_at=None).all()
    )
    assert first.total in {each.total for each in again}


def test_what_has_to_be_seen_to_opens_the_visit(window: MainWindow, month: MonthView) -> None:
    month.steps.go(-1)
    settle()
    trouble = month.found.troubles[0]
    month.opened.emit(trouble.slot.id)
    settle()
    assert window.page.bench.detail.record_id == trouble.slot.id
    assert window.office.ask(lambda s: s.get(Visit, trouble.slot.id))
