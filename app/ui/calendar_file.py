"""A calendar file for a telephone or another program: where it goes is asked, and it is written."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.core import paths
from app.core.text import Text, _, _l
from app.ui.office import Office

KINDS = "iCalendar (*.ics)"


def ask_calendar_file(parent: QWidget, name: Text) -> Path | None:
    """Ask where the file goes, with a name to begin with; ``None`` when nobody wants it any more."""
    proposed = paths.documents().parent / f"{name}.ics"
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Calendar file"), str(proposed), KINDS)
    return Path(chosen) if chosen else None


def save_calendar_file(office: Office, path: Path, content: bytes) -> bool:
    """Write the file and tell it; ``False`` when it can't be written, which is told too."""
    try:
        path.write_bytes(content)
    except OSError as fault:
        reason = fault.strerror or ""
        office.refused.emit(_l("{path} can't be written: {reason}", path=str(path), reason=reason))
        return False
    office.tell(_l("Saved {name}", name=path.name))
    return True
