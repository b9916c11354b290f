"""The pictures that were kept with a sheet, such as a room before and after, on its paper."""

from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Image, Spacer
from sqlalchemy.orm import Session

from app.core import attachment
from app.core.text import _l
from app.paper.kit import Paper, bare

SORTS = ("image/png", "image/jpeg")
_BESIDE, _GAP, _HIGHEST = 2, 14.0, 210.0


def photos(paper: Paper, session: Session, sheet_id: str, width: float) -> None:
    """Add the pictures of a sheet, two beside each other with their names; those that can't be read are left out."""
    side = (width - _GAP * (_BESIDE - 1)) / _BESIDE
    cells = []
    for each in attachment.attachments(session, sheet_id):
        if each.media_type in SORTS:
            drawn = _image(attachment.content(session, each.id), side)
            if drawn:
                cells.append([drawn, paper.paragraph(each.name, "small"), Spacer(1, _GAP)])
    rows = [cells[at : at + _BESIDE] for at in range(0, len(cells), _BESIDE)]
    tables = [bare([row], [side + _GAP] * len(row)) for row in rows]
    paper.section(_l("Pictures"), *tables)


def _image(content: bytes, width: float) -> Flowable | None:
    try:
        wide, high = ImageReader(BytesIO(content)).getSize()
        scale = min(width / wide, _HIGHEST / high)
        return Image(BytesIO(content), wide * scale, high * scale, hAlign="LEFT")
    except (OSError, ValueError, ZeroDivisionError):
        return None
