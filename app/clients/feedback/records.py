"""What is stored of feedback: one short survey, of a client or anonymous."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, relationship

from app.clients.feedback import rules
from app.clients.records import Client
from app.core.field import Group, described
from app.core.format import show_date
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l, in_all, languages
from app.core.value import Choice, Day, PlainText, Reference, Whole

AGREEMENT_SCALE = (
    ("5", _l("Fully agree")),
    ("4", _l("Agree")),
    ("3", _l("Neither agree nor disagree")),
    ("2", _l("Disagree")),
    ("1", _l("Fully disagree")),
)
WAYS = (
    ("paper", _l("On paper")),
    ("telephone", _l("By telephone")),
    ("visit", _l("During a visit")),
    ("online", _l("Online")),
)

ABOUT = Group("about", _l("About what"))
SURVEY = Group(
    "survey",
    _l("Statements"),
    help=_l("As the client answered. Write no health data or care notes."),
)

_SCALE = Choice(options=AGREEMENT_SCALE)


class Feedback(Record):
    """One answered survey."""

    __tablename__ = "feedback"
    __table_args__ = (
        Index("ix_feedback_day", "deleted_at", "day"),
        Index("ix_feedback_service", "service_id", "day"),
        Index("ix_feedback_client", "client_id"),
    )

    kind = Kind(
        "feedback",
        "feedbacks",
        _l("Feedback"),
        _l("Client feedback"),
        "chat-circle",
        columns=("service_id", "day"),
    )
    NAMED_BY: ClassVar[tuple[str, ...]] = ("client",)

    day: Mapped[date | None] = described(Day(), _l("Day"), group=ABOUT, required=True)
    service_id: Mapped[str | None] = described(
        Reference("service"), _l("Service"), group=ABOUT, required=True
    )
    client_id: Mapped[str | None] = described(
        Reference("client"),
        _l("Client"),
        help=_l("Leave blank when the client wants to be anonymous."),
        group=ABOUT,
    )
    way: Mapped[str] = described(Choice(options=WAYS), _l("How it was given"), group=ABOUT)
    heard: Mapped[str] = described(_SCALE, _l("I was listened to."), group=SURVEY)
    kept: Mapped[str] = described(_SCALE, _l("What was agreed was kept."), group=SURVEY)
    respected: Mapped[str] = described(_SCALE, _l("I was treated with respect."), group=SURVEY)
    helped: Mapped[str] = described(_SCALE, _l("The service helped me."), group=SURVEY)
    reached: Mapped[str] = described(_SCALE, _l("It is easy to get in touch."), group=SURVEY)
    recommends: Mapped[int | None] = described(
        Whole(0, 10),
        _l("Would recommend us (0–10)"),
        help=_l("0 not at all, 10 certainly."),
        group=SURVEY,
    )
    words: Mapped[str] = described(
        PlainText(500, long=True), _l("In the client's own words"), group=SURVEY, searched=True
    )

    client: Mapped[Client | None] = relationship(
        Client,
        primaryjoin=lambda: Client.id == Feedback.client_id,
        foreign_keys=lambda: Feedback.client_id,
        viewonly=True,
        lazy="joined",
    )

    def title(self) -> LanguageText:
        if self.client:
            return self.client.title()
        anonymous = _l("Anonymous")
        return {language: anonymous.say(language) for language in languages()}

    def lead(self) -> LanguageText:
        if self.words:
            return in_all(self.words)
        return (
            {language: show_date(self.day, language) for language in languages()}
            if self.day
            else {}
        )

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.problems(values)
