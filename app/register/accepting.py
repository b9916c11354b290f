"""The headers in which a reader says what it takes: ``Accept``, ``Accept-Encoding``, ``Accept-Language``."""

_MOST = 20
"""So many choices are read."""


def weights(header: str) -> dict[str, float]:
    """What a header names, in small letters and in its order, each with its weight; 0 where that can't be read."""
    found: dict[str, float] = {}
    for part in header.lower().split(",")[:_MOST]:
        name, *rest = (each.strip() for each in part.split(";"))
        found[name] = _weight(rest)
    return found


def takes(header: str, name: str) -> bool:
    """Whether a header takes something: by its name, or as it takes anything else."""
    known = weights(header)
    return known.get(name, known.get("*", 0)) > 0


def _weight(parameters: list[str]) -> float:
    for each in parameters:
        name, _equals, value = each.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
