"""Small marks that tell the options of a choice apart: by colour, and by shape where a colour comes again."""

from collections.abc import Sequence

from app.worksheets.pictures.board import options
from app.worksheets.pictures.shapes import Circle, Shape
from app.worksheets.types.rules import Option, SheetField

RADIUS = 3.0
UNKNOWN = ("soft_ink", -1)


def ink(tone: str) -> str:
    """The colour in which a tone is written."""
    return "soft_ink" if tone == "plain" else tone


def column(of: SheetField, without: str) -> SheetField | None:
    """The column whose options are told by marks: the first choice with tones, else the first choice."""
    choices = [each for each in of.facts if each.type == "choice" and each.key != without]
    toned = [each for each in choices if any(one.tone != "plain" for one in options(each))]
    return next(iter((*toned, *choices)), None)


class Marks:
    """The marks of the options of a choice."""

    def __init__(self, of: SheetField | None) -> None:
        self.options: Sequence[Option] = options(of) if of else ()
        self._marks: dict[str, tuple[str, int]] = {}
        used: dict[str, int] = {}
        for each in self.options:
            again = used.get(each.tone, 0)
            used[each.tone] = again + 1
            self._marks[each.key] = (ink(each.tone), again)

    def option(self, key: str) -> Option | None:
        """The option with a key."""
        return next((each for each in self.options if each.key == key), None)

    def draw(self, key: str, x: float, y: float, radius: float = RADIUS) -> list[Shape]:
        """The mark of an option around a point: a dot, a ring, a ring with a dot, two rings."""
        colour, again = self._marks.get(key, UNKNOWN)
        if again == 0:
            return [Circle(x, y, radius, colour, colour, 0.6)]
        if again < 0:
            return [Circle(x, y, radius, "card", colour, 0.6)]
        ring = Circle(x, y, radius - 0.4, "card", colour, 1.3)
        if again % 3 == 1:
            return [ring]
        if again % 3 == 2:  # noqa: PLR2004
            return [ring, Circle(x, y, radius * 0.36, colour, colour, 0.4)]
        return [Circle(x, y, radius, colour, colour, 0.6), Circle(x, y, 1.0, "card", "card", 0.4)]
