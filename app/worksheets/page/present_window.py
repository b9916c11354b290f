"""A sheet on the whole screen, for a projector: large, with the guidance and the clock below."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from app.core.text import _l
from app.ui.language import bind
from app.ui.theme import set_role
from app.ui.widgets import Column, ElidedLabel, Row, icon_button
from app.worksheets.page.canvas import SheetCanvas
from app.worksheets.page.workshop_bar import WorkshopBar
from app.worksheets.types.rules import Step


class PresentWindow(QWidget):
    """The canvas of a sheet and nothing else of the program.

    Attributes:
        canvas: it is worked on as in the window.
        guide: the guidance of the workshop, hidden until it is asked for.

    Signals:
        closed: it was left.
    """

    closed = Signal()

    def __init__(self, name: str, steps: Sequence[Step]) -> None:
        super().__init__()
        set_role(self, "present")
        self.setObjectName("page")
        bind(self.setWindowTitle, name)
        whole = Column(self, margins=(20, 12, 20, 12), spacing=8)
        head = Row(spacing=12)
        head.addWidget(ElidedLabel(name, "section"), 1)
        if steps:
            head.addWidget(icon_button("timer", _l("Guide"), self._toggle_guide))
        for glyph, words, by in (
            ("minus", _l("Smaller"), -1),
            ("plus", _l("Larger"), 1),
        ):
            head.addWidget(icon_button(glyph, words, lambda by=by: self.canvas.zoom(by)))
        head.addWidget(
            icon_button("frame-corners", _l("All of it"), lambda: self.canvas.fit_whole())
        )
        head.addWidget(icon_button("x", _l("Leave the presentation"), self.close))
        whole.addLayout(head)
        self.canvas = SheetCanvas()
        self.canvas.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole.addWidget(self.canvas, 1)
        self.guide = WorkshopBar()
        self.guide.show_steps(steps)
        self.guide.hide()
        self.guide.closed.connect(self._toggle_guide)
        whole.addWidget(self.guide)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)
        QShortcut(QKeySequence(Qt.Key.Key_F5), self, self.close)

    def _toggle_guide(self) -> None:
        self.guide.setVisible(self.guide.isHidden())

    def _escape(self) -> None:
        if self.canvas.chosen_ids:
            self.canvas.choose([], self.canvas.slot_name)
        else:
            self.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.canvas.fit_whole()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It ends with the window that it was begun from."""
        if event.type() == QEvent.Type.Close:
            self.close()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.canvas.flush()
        super().closeEvent(event)
        self.closed.emit()
