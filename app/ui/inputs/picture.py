"""The input for a picture: choose a file, see it, take it away."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel

from app.core.fault import Refusal
from app.core.field import Field
from app.core.text import _, _l
from app.core.value import Picture
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.theme import theme
from app.ui.widgets import Column, Row, button, label

HEIGHT = 72


@registry.register(Picture)
class PictureInput(Input):
    """The picture is kept inside the store when it is chosen."""

    def __init__(self, _field: Field, context: FormContext) -> None:
        super().__init__()
        self._context = context
        self._id: str | None = None
        self._view = QLabel()
        self._problem = label("", "error")
        self._problem.hide()
        self._choose_button = button(_l("Choose a picture"), "secondary", "image", self._choose)
        self._remove_button = button(_l("Remove"), "quiet", pressed=lambda: self._take(None))
        layout = Column(self, spacing=4)
        layout.addWidget(self._view)
        line = Row(spacing=8)
        line.addWidget(self._choose_button)
        line.addWidget(self._remove_button)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self._problem)
        self.setFocusProxy(self._choose_button)

    def _choose(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a picture"), "", _("Pictures") + " (*.png *.jpg *.jpeg)"
        )
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        """Keep the picture in a file."""
        self._problem.hide()
        if QPixmap(str(path)).isNull() or self._context.keep_picture is None:
            self._problem.setText(
                _("That file is not a picture that can be shown. Choose PNG or JPEG.")
            )
            self._problem.show()
            return
        try:
            self._take(self._context.keep_picture(path))
        except Refusal as fault:
            self._problem.setText(str(fault))
            self._problem.show()

    def _take(self, attachment: str | None) -> None:
        self.set_value(attachment)
        self.edited.emit()

    def value(self) -> Any:
        return self._id

    def set_value(self, value: Any) -> None:
        self._id = value
        pixmap = QPixmap()
        if value and self._context.picture:
            pixmap.loadFromData(self._context.picture(value))
        self._view.setVisible(not pixmap.isNull())
        self._remove_button.setVisible(value is not None)
        if not pixmap.isNull():
            self._view.setPixmap(
                pixmap.scaledToHeight(theme.px(HEIGHT), Qt.TransformationMode.SmoothTransformation)
            )

    typed = value
    set_typed = set_value
