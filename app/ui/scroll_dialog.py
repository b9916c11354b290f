"""A dialog to read: a title, a column that scrolls, and Close."""

from PySide6.QtWidgets import QDialog, QWidget

from app.core.text import Text, _l
from app.ui.dialog_size import open_at
from app.ui.language import bind
from app.ui.widgets import Column, Row, ScrollColumn, button, section


class ScrollDialog(QDialog):
    """What the dialogs to read share.

    Attributes:
        content: the layout to add to; ``foot`` is the line of buttons below it.
    """

    def __init__(self, parent: QWidget, title: Text, width: int, height: int) -> None:
        super().__init__(parent)
        bind(self.setWindowTitle, title)
        open_at(self, width, height)
        whole = Column(self, margins=20, spacing=12)
        whole.addWidget(section(title))
        scroll = ScrollColumn(max_width=None, margins=0)
        self.content = scroll.body
        whole.addWidget(scroll, 1)
        self.foot = Row()
        self.foot.addStretch(1)
        self.foot.addWidget(button(_l("Close"), "primary", pressed=self.accept))
        whole.addLayout(self.foot)
