"""The look in one place: colours, type sizes and spacing for the window, the papers and the web."""

from dataclasses import dataclass, fields
from typing import Literal

FONT_FAMILY = "Source Sans Pro"

TEXT_SIZE = 15
SMALL_SIZE = 13
SECTION_SIZE = 20
TITLE_SIZE = 26
LINE_HEIGHT = 1.45

SPACES = (4, 8, 12, 16, 20, 28)
CONTROL_RADIUS = 8
CARD_RADIUS = 12

Tone = Literal["plain", "main", "good", "watch", "bad"]
"""How something stands: said in words first, in colour only beside them."""


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as ``#RRGGBB``."""

    background: str
    card: str
    ink: str
    soft_ink: str
    line: str
    main: str
    main_tint: str
    on_main: str
    good: str
    good_tint: str
    watch: str
    watch_tint: str
    bad: str
    bad_tint: str
    note_yellow: str
    note_green: str
    note_blue: str
    note_pink: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Ink and ground for a tone."""
        if tone == "plain":
            return self.soft_ink, self.line
        return getattr(self, tone), getattr(self, f"{tone}_tint")

    def items(self) -> dict[str, str]:
        """Name to colour."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


LIGHT = Palette(
    background="#F6F5F1",
    card="#FFFFFF",
    ink="#1E2A2A",
    soft_ink="#566362",
    line="#E1E0DA",
    main="#0F5D5A",
    main_tint="#E3EFEC",
    on_main="#FFFFFF",
    good="#2F6B3C",
    good_tint="#E4F1E4",
    watch="#8A5A00",
    watch_tint="#FBF0D9",
    bad="#9B2C2C",
    bad_tint="#FAE6E4",
    note_yellow="#FCF0C3",
    note_green="#DCEFD4",
    note_blue="#D9E8F6",
    note_pink="#F9DDE4",
)
DARK = Palette(
    background="#151B1C",
    card="#1D2526",
    ink="#EAF0EE",
    soft_ink="#A3B0AE",
    line="#2E393A",
    main="#7CC7BE",
    main_tint="#1F3936",
    on_main="#10201F",
    good="#9AD0A3",
    good_tint="#1F3524",
    watch="#E7BE6B",
    watch_tint="#3A2F17",
    bad="#F0A29B",
    bad_tint="#3C2321",
    note_yellow="#474019",
    note_green="#26401F",
    note_blue="#1F3A52",
    note_pink="#4B2734",
)


def contrast(first: str, second: str) -> float:
    """The WCAG 2.2 contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
