"""The Tab order of controls that are made later than their neighbours.

Qt puts what is added to a window last in its Tab order, after the buttons at its foot; a row added in
the middle of a form has to be moved to where it is seen.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget


def controls_in(*parents: QWidget) -> list[QWidget]:
    """What takes the keyboard inside the widgets, or may do so later, in the order it was added."""
    found = []
    for parent in parents:
        window = parent.window()
        for child in parent.findChildren(QWidget):
            takes = child.focusPolicy() != Qt.FocusPolicy.NoFocus
            if (takes or isinstance(child, QAbstractButton)) and child.window() is window:
                found.append(child)
    return found


def follow(after: QWidget, controls: Iterable[QWidget]) -> None:
    """Let the controls come, in their order, after a widget; what came after it comes after them."""
    chain = [after, *(control for control in controls if control is not after)]
    with _stops(chain):
        for before, control in pairwise(chain):
            QWidget.setTabOrder(before, control)


@contextmanager
def _stops(chain: Iterable[QWidget]) -> Generator[None]:
    """Let all take the keyboard meanwhile: Qt leaves those where they are that don't."""
    none = Qt.FocusPolicy.NoFocus
    passed_over = [each for each in chain if each.focusPolicy() == none]
    for each in passed_over:
        each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    yield
    for each in passed_over:
        each.setFocusPolicy(none)
