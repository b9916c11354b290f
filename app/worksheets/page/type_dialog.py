"""A type looked at closely: its example as a picture, how a workshop goes, and ways to begin."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core import paths
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.text import _l, _n, current_language, literal, pick, speaking
from app.ui import jobs
from app.ui.office import Office
from app.ui.scroll_dialog import ScrollDialog
from app.ui.widgets import Column, Flow, Part, TwoLines, button, label, words
from app.worksheets.page.thumb import Thumb
from app.worksheets.sheets import actions
from app.worksheets.sheets.gallery import Offered
from app.worksheets.types import own

WIDTH, HEIGHT = 860, 700
SIZES = {"A4": "PDF – A4 (*.pdf)", "A3": "PDF – A3 (*.pdf)", "A1": "PDF – A1 (*.pdf)"}


class TypeDialog(ScrollDialog):
    """Shows a type; ``begun`` is called with the id of a sheet that was begun."""

    def __init__(
        self, parent: QWidget, office: Office, offered: Offered, begun: Callable[[str], None]
    ) -> None:
        type_ = offered.type
        super().__init__(parent, literal(type_.name), WIDTH, HEIGHT)
        self._office, self._type, self._begun = office, type_, begun
        self.content.addWidget(words(literal(type_.summary)))
        deeds = Flow(spacing=8)
        begin = button(_l("Begin"), "primary", "plus", self.begin)
        deeds.addWidget(begin)
        deeds.addWidget(button(_l("Begin with the example"), icon_name="eye", pressed=self.example))
        deeds.addWidget(
            button(_l("Print a blank form"), icon_name="printer", pressed=self.ask_blank)
        )
        deeds.addWidget(button(_l("Make your own type from this"), "quiet", "copy", self.make_own))
        self.content.addLayout(deeds)
        begin.setFocus()
        self.content.addWidget(Thumb(offered.picture, whole=True))
        if type_.steps:
            guide = Column(spacing=8)
            for number, step in enumerate(type_.steps, start=1):
                head = _l(
                    "{number}. {title}, {minutes} min",
                    number=number,
                    title=dict(step.title),
                    minutes=step.minutes,
                )
                guide.addWidget(TwoLines(head, literal(step.words)))
            holder = QWidget()
            holder.setLayout(guide)
            minutes = _n("{count} minute in all", "{count} minutes in all", type_.minutes)
            self.content.addWidget(
                Part(_l("How the workshop goes"), label(minutes, "soft"), holder)
            )
        self.content.addStretch(1)

    def begin(self) -> None:
        """Begin an empty sheet."""
        self._write(with_example=False)

    def example(self) -> None:
        """Begin a sheet that is filled in as an example."""
        self._write(with_example=True)

    def _write(self, *, with_example: bool) -> None:
        key = self._type.key
        self._office.write(
            lambda session: actions.begin(session, {"type_key": key}, with_example=with_example),
            self._done,
        )

    def _done(self, changes: Changes) -> None:
        self.accept()
        self._begun(changes.result)

    def make_own(self) -> None:
        """Make a type of one's own from this one, and go to change it."""
        key = self._type.key

        def made(changes: Changes) -> None:
            self.accept()
            self._office.wanted.emit("worksheet_type", changes.result)

        self._office.write(lambda session: own.make_from(session, key), made)

    def ask_blank(self) -> None:
        """Ask where a blank form goes, and how large it is."""
        name = f"{pick(self._type.name)}.pdf".replace("/", "-")
        proposed = paths.documents().parent / name
        chosen, kind = QFileDialog.getSaveFileName(
            self, _l("Print a blank form").say(), str(proposed), ";;".join(SIZES.values())
        )
        if chosen:
            size = next((size for size, words in SIZES.items() if words == kind), "A4")
            self.save_blank(Path(chosen).with_suffix(".pdf"), size)

    def save_blank(self, path: Path, size: str) -> None:
        """Write a blank form, and open it."""
        type_, language = self._type, current_language()

        def work() -> None:
            from app.worksheets.papers.poster import blank_of_type  # noqa: PLC0415 - when printed

            with speaking(language), self._office.store.read() as session:
                content = blank_of_type(type_, language, size.lower(), session)
            try:
                path.write_bytes(content)
            except OSError as fault:
                raise Refusal(
                    _l(
                        "{path} can't be written: {reason}",
                        path=str(path),
                        reason=fault.strerror or "",
                    )
                ) from fault

        def done(_done: object) -> None:
            self._office.tell(_l("Saved {name}", name=path.name))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        jobs.run(work, done=done, owner=self, progress=_l("Making the form"))
