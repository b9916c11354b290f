"""What is wrong with a file, fault by fault with its place."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.core.fault import BadFile, Refusal
from app.core.text import Text, _l
from app.ui.office import Office
from app.ui.scroll_dialog import ScrollDialog
from app.ui.widgets import small, words

WIDTH, HEIGHT = 600, 480


class FaultsDialog(ScrollDialog):
    """Lists the faults of a file that couldn't be imported."""

    def __init__(self, parent: QWidget, title: Text, summary: Text, faults: Sequence[Text]) -> None:
        super().__init__(parent, title, WIDTH, HEIGHT)
        self.content.addWidget(words(summary))
        for each in faults:
            self.content.addWidget(words(each))
        self.content.addWidget(small(_l("Put these right in the file and import it again.")))
        self.content.addStretch(1)


def telling(parent: QWidget, office: Office, title: Text) -> Callable[[Refusal], None]:
    """What tells that a file was refused: several faults are listed, a single one is said."""

    def refused(refusal: Refusal) -> None:
        if isinstance(refusal, BadFile) and len(refusal.faults) > 1:
            FaultsDialog(parent, title, refusal.summary, refusal.listed).exec()
        else:
            office.refused.emit(refusal.told)

    return refused
