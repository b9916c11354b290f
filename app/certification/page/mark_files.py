"""The mark of a certificate as a picture file, for the web, brochures and cards."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPainterPath, QTransform
from PySide6.QtSvg import QSvgRenderer

from app.certification.certificates.verification import Marked, mark_name, mark_words
from app.core import brand
from app.core.fault import Refusal
from app.core.mark import BOX, WordPath, svg, variant_of
from app.core.text import _l
from app.ui.pictures import png_of
from app.ui.theme import load_fonts

PNG_WIDTH = 1200
_BIG, _SMALL = 25.0, 15.0
"""Heights of the type in the box of the mark."""
_GAP, _RIGHT = 15.0, 2.0
_BASELINES = (41.0, 62.5, 81.5)
_CUT = 400
"""Pixels at which letters are taken from the font, so that nothing of them is rounded."""


def write_mark(path: Path, certificate: Marked, language: str) -> Path:
    """Write the mark with its words as .svg or .png, whole or not at all.

    Words become outlines, so that no font is needed where the file is used. The ground is clear.

    Raises:
        Refusal: the name ends otherwise, or the file can't be written.
    """
    suffix = path.suffix.lower()
    if suffix not in {".svg", ".png"}:
        raise Refusal(_l("Choose a name that ends in .svg or .png."))
    drawn = drawing(certificate, language)
    half = path.with_name(f".{path.name}.half")
    try:
        half.write_bytes(drawn.encode() if suffix == ".svg" else _png(drawn, path.name))
        half.replace(path)
    except OSError as fault:
        raise Refusal(
            _l("{path} can't be written: {reason}", path=str(path), reason=fault.strerror or "")
        ) from fault
    finally:
        half.unlink(missing_ok=True)
    return path


def drawing(certificate: Marked, language: str) -> str:
    """The mark with its words to the right of it, as SVG."""
    lines = mark_words(certificate, language)
    words: list[WordPath] = []
    width = 0.0
    for number, (line, baseline) in enumerate(zip(lines, _BASELINES, strict=False)):
        first = number == 0
        outline = _outline(line, _BIG if first else _SMALL, 600 if first else 400, baseline)
        width = max(width, outline.boundingRect().right())
        colour = brand.LIGHT.main if first else brand.LIGHT.ink
        words.append(WordPath(_data(outline), colour))
    return svg(
        words,
        variant_of(self_declared=certificate.self_declared),
        title=mark_name(certificate).say(language),
        description=", ".join(lines),
        language=language,
        width=width + _RIGHT,
        height=BOX,
    )


def _outline(words: str, size: float, weight: int, baseline: float) -> QPainterPath:
    load_fonts()
    font = QFont(brand.FONT_FAMILY)
    font.setPixelSize(_CUT)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addText(0, 0, font, words)
    scale = size / _CUT
    placed = QTransform.fromTranslate(BOX + _GAP, baseline).scale(scale, scale)
    return placed.map(path)


def _data(path: QPainterPath) -> str:
    """A Qt path as SVG path data."""
    kinds = QPainterPath.ElementType
    letters = {kinds.MoveToElement: "M", kinds.LineToElement: "L", kinds.CurveToElement: "C"}
    # PySide's stubs don't tell what stands in an element.
    elements: Iterable[Any] = (path.elementAt(at) for at in range(path.elementCount()))
    # The two points that end a curve follow it without a letter of their own.
    return "".join(f"{letters.get(e.type, ' ')}{e.x:.2f} {e.y:.2f}" for e in elements)


def _png(drawn: str, name: str) -> bytes:
    renderer = QSvgRenderer(QByteArray(drawn.encode()))
    size = renderer.viewBoxF().size()
    image = QImage(
        PNG_WIDTH,
        round(PNG_WIDTH * size.height() / size.width()),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    content = png_of(image)
    if not content:
        raise Refusal(
            _l("{name} can’t be drawn. Choose a place with more room and try again.", name=name)
        )
    return content
