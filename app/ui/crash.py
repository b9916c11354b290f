"""When we have made a mistake: keep what is typed, write a report without personal data, say so."""

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox

from app import __version__
from app.core import paths
from app.core.text import _

_log = logging.getLogger(__name__)


def report_text(fault: BaseException) -> str:
    """What happened and where, without any value: messages may hold what a person typed."""
    lines = [
        f"Kumppani {__version__}",
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "",
    ]
    chain: BaseException | None = fault
    while chain is not None:
        lines.append(f"{type(chain).__module__}.{type(chain).__qualname__}")
        for frame in traceback.extract_tb(chain.__traceback__):
            place = Path(frame.filename)
            lines.append(f"  {place.parent.name}/{place.name}:{frame.lineno} {frame.name}")
        chain = chain.__cause__ or chain.__context__
    return "\n".join(lines) + "\n"


def write_report(fault: BaseException, folder: Path | None = None) -> Path | None:
    """Write the report; ``None`` when the disk refuses."""
    folder = folder or paths.logs()
    path = folder / f"report-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(report_text(fault), encoding="utf-8")
    except OSError:
        return None
    return path


def install(flush: Callable[[], None]) -> None:
    """Handle every unforeseen fault: ``flush`` keeps what is typed, then the person is told."""

    def handle(
        sort: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(sort, KeyboardInterrupt):
            sys.__excepthook__(sort, fault, trace)
            return
        _log.error("unforeseen fault: %s", sort.__name__)
        try:
            flush()
        finally:
            path = write_report(fault)
            if QApplication.instance():
                _tell(path)
            else:
                sys.__excepthook__(sort, fault, trace)

    sys.excepthook = handle


def _tell(path: Path | None) -> None:
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(_("Something went wrong"))
    box.setText(
        _(
            "Something went wrong in the program. What you had typed is kept as a draft, and everything saved is safe."
        )
    )
    if path:
        box.setInformativeText(_("A report without personal data is here: {path}", path=str(path)))
        box.setDetailedText(path.read_text(encoding="utf-8"))
    box.addButton(_("Go on"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
