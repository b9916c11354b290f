"""What may be shown of a survey: means of at least five answers, given from outside. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.worksheets.pictures.sheet import Drawn
from app.worksheets.pulse.rules import ENPS, LEAST, recommending
from app.worksheets.types.rules import SheetField
from app.worksheets.types.values import number_of, shown

RESULT = "result/"
"""Before the key of a question stands this, where its result is given and not an answer."""


@dataclass(frozen=True)
class Result:
    """The mean of so many answers; ``enps`` when it is the difference of shares and no mean."""

    mean: float
    count: int
    enps: bool = False


def result(drawn: Drawn, of: SheetField) -> Result | None:
    """What may be shown of a question; of the one about recommending the difference of shares."""
    values = drawn.content.values
    apart = recommending(drawn.type)
    if apart and apart.key == of.key and (found := _read(values.get(RESULT + ENPS))):
        return replace(found, enps=True)
    return _read(values.get(RESULT + of.key))


def _read(stored: object) -> Result | None:
    if not isinstance(stored, Mapping):
        return None
    mean, count = number_of(stored.get("mean")), number_of(stored.get("count"))
    if mean is None or count is None or count < LEAST:
        return None
    return Result(mean, int(count))


def written(drawn: Drawn, of: SheetField, found: Result) -> str:
    """A result as a person reads it: ``3,8`` or ``+33``."""
    if found.enps:
        return f"{found.mean:+.0f}".replace("-", "−").replace("+0", "0")
    number = replace(of, type="number", places=1)
    return shown(number, f"{found.mean:.1f}", drawn.language)
