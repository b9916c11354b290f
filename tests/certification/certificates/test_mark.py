"""The mark: one drawing for papers, files and the web, whose two kinds differ without colour."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from reportlab.graphics import renderPDF

from app.certification.certificates.verification import mark_name, mark_words, verification
from app.certification.page.mark_files import PNG_WIDTH, drawing, write_mark
from app.core import brand, mark
from app.core.fault import Refusal
from app.core.mark import Circle, Cubic, Line, Move, Variant, WordPath
from app.core.mark import Path as Outline
from app.paper.mark import mark as on_paper

SVG = "{http://www.w3.org/2000/svg}"
VARIANTS: tuple[Variant, ...] = ("granted", "self_declared")


@dataclass
class Facts:
    """A certificate as far as the mark asks."""

    code: str = "K-2026-001"
    valid_to: date | None = date(2028, 11, 25)
    content_hash: str = "ab" * 32
    services: list[dict[str, Any]] = field(default_factory=lambda: [{"service_id": "s"}])
    self_declared: bool = False


def points(shape: mark.Shape) -> list[mark.Point]:
    if isinstance(shape, Circle):
        (x, y), r = shape.centre, shape.radius + shape.paint.width / 2
        return [(x - r, y - r), (x + r, y + r)]
    found: list[mark.Point] = []
    for each in shape.segments:
        match each:
            case Move(to) | Line(to):
                found.append(to)
            case Cubic(_first, _second, to):
                found.append(to)
    return found


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_mark_stays_in_its_box_and_has_only_colours_of_the_brand(variant: Variant) -> None:
    known = {*brand.LIGHT.items().values(), *brand.DARK.items().values(), ""}
    for shape in mark.shapes(variant):
        reach = shape.paint.width / 2
        assert all(reach <= v <= mark.BOX - reach for p in points(shape) for v in p)
        assert {shape.paint.fill, shape.paint.stroke} <= known


def test_what_is_self_declared_is_only_an_outline_and_its_ring_is_open() -> None:
    granted, declared = (mark.shapes(variant) for variant in VARIANTS)
    assert all(shape.paint.fill and not shape.paint.stroke for shape in granted)
    assert all(shape.paint.stroke and not shape.paint.fill for shape in declared)
    ring = declared[0]
    assert isinstance(ring, Outline)
    assert not ring.closed
    assert not any(isinstance(shape, Circle) for shape in declared)


def test_the_open_ring_is_round() -> None:
    ring = mark.shapes("self_declared")[0]
    away = [((x - 50) ** 2 + (y - 50) ** 2) ** 0.5 for x, y in points(ring)]
    assert all(abs(a - b) < 1e-6 for a, b in pairwise(away))


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_svg_stands_alone_and_says_what_it_is(variant: Variant) -> None:
    words = [WordPath("M0 0L1 1Z"), WordPath("")]
    made = mark.svg(words, variant, title="A & <b>", description="“x”", language="en", width=180)
    root = ET.fromstring(made)
    assert root.get("viewBox") == "0 0 180 100"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    assert root.findtext(f"{SVG}title") == "A & <b>"
    assert root.findtext(f"{SVG}desc") == "“x”"
    tags = {each.tag.removeprefix(SVG) for each in root}
    assert tags <= {"title", "desc", "circle", "path"}
    assert len(root.findall(f"{SVG}path")) == 3 + (variant == "self_declared")
    assert "href" not in made
    assert "font" not in made


def test_a_plain_svg_has_no_empty_names() -> None:
    root = ET.fromstring(mark.svg())
    assert root.get("aria-labelledby") is None
    assert root.find(f"{SVG}title") is None


@pytest.mark.parametrize("self_declared", [False, True])
def test_the_mark_on_paper_has_the_same_shapes(self_declared: bool) -> None:
    made = on_paper(50, self_declared=self_declared)
    variant = mark.variant_of(self_declared=self_declared)
    assert (made.width, made.height) == (50, 50)
    assert len(made.contents) == len(mark.shapes(variant))
    left, bottom, right, top = made.getBounds()
    assert min(left, bottom) >= -0.01
    assert max(right, top) <= 50.01
    drawn: Any = renderPDF.drawToString(made)  # its stubs say it were a text
    assert drawn.startswith(b"%PDF")


def test_the_words_of_a_mark() -> None:
    assert mark_words(Facts(), "en") == ["Certified service", "K-2026-001", "valid to 25 Nov 2028"]
    assert mark_name(Facts(services=[])).say("en") == "Certified organisation"
    assert mark_words(Facts(self_declared=True), "en")[0] == "Self-declared"
    assert mark_words(Facts(code="", valid_to=None), "en") == ["Certified service"]


def test_it_is_verified_by_its_facts_until_there_is_a_register() -> None:
    said = verification(Facts(), language="en").split("\n")
    assert said == ["K-2026-001", "valid to 25 Nov 2028", "Fingerprint ABAB ABAB ABAB ABAB"]
    assert verification(Facts(code="", valid_to=None, content_hash="")) == ""


@pytest.mark.parametrize("address", ["https://r.example.fi", "https://r.example.fi/"])
def test_it_is_verified_at_the_register_once_there_is_one(address: str) -> None:
    assert verification(Facts(), address) == "https://r.example.fi/verify/K-2026-001"
    assert verification(Facts(code="K 1/2"), address).endswith("/verify/K%201%2F2")


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("self_declared", [False, True])
def test_the_words_of_the_file_are_outlines(
    qapp: object, language: str, self_declared: bool
) -> None:
    facts = Facts(self_declared=self_declared)
    root = ET.fromstring(drawing(facts, language))
    shapes = len(mark.shapes(mark.variant_of(self_declared=self_declared)))
    words = [each.get("d", "") for each in root if each.tag in {f"{SVG}path", f"{SVG}circle"}]
    assert len(words) == shapes + 3
    assert all(len(each) > 300 for each in words[shapes:])
    assert "text" not in {each.tag.removeprefix(SVG) for each in root}
    assert root.findtext(f"{SVG}title") == mark_words(facts, language)[0]
    assert facts.code in root.findtext(f"{SVG}desc", "")


def test_a_png_is_wide_and_clear(qapp: object, tmp_path: Path) -> None:
    path = write_mark(tmp_path / "merkki.PNG", Facts(), "fi")
    image = QImage(str(path))
    assert image.width() == PNG_WIDTH
    assert image.pixelColor(0, 0).alpha() == 0
    seal = image.pixelColor(image.height() // 2, image.height() // 6)
    assert seal == QColor(brand.LIGHT.main)
    right = [image.pixelColor(x, y).alpha() for x in range(700, 1150, 5) for y in range(60, 300, 5)]
    assert max(right) == 255  # words


def test_a_mark_is_written_whole_or_not_at_all(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_mark(tmp_path / "merkki.svg", Facts(), "fi")
    before = path.read_text("utf-8")

    def full(self: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Refusal, match="No space left"):
        write_mark(path, Facts(code="K-2"), "fi")
    assert path.read_text("utf-8") == before
    assert [each.name for each in tmp_path.iterdir()] == ["merkki.svg"]


def test_a_place_that_is_not_there_and_another_ending_are_refused(
    qapp: object, tmp_path: Path
) -> None:
    with pytest.raises(Refusal):
        write_mark(tmp_path / "ei" / "merkki.svg", Facts(), "fi")
    with pytest.raises(Refusal, match=r"\.svg"):
        write_mark(tmp_path / "merkki.jpg", Facts(), "fi")
    assert not list(tmp_path.iterdir())
