"""What a worksheet costs as it fills with notes, as ratios within one run: ``python benchmarks/worksheets.py``.

A sheet of 30 notes is the measure; 300 and 2,000 stand beside it. What runs on the GUI thread is told apart from
what a background thread does.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sqlalchemy.orm import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication

import app.rooms  # noqa: F401 - every kind of record is known
from app.core.change import Changes
from app.core.keys import Cost
from app.core.record import new_id
from app.core.store import Store, create
from app.core.text import _l, set_language
from app.ui.start import make_application
from app.ui.theme import theme
from app.worksheets.page.canvas import SheetCanvas
from app.worksheets.page.sheet_view import texts_of
from app.worksheets.papers import poster
from app.worksheets.papers.measuring import measure
from app.worksheets.sheets import actions, notes
from app.worksheets.sheets.content import Content, Item
from app.worksheets.sheets.filling import STEP
from app.worksheets.sheets.notes import Spot
from app.worksheets.sheets.sight import Sight, look

SIZES = (30, 300, 2000)
CELLS = ("strengths", "weaknesses", "opportunities", "threats")
TIMES = 5


def timed(work: Callable[[], object], times: int = TIMES) -> float:
    """Milliseconds, the middle of several times."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        found.append((time.perf_counter() - begin) * 1000)
    return median(found)


def filled(store: Store, count: int) -> str:
    """A SWOT with so many notes."""
    sheet = store.write(lambda s: actions.begin(s, {"type_key": "swot"})).result
    items = {
        cell: tuple(
            Item(new_id(), f"Lappu {n}: mitä tästä pitää tietää ja muistaa", position=n * STEP)
            for n in range(at, count, len(CELLS))
        )
        for at, cell in enumerate(CELLS)
    }

    def fill(session: Session) -> Changes:
        actions.put(session, sheet, actions.type_of(session, sheet), Content({}, items))
        return Changes(_l("Added"))

    store.write(fill)
    return sheet


def main() -> None:
    set_language("fi")
    application = make_application()
    theme.apply(application)
    with tempfile.TemporaryDirectory() as folder:
        store, _key = create(Path(folder) / "a.kumppani", "x y z", Cost(1, 64, 1))
        canvas = SheetCanvas()
        canvas.resize(1000, 700)
        canvas.show()
        rows = [measured(store, canvas, filled(store, count)) for count in SIZES]
        names = list(rows[0])
        print(f"{'':34}" + "".join(f"{count:>14} notes" for count in SIZES))
        for name in names:
            base = rows[0][name]
            cells = "".join(f"{row[name]:>10.1f} ms {row[name] / base:>5.1f}x" for row in rows)
            print(f"{name:34}{cells}")
        store.close()


def measured(store: Store, canvas: SheetCanvas, sheet: str) -> dict[str, float]:
    """What one sheet costs."""

    def ask() -> Sight:
        with store.read() as session:
            return look(session, sheet, measure())

    sight = ask()

    def show() -> None:
        canvas.show_picture(sight.picture, texts_of(sight))
        QApplication.processEvents()

    def paper() -> bytes:
        with store.read() as session:
            return poster.a4(session, sheet, "fi")

    return {
        "read and draw (background)": timed(ask),
        "show (GUI thread)": timed(show),
        "add a note (background)": timed(
            lambda: store.write(lambda s: notes.add(s, sheet, Spot("strengths"), "Uusi")).result
        ),
        "A4 with all notes (background)": timed(paper, 1),
    }


if __name__ == "__main__":
    main()
