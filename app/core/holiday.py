"""Finnish public holidays, so that what repeats can leave them out."""

from collections.abc import Iterable, Mapping
from datetime import date

_NAMES = {"fi": "fi", "en": "en_US", "sv": "sv_FI"}


def public_holidays(years: Iterable[int], language: str = "fi") -> Mapping[date, str]:
    """The public holidays of some years, with their names."""
    import holidays  # noqa: PLC0415 - only where something repeats

    return dict(
        holidays.country_holidays("FI", years=years, language=_NAMES.get(language, "en_US")).items()
    )
