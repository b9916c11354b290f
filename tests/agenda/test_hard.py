"""The line of new tasks in a hurry: each task once, and nothing typed is lost."""

import pytest
from sqlalchemy import select

from app.agenda.page.quick_add import QuickAdd
from app.agenda.tasks.records import Task
from app.ui.tour import settle
from app.ui.window import MainWindow


@pytest.fixture
def quick(window: MainWindow) -> QuickAdd:
    window.go("agenda")
    settle()
    return window.page.board.quick


def made(window: MainWindow, what: str) -> int:
    found = window.office.ask(lambda s: s.scalars(select(Task).where(Task.what == what)).all())
    return len(found)


def test_enter_twice_adds_one_task(window: MainWindow, quick: QuickAdd) -> None:
    quick.line.setText("Soita vakuutusyhtiöön")
    quick.line.returnPressed.emit()
    quick.line.returnPressed.emit()
    settle()
    assert made(window, "Soita vakuutusyhtiöön") == 1


def test_the_next_task_is_typed_while_the_first_is_kept(
    window: MainWindow, quick: QuickAdd
) -> None:
    quick.line.setText("Ensimmäinen")
    quick.line.returnPressed.emit()
    quick.line.setText("Toinen kes")
    settle()
    assert quick.line.text() == "Toinen kes"


def test_a_task_that_is_refused_is_in_the_line_again(window: MainWindow, quick: QuickAdd) -> None:
    quick.line.setText("x" * 5000)
    quick.line.returnPressed.emit()
    settle()
    assert quick.line.text() == "x" * 5000
    assert "5000" in quick._said.text()
