"""Pages on the line: what was answered is taken in together, and also when the line fails behind it."""

from typing import Any

import pytest
from msgspec import Raw

from app.sync import sending
from app.sync.protocol import Answer, Change, Code, Outcome, PushAnswer, RefusedField
from app.sync.pushing import Page
from app.sync.trouble import OFFLINE, Stopped, Trouble

PAGES = 11
REFUSED = [RefusedField("", Code.VALUE, "")]


def page(number: int) -> Page:
    change: Any = Change(str(number), "service", "", "", Raw(b"{}"))
    return Page([change], last=number, more=number < PAGES)


def numbers(answered: list[Any]) -> list[int]:
    return [each.last for each, _answer in answered]


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> dict[int, Any]:
    """What happens to the pages that aren't simply applied, by number."""
    happens: dict[int, Any] = {}

    def send(_store: Any, _register: Any, sent: Page, _body: Any) -> PushAnswer:
        said = happens.get(sent.last, Answer(str(sent.last)))
        if isinstance(said, Exception):
            raise said
        return PushAnswer([said], 0)

    monkeypatch.setattr(sending, "_next_page", lambda _store, behind: page(behind + 1))
    monkeypatch.setattr(sending, "_packed", lambda _page: None)
    monkeypatch.setattr(sending, "_send", send)
    monkeypatch.setattr(sending, "_SECONDS", 1000.0)
    return happens


def answered() -> Any:
    nothing: Any = None
    return sending.answered(nothing, nothing)


def test_pages_are_taken_in_together(line: dict[int, Any]) -> None:
    assert not line
    assert [numbers(each) for each in answered()] == [[*range(1, 9)], [9, 10, 11]]


def test_on_a_slow_line_each_is_taken_in_at_once(
    line: dict[int, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not line
    monkeypatch.setattr(sending, "_SECONDS", 0.0)
    assert [numbers(each) for each in answered()] == [[each] for each in range(1, PAGES + 1)]


def test_what_was_answered_before_the_line_failed_is_taken_in(line: dict[int, Any]) -> None:
    line[4] = Stopped(Trouble(OFFLINE, 0))
    found = answered()
    assert numbers(next(found)) == [1, 2, 3]
    with pytest.raises(Stopped):
        next(found)


def test_nothing_is_sent_behind_a_page_of_which_something_came_back(line: dict[int, Any]) -> None:
    line[3] = Answer("3", Outcome.REFUSED, REFUSED)
    line[4] = AssertionError("isn’t sent")
    assert [numbers(each) for each in answered()] == [[1, 2, 3]]
