"""Permanence on a real encrypted store: the dashboard, its target, its file and its report."""

import csv
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.record import now
from app.core.store import Store
from app.core.text import _l, speaking
from app.employment.contracts import actions as contract_actions
from app.employment.contracts.records import Contract, row_of
from app.employment.permanence import actions, files, papers, rules, wording
from tests.conftest import TODAY
from tests.employment.permanence.people import PART, contract, house, person


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("actions", "papers"):
        monkeypatch.setattr(f"app.employment.permanence.{module}.today", lambda: TODAY)


@pytest.fixture
def housed(store: Store) -> Store:
    def work(session) -> Changes:
        return Changes(_l("Added"), house(session))

    store.write(work)
    return store


def dashboard(store: Store, day: date = TODAY) -> actions.Dashboard:
    with store.read() as session:
        return actions.dashboard(session, day)


@contextmanager
def counted() -> Generator[list[str]]:
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_more) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


def test_the_dashboard_tells_of_today_and_of_the_year(housed: Store) -> None:
    found = dashboard(housed)
    now, year = found.now, found.year
    assert (now.employed, now.permanent, len(now.fixed_terms)) == (11, 8, 3)
    assert dict(now.hours) == {"full_time": 7, "part_time": 3, "variable": 1}
    # Seven whole, three halves, and ten hours of 37.5.
    assert now.full_time_equivalent == 7 + Decimal("1.5") + Decimal(10) / Decimal("37.5")
    assert (year.conversions, year.new_jobs, year.new_permanent, year.ended) == (2, 3, 4, 1)
    assert [found.names[each.person_id] for each in now.chains] == ["Aila Hirvonen", "Ali Hassan"]
    assert [each.months for each in now.chains] == [22, 11]
    assert [len(now.wishing(wish)) for wish in ("own", "more", "")] == [1, 1, 2]
    assert [(g.codes[0], g.count) for g in found.genders] == [("woman", 6), ("man", 5)]
    assert sum(group.count for group in found.ages) in {0, 11}
    assert [quarter.name for quarter in found.quarters][-4:] == [
        (2026, 1), (2026, 2), (2026, 3), (2026, 4),
    ]  # fmt: skip
    assert [q.period.conversions for q in found.quarters][-3:] == [1, 0, 1]


def test_a_row_opens_the_contract_in_force(housed: Store) -> None:
    with housed.read() as session:
        for each in actions.dashboard(session, TODAY).now.fixed_terms:
            found = editing.find(session, Contract, each.contract_id)
            assert (found.person_id, found.status) == (each.person_id, "in_force")


def test_few_questions_are_asked(housed: Store) -> None:
    with counted() as asked:
        dashboard(housed)
    assert len(asked) <= 2, asked


def test_binned_unsigned_and_unpaid_contracts_do_not_count(store: Store) -> None:
    def work(session) -> Changes:
        one, two, three = (person(session, name) for name in ("A", "B", "C"))
        gone = contract(session, one, date(2025, 1, 1))
        editing.find(session, Contract, gone).deleted_at = now()
        contract(session, two, date(2025, 1, 1), status="draft", signed_on=None)
        contract(session, three, date(2025, 1, 1), form="volunteer")
        return Changes(_l("Added"))

    store.write(work)
    found = dashboard(store)
    assert found.now.employed == 0
    assert not found.any_contracts
    with store.read() as session:
        assert list(actions.figures(session, TODAY)) == []


def test_making_permanent_is_seen_and_undone(housed: Store) -> None:
    before = dashboard(housed)
    aila = before.now.chains[0]
    made = housed.write(lambda s: contract_actions.make_permanent(s, aila.contract_id)).result
    assert dashboard(housed) == before, "a draft is nothing yet"
    starts = TODAY - timedelta(days=3)
    housed.write(lambda s: editing.change(s, Contract, made, {"starts": starts}))
    housed.write(lambda s: contract_actions.sign(s, made, starts))
    after = dashboard(housed)
    assert after.year.conversions == before.year.conversions + 1
    assert after.now.permanent == before.now.permanent + 1
    assert after.now.employed == before.now.employed
    assert aila.person_id not in {each.person_id for each in after.now.fixed_terms}
    housed.undo()
    assert dashboard(housed).year == before.year


def test_the_target_is_kept_and_can_be_taken_away(store: Store) -> None:
    with store.read() as session:
        assert actions.target(session) is None
    told = store.write(lambda s: actions.set_target(s, Decimal("82.5"))).words
    assert told.say("en") == "The target is 82.5% now"
    with store.read() as session:
        assert actions.target(session) == Decimal("82.5")
    for wrong in (Decimal(0), Decimal(101), Decimal(-5)):
        with pytest.raises(InvalidFields):
            store.write(lambda s, wrong=wrong: actions.set_target(s, wrong))
    store.write(lambda s: actions.set_target(s, None))
    with store.read() as session:
        assert actions.target(session) is None


def test_the_home_page_has_one_figure(housed: Store) -> None:
    with housed.read() as session:
        (figure,) = actions.figures(session, TODAY)
    assert figure.value.say("en") == "73%"
    assert figure.value.say("fi") == "73\u00a0%"
    assert figure.label.say("en") == "of employees are permanent"
    housed.write(lambda s: actions.set_target(s, Decimal(70)))
    with housed.read() as session:
        (figure,) = actions.figures(session, TODAY)
    assert figure.label.say("en") == "of employees are permanent: the target of 70% is met"


def test_a_programme_is_told_only_of_what_has_happened(housed: Store) -> None:
    def work(session) -> Changes:
        contract(session, person(session, "Uusi"), TODAY + timedelta(days=7))
        return Changes(_l("Added"))

    housed.write(work)
    with housed.read() as session:
        found = actions.indicators(session, date(2026, 1, 1), date(2026, 12, 31))
    assert found["new_jobs"] == 3
    assert found["conversions"] == 2
    assert found["permanent_contracts"] == 4
    assert found["full_time_equivalent"] == dashboard(housed).now.full_time_equivalent


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_table_holds_the_numbers_of_the_page(
    housed: Store, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"taulukko{suffix}"
    with housed.read() as session, speaking("en"):
        files.write_quarters(session, TODAY, path)
    if suffix == ".xlsx":
        rows = [list(r) for r in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]
    else:
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 1 + 8
    assert rows[0][:4] == ["Quarter", "Employed", "Permanent ones", "Permanent, %"]
    last = [str(cell) for cell in rows[-1]]
    assert last == ["4/2026", "11", "8", "73", "8.8", "1", "0", "0"]
    assert list(tmp_path.glob(".*half*")) == []


def test_another_ending_is_refused(housed: Store, tmp_path: Path) -> None:
    with housed.read() as session, pytest.raises(Refusal):
        files.write_quarters(session, TODAY, tmp_path / "taulukko.ods")
    with housed.read() as session, pytest.raises(Refusal):
        files.write_quarters(session, TODAY, tmp_path / "ei ole" / "taulukko.csv")


def read(content: bytes) -> tuple[int, str]:
    reader = PdfReader(BytesIO(content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    return len(reader.pages), text.replace("\u00ad", "").replace("\xa0", " ")


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_report_is_one_page_with_the_same_numbers_and_no_names(
    housed: Store, language: str
) -> None:
    housed.write(lambda s: actions.set_target(s, Decimal(80)))
    with housed.read() as session:
        pages, text = read(papers.report(session, None, language))
    assert pages == 1
    for words in ("73 %" if language == "fi" else "73%", "4/2026", "80"):
        assert words in text, words
    assert ("8,8" if language == "fi" else "8.8") in text
    for name in ("Hirvonen", "Hassan", "Koponen", "Mononen"):
        assert name not in text


def test_the_report_of_a_house_without_employees_says_so(store: Store) -> None:
    with store.read() as session:
        pages, text = read(papers.report(session, None, "en"))
    assert pages == 1
    assert "Nobody is employed now." in text
    assert "Quarters" not in text


def test_the_report_withholds_what_would_tell_of_somebody(store: Store) -> None:
    def work(session) -> Changes:
        for number in range(6):
            told = {"gender": "man" if number == 0 else "woman", "birth_year": 1980}
            contract(session, person(session, f"N{number}", **told), date(2025, 1, 1), **PART)
        return Changes(_l("Added"))

    store.write(work)
    with store.read() as session:
        _pages, text = read(papers.report(session, None, "en"))
    assert "Women" not in text
    assert "Gender and age are shown only when" in text


def test_the_home_page_counts_as_the_page_does(demo: Store) -> None:
    for back in (0, 150, 365, 400):
        day = TODAY - timedelta(days=back)
        with demo.read() as session:
            rows = [row_of(each) for each in session.query(Contract)]
            (figure,) = actions.figures(session, day)
        share = rules.snapshot(rows, day).permanent_share
        assert figure.value.say("fi") == wording.percent_words(share).say("fi")
