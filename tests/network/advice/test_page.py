"""Advice in the window: who helps, how they are reached, and their contact cards."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.core import editing
from app.core.codes import codes
from app.network.advice.records import Adviser
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.widgets import Combo
from app.ui.window import MainWindow
from tests.windows import choose, press, shown

NAME = "Karelia Business Advice (example)"


@pytest.fixture(autouse=True)
def english(window: MainWindow) -> None:
    set_language("en")


def adviser(window: MainWindow, name: str) -> Adviser:
    return window.office.ask(
        lambda s: next(each for each in s.query(Adviser) if each.name["en"] == name)
    )


def opened(window: MainWindow, name: str) -> str:
    window.open_record("adviser", adviser(window, name).id)
    settle()
    return shown(window.page.bench.detail)


def test_an_adviser_reads_as_one_page_and_is_reached_by_a_click(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: reached.append(QUrl(url).toString())
    )
    text = opened(window, NAME)
    for words in ("Funding and grants", "Free of charge", "Joensuu", "Development company"):
        assert words in text, words
    for words in (
        "050 123 4570",
        "neuvonta@yritysneuvonta.example.fi",
        "www.yritysneuvonta.example.fi",
    ):
        press(window.page.bench.detail, words)
    assert reached == [
        "tel:+358501234570",
        "mailto:neuvonta@yritysneuvonta.example.fi",
        "https://www.yritysneuvonta.example.fi",
    ]


def test_old_details_are_marked_until_somebody_checks_them(window: MainWindow) -> None:
    name = "Law Office Pielinen (example)"
    assert "Check the details" in opened(window, name)
    choose(window.page.bench.detail, "The details hold")
    settle()
    assert "Check the details" not in shown(window.page.bench.detail)


def test_a_contact_card_is_saved_and_a_place_that_cannot_be_written_is_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(window, NAME)
    for target in (tmp_path / "card.vcf", tmp_path / "gone" / "card.vcf"):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, t=target: (str(t), ""))
        press(window.page.bench.detail, "Save as a contact")
        settle()
    assert "TEL;VALUE=uri;TYPE=voice:tel:+358501234570" in (tmp_path / "card.vcf").read_text()
    assert "can't be written" in shown(window)


def test_the_list_is_narrowed_by_topic(window: MainWindow) -> None:
    opened(window, NAME)
    bench = window.page.bench
    bench.list.bar.choose("contracts")
    bench.list.fill()
    settle()
    assert bench.list.model.ids == [adviser(window, "Law Office Pielinen (example)").id]


def test_topics_beyond_a_few_are_one_list_and_not_a_wall_of_chips(window: MainWindow) -> None:
    topics = [code.id for code in codes("advice_topics")]
    values = {"name": {"en": "Knows it all"}, "topics": topics}
    window.office.store.write(lambda session: editing.add(session, Adviser, values))
    opened(window, "Knows it all")
    bar = window.page.bench.list.bar
    assert bar.compact
    drop_down = bar.findChild(Combo)
    assert drop_down.count() == 1 + len(topics)
    assert not any(bar.button_of(topic).isVisible() for topic in topics)
