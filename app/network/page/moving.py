"""How one moves to a new computer, or takes a second one into use: a few steps, folded away."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.core.format import show_number
from app.core.keys import key_path
from app.core.text import Text, _l
from app.network.page.keeper import SYNCHRONISE
from app.ui.widgets import Fold, Grid, label, small


def _steps(path: Path) -> tuple[Text, ...]:
    return (
        _l(
            "On the old computer press “{synchronise}”, and close Kumppani when it says “{state}”.",
            synchronise=SYNCHRONISE,
            state=_l("Up to date"),
        ),
        _l(
            "Copy the two files of your office, {file} and {keys}, to the new computer, for example on "
            "a memory stick. They are in the folder {folder}.",
            file=path.name,
            keys=key_path(path).name,
            folder=str(path.parent),
        ),
        _l(
            "Start Kumppani on the new computer, choose “{open}” and write your passphrase.",
            open=_l("Open a file I already have"),
        ),
        _l("Synchronise there, and don’t use the old file any more."),
    )


class Moving(Fold):
    """Folded until somebody needs it."""

    def __init__(self, path: Path) -> None:
        super().__init__(_l("Moving to a new computer"))
        grid = Grid(spacing=8, column_gap=12)
        grid.setColumnStretch(1, 1)
        for row, words in enumerate(_steps(path)):
            number = label(lambda row=row: f"{show_number(row + 1)}.", "strong", wrap=False)
            grid.addWidget(number, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words), row, 1)
        self.body.addLayout(grid)
        self.body.addWidget(
            small(
                _l(
                    "If both go on being used by mistake, nothing is lost: the network tells the copy "
                    "from its original. For a second computer of your office ask the coordinator for "
                    "another invitation."
                )
            )
        )
