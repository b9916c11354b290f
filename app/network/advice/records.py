"""What is stored of those who help: with what, where, and how to reach them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from app.core.days import still_to_come
from app.core.field import Group, described
from app.core.offered import Offered
from app.core.record import Kind, today
from app.core.text import LanguageText, Text, _l
from app.core.value import Choice, Choices, Day, Identified, Languages, PlainText, Words

WHO = Group("adviser", _l("Who helps, and with what"))
REACH = Group("adviser_reach", _l("How to reach them"))


class Adviser(Offered):
    """Somebody who helps small providers: a development company, an association, a legal service."""

    __tablename__ = "adviser"

    kind = Kind(
        "adviser",
        "advisers",
        _l("Adviser"),
        _l("Advice"),
        "lifebuoy",
        columns=("sort", "municipalities"),
    )

    name: Mapped[LanguageText] = described(
        Words(120), _l("Name"), group=WHO, required=True, searched=True, shared=True
    )
    sort: Mapped[str] = described(
        Choice("adviser_sorts"), _l("Kind"), group=WHO, searched=True, shared=True
    )
    topics: Mapped[list[str]] = described(
        Choices("advice_topics"), _l("Helps with"), group=WHO, searched=True, shared=True
    )
    helps: Mapped[LanguageText] = described(
        Words(1200, long=True),
        _l("How they help"),
        help=_l("When it is worth calling them, and what to have at hand."),
        group=WHO,
        searched=True,
        shared=True,
    )
    cost: Mapped[LanguageText] = described(
        Words(200),
        _l("What it costs"),
        help=_l("For example free of charge, or the first hour free."),
        group=WHO,
        shared=True,
    )
    municipalities: Mapped[list[str]] = described(
        Choices("municipalities"),
        _l("Municipalities"),
        help=_l("Leave empty when they help everywhere."),
        group=REACH,
        searched=True,
        shared=True,
    )
    languages: Mapped[list[str]] = described(Languages(), _l("Languages"), group=REACH, shared=True)
    contact: Mapped[str] = described(
        PlainText(120),
        _l("Whom to ask for"),
        help=_l("A role rather than a person, for example business adviser."),
        group=REACH,
        searched=True,
        shared=True,
    )
    phone: Mapped[str] = described(Identified("phone"), _l("Telephone"), group=REACH, shared=True)
    email: Mapped[str] = described(Identified("email"), _l("E-mail"), group=REACH, shared=True)
    website: Mapped[str] = described(Identified("url"), _l("Website"), group=REACH, shared=True)
    checked_on: Mapped[date | None] = described(
        Day(), _l("Details checked on"), group=REACH, shared=True
    )

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return still_to_come(values, before, ("checked_on",), today())

    def title(self) -> LanguageText:
        return self.name or {}

    def lead(self) -> LanguageText:
        return self.helps or {}
