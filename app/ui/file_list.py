"""The files of a record: what each is, opened through a private copy, removed with an undo."""

from pathlib import PurePath

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.core import editing
from app.core.attachment import Attachment
from app.core.format import show_number
from app.core.text import _l
from app.ui.office import Office
from app.ui.widgets import Card, Column, Row, icon_button, link, rule, small

_KILO = 1024
_TYPES = (
    ("application/pdf", _l("PDF document")),
    ("image/", _l("Picture")),
    ("text/", _l("Text")),
    ("audio/", _l("Sound")),
    ("video/", _l("Video")),
    ("application/vnd.oasis.opendocument.spreadsheet", _l("Spreadsheet")),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml", _l("Spreadsheet")),
    ("application/vnd.ms-excel", _l("Spreadsheet")),
    ("application/vnd.oasis.opendocument.text", _l("Text document")),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml", _l("Text document")),
    ("application/msword", _l("Text document")),
)


class FileList(Card):
    """One line a file."""

    def __init__(self, office: Office, files: list[Attachment]) -> None:
        super().__init__(_l("Files"), margins=(16, 8, 8, 8), spacing=4)
        self._office = office
        for number, file in enumerate(files):
            if number:
                self.body.addWidget(rule())
            self.body.addLayout(self._line(file))

    def _line(self, file: Attachment) -> Row:
        file_id, name = file.id, file.name
        line = Row(spacing=8)
        words = Column(spacing=0)
        head = Row()
        head.addWidget(link(name, lambda: self.open(file_id)))
        head.addStretch(1)
        words.addLayout(head)
        media_type, size = file.media_type, file.size
        words.addWidget(small(lambda: about(name, media_type, size)))
        line.addLayout(words, 1)
        line.addWidget(
            icon_button("trash", _l("Remove {name}", name=name), lambda: self.remove(file_id))
        )
        return line

    def open(self, attachment_id: str) -> None:
        """Let another program show a file."""

        def shown(path: object) -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._office.read(
            self, lambda session: self._office.copies.copy(session, attachment_id), shown
        )

    def remove(self, attachment_id: str) -> None:
        """Take a file away; it can be undone."""
        self._office.write(lambda session: editing.remove(session, Attachment, [attachment_id]))


def about(name: str, media_type: str, size: int) -> str:
    """What sort of file it is and how large."""
    ending = PurePath(name).suffix.removeprefix(".").upper()
    known = next((words for start, words in _TYPES if media_type.startswith(start)), None)
    kind = known or _l("File {ending}", ending=ending)
    if size >= _KILO * _KILO:
        much = _l("{number} MB", number=show_number(round(size / _KILO**2, 1)))
    else:
        much = _l("{number} kB", number=show_number(max(1, round(size / _KILO))))
    return f"{kind}, {much}"
