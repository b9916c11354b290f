"""How far background work is: a line in the page, or a small window when it takes a while."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import Shiboken

from app.core.format import show_number
from app.core.text import Text, _l
from app.ui.jobs import Job
from app.ui.language import bind
from app.ui.theme import theme
from app.ui.widgets.button import button
from app.ui.widgets.layout import Column, Row
from app.ui.widgets.meter import Meter

_PATIENCE_MS = 500
"""Work that is done before this shows nothing."""


class JobProgress(QWidget):
    """A thin bar, what is being done, and a button to cancel it; lives in the page."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        line = Row(self, spacing=16)
        self._meter = Meter()
        self._cancel = button(_l("Cancel"), pressed=self.cancel)
        line.addWidget(self._meter, 1)
        line.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        self._show(*job.last)
        job.listen(self._show)
        job.on_end(self._end)

    def cancel(self) -> None:
        """Give the work up."""
        self._job.cancel()
        self._cancel.setEnabled(False)
        self._meter.tell(0, 0, _l("Stopping. What is done so far stays safe."))

    def _show(self, done: int, total: int, words: Text | None) -> None:
        if not Shiboken.isValid(self):
            return
        what = words or _l("Working…")
        if total:
            counts = {"done": show_number(done), "total": show_number(total)}
            what = _l("{what} {done} of {total}", what=what, **counts)
        self._meter.tell(done, total, what)

    def _end(self) -> None:
        if Shiboken.isValid(self):
            self.hide()
            self.deleteLater()


class JobDialog(QDialog):
    """A small window over the page while something long is done."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self.setModal(True)
        bind(self.setWindowTitle, _l("One moment"))
        column = Column(self, margins=(20, 20, 20, 20), spacing=12)
        self._progress = JobProgress(job)
        column.addWidget(self._progress)
        self.setMinimumWidth(theme.px(440))
        job.on_end(self._end)

    @classmethod
    def show_later(cls, job: Job) -> None:
        """Show the window if the work is still going on after a moment."""

        def show() -> None:
            if not job.running or job.cancelled:
                return
            parent = job.owner.window() if isinstance(job.owner, QWidget) else None
            cls(job, parent or QApplication.activeWindow()).show()

        QTimer.singleShot(_PATIENCE_MS, show)

    def reject(self) -> None:
        """Esc gives the work up; the window goes when it has stopped."""
        self._progress.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job.running:
            event.ignore()
            self.reject()

    def _end(self) -> None:
        if Shiboken.isValid(self):
            self.accept()
            self.deleteLater()
