"""The brand's font for papers, registered once."""

from functools import cache
from pathlib import Path

from font_source_sans_pro import font_files_ttf
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ITALIC = "SourceSans", "SourceSans-Bold", "SourceSans-Italic"
_FACES = {
    REGULAR: "SourceSansPro-Regular",
    BOLD: "SourceSansPro-Semibold",
    ITALIC: "SourceSansPro-It",
}


@cache
def register() -> None:
    """Let ReportLab know the faces."""
    files = {Path(file).stem: file for file in font_files_ttf.values()}
    for name, stem in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(files[stem])))
    addMapping(REGULAR, 0, 0, REGULAR)
    addMapping(REGULAR, 1, 0, BOLD)
    addMapping(REGULAR, 0, 1, ITALIC)
    addMapping(REGULAR, 1, 1, BOLD)
