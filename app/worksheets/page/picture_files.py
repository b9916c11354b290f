"""A sheet as a picture file for slides and the web, and its tables as a spreadsheet."""

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QWidget
from sqlalchemy.orm import Session

from app.core import editing, paths
from app.core.brand import FONT_FAMILY
from app.core.fault import Refusal
from app.core.text import _, _l, current_language, speaking
from app.ui import jobs
from app.ui.office import Office
from app.ui.pictures import png_of
from app.ui.sheet_file import ask_sheet, save_sheet
from app.worksheets.pictures.svg import FAMILIES, svg
from app.worksheets.sheets.records import Worksheet

PNG_WIDTH = 2400
KINDS = "PNG (*.png);;SVG (*.svg)"
_ALL_OF_IT = 100


def ask_picture(parent: QWidget, office: Office, sheet_id: str) -> None:
    """Ask where the picture of a sheet goes."""
    name = office.ask(lambda session: editing.find(session, Worksheet, sheet_id).name)
    proposed = paths.documents().parent / f"{name}.png".replace("/", "-")
    chosen, kind = QFileDialog.getSaveFileName(parent, _("Save as a picture"), str(proposed), KINDS)
    if chosen:
        path = Path(chosen)
        if path.suffix.lower() not in {".png", ".svg"}:
            path = path.with_suffix(".svg" if "svg" in kind else ".png")
        save_picture(parent, office, sheet_id, path)


def save_picture(parent: QWidget, office: Office, sheet_id: str, path: Path) -> None:
    """Write the picture of a sheet as .svg or .png, in the background."""
    language = current_language()

    def work() -> None:
        with office.store.read() as session, speaking(language):
            drawn = _svg(session, sheet_id)
        content = drawn.encode() if path.suffix.lower() == ".svg" else png(drawn)
        half = path.with_name(f".{path.name}.half")
        try:
            half.write_bytes(content)
            half.replace(path)
        except OSError as fault:
            raise Refusal(
                _l("{path} can't be written: {reason}", path=str(path), reason=fault.strerror or "")
            ) from fault
        finally:
            half.unlink(missing_ok=True)

    jobs.run(
        work,
        done=lambda _done: office.tell(_l("Saved {name}", name=path.name)),
        owner=parent,
        progress=_l("Making the picture"),
    )


def _svg(session: Session, sheet_id: str) -> str:
    from app.worksheets.papers.measuring import measure  # noqa: PLC0415 - fonts when used
    from app.worksheets.pictures import arrange  # noqa: PLC0415
    from app.worksheets.sheets.sight import drawn  # noqa: PLC0415

    name = editing.find(session, Worksheet, sheet_id).name
    picture = arrange.draw(drawn(session, sheet_id, measure()))
    return svg(picture, name, measure=measure())


def png(drawn: str) -> bytes:
    """An SVG as a PNG picture, :data:`PNG_WIDTH` pixels wide, on white."""
    # Qt takes a list of fonts for the name of one, and would draw with another whose letters are wider.
    renderer = QSvgRenderer(QByteArray(drawn.replace(FAMILIES, FONT_FAMILY).encode()))
    size = renderer.defaultSize()
    height = round(PNG_WIDTH * size.height() / max(1, size.width()))
    image = QImage(PNG_WIDTH, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return png_of(image, _ALL_OF_IT)


def ask_workbook(parent: QWidget, office: Office, sheet_id: str) -> None:
    """Ask where the tables of a sheet go."""
    from app.worksheets.sheets import workbook  # noqa: PLC0415 - spreadsheets only when used

    name = office.ask(lambda session: editing.find(session, Worksheet, sheet_id).name)
    path = ask_sheet(parent, _l("Save as a spreadsheet"), name.replace("/", "-"), "Excel (*.xlsx)")
    if path:
        save_sheet(parent, office, path, lambda session, to: workbook.write(to, session, sheet_id))
