"""The style sheet: ``resources/style/*.qss`` with the brand's tokens filled in.

In the sheets ``$ink`` is a colour of the palette, ``$px8`` is 8 pixels at the chosen text scale,
``$in8`` the same without the pixel that a focus ring takes, and
``$text``, ``$small``, ``$section``, ``$title`` are the sizes of type. ``$check`` and its like are the
few small drawings that a style sheet can only take from files; they are drawn from the tokens too.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import QDir, QTemporaryDir

from app.core import brand, paths
from app.core.brand import Palette, contrast

_PIXELS = re.compile(r"(px|in)(\d+)$")
_RING = 1
"""How many pixels wider the focus ring (2 px) is than the line (1 px) whose place it takes."""
_NON_TEXT_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11: what bounds a field must be told from its ground by at least this."""

_DRAWINGS = {
    "check": ("on_main", '<path d="M3.5 8.5 6.7 11.6 12.5 5" stroke-width="2"/>'),
    "check_off": ("soft_ink", '<path d="M3.5 8.5 6.7 11.6 12.5 5" stroke-width="2"/>'),
    "part": ("on_main", '<path d="M4 8 12 8" stroke-width="2"/>'),
    "bullet": ("on_main", '<path d="M8 8 8 8" stroke-width="6"/>'),
    "bullet_off": ("soft_ink", '<path d="M8 8 8 8" stroke-width="6"/>'),
    "down": ("soft_ink", '<path d="M3.5 6 8 10.5 12.5 6" stroke-width="1.5"/>'),
    "up": ("soft_ink", '<path d="M3.5 10 8 5.5 12.5 10" stroke-width="1.5"/>'),
    "left": ("soft_ink", '<path d="M10 3.5 5.5 8 10 12.5" stroke-width="1.5"/>'),
    "right": ("soft_ink", '<path d="M6 3.5 10.5 8 6 12.5" stroke-width="1.5"/>'),
    "close": (
        "soft_ink",
        '<path d="M4.5 4.5 11.5 11.5M11.5 4.5 4.5 11.5" stroke-width="1.5"/>',
    ),
}
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="{colour}" '
    'stroke-linecap="round" stroke-linejoin="round">{shape}</svg>'
)


def mix(first: str, second: str, share: float) -> str:
    """A colour between two, ``share`` (0 to 1) of the way to the second."""
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


@cache
def field_line(palette: Palette) -> str:
    """The lightest line that bounds a field clearly enough on the card that it encloses."""
    for step in range(0, 101, 2):
        colour = mix(palette.line, palette.soft_ink, step / 100)
        if contrast(colour, palette.card) >= _NON_TEXT_CONTRAST:
            return colour
    return palette.soft_ink


def colours(palette: Palette) -> dict[str, str]:
    """The palette and the few colours mixed from it."""
    return palette.items() | {
        "field_line": field_line(palette),
        "scroll": mix(palette.line, palette.soft_ink, 0.35),
        "main_hover": mix(palette.main, palette.ink, 0.18),
        "main_press": mix(palette.main, palette.ink, 0.34),
        "bad_hover": mix(palette.bad, palette.ink, 0.18),
        "ink_hover": mix(palette.ink, palette.card, 0.16),
        "hover": mix(palette.card, palette.main_tint, 0.5),
    }


class _Tokens(Mapping[str, str]):
    """Every name a style sheet may use."""

    def __init__(self, palette: Palette, scale: float) -> None:
        self._scale = scale
        self._named = colours(palette) | {
            "family": brand.FONT_FAMILY,
            "text": self._px(brand.TEXT_SIZE),
            "small": self._px(brand.SMALL_SIZE),
            "section": self._px(brand.SECTION_SIZE),
            "title": self._px(brand.TITLE_SIZE),
            "radius": self._px(brand.CONTROL_RADIUS),
            "card_radius": self._px(brand.CARD_RADIUS),
            **_drawings(palette),
        }

    def _px(self, size: int) -> str:
        return f"{round(size * self._scale)}px"

    def __getitem__(self, name: str) -> str:
        if match := _PIXELS.match(name):
            size = round(int(match[2]) * self._scale) - (_RING if match[1] == "in" else 0)
            return f"{max(0, size)}px"
        return self._named[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)


def sheet(palette: Palette, scale: float = 1.0) -> str:
    """The whole style sheet for a palette at a text scale."""
    return "\n".join(_filled(source, _Tokens(palette, scale)) for source in _sources())


def _filled(source: str, tokens: Mapping[str, str]) -> str:
    return Template(source).substitute(tokens)


@cache
def _sources() -> tuple[str, ...]:
    files = sorted((paths.resources() / "style").glob("*.qss"))
    return tuple(file.read_text(encoding="utf-8") for file in files)


@cache
def _folder() -> QTemporaryDir:
    folder = QTemporaryDir()
    QDir.addSearchPath("drawing", folder.path())
    return folder


@cache
def _drawings(palette: Palette) -> dict[str, str]:
    """Draw the marks of a palette into this process's own folder; name to ``url(…)``."""
    folder = _folder()
    mark = palette.background.removeprefix("#")
    made = {}
    for name, (colour, shape) in _DRAWINGS.items():
        file = f"{name}-{mark}.svg"
        svg = _SVG.format(colour=palette.items()[colour], shape=shape)
        Path(folder.filePath(file)).write_text(svg, encoding="ascii")
        made[name] = f'url("drawing:{file}")'
    return made
