"""What is stored of events, of those who registered, and of what they thought."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index, func, select
from sqlalchemy.orm import Mapped, Session, column_property

from app.core.brand import Tone
from app.core.field import Group, described, row_field
from app.core.offered import Offered
from app.core.record import Kind, Record, today
from app.core.text import LanguageText, Text, _l, _n, in_all
from app.core.value import (
    Choice,
    Clock,
    Day,
    Identified,
    PlainText,
    Reference,
    Rows,
    Whole,
    Words,
    YesNo,
)
from app.network.events import rules
from app.network.events.rules import (
    CANCELLED,
    CLOSED,
    FULL,
    HELD,
    OPEN,
    PASSED,
    PLANNED,
    REGISTERED,
    WAITING,
    WITHDRAWN,
)

STATES = (
    (PLANNED, _l("Planned")),
    (OPEN, _l("Registration open")),
    (HELD, _l("Held")),
    (CANCELLED, _l("Cancelled")),
)
STANDINGS: dict[str, tuple[Text, Tone]] = {
    PLANNED: (_l("Planned"), "plain"),
    OPEN: (_l("Registration open"), "main"),
    FULL: (_l("Full"), "watch"),
    CLOSED: (_l("Registration has ended"), "plain"),
    PASSED: (_l("Was it held?"), "watch"),
    HELD: (_l("Held"), "good"),
    CANCELLED: (_l("Cancelled"), "bad"),
}
"""How an event stands for those who look at it: its state together with the day and the places."""
SORTS = (
    ("workshop", _l("Workshop")),
    ("visit", _l("Benchmarking visit")),
    ("expert", _l("Expert event")),
    ("pilot", _l("Pilot")),
    ("training", _l("Training")),
    ("other", _l("Other event")),
)
STAYS = (
    (REGISTERED, _l("Registered")),
    (WITHDRAWN, _l("Withdrawn")),
)
PLACES: dict[str, tuple[Text, Tone]] = {
    REGISTERED: (_l("Has a place"), "good"),
    WAITING: (_l("On the waiting list"), "watch"),
    WITHDRAWN: (_l("Withdrawn"), "plain"),
}
"""Who has a place follows from the order and the places, so it is never stored."""

WHAT = Group("event", _l("What and why"))
WHEN = Group("event_when", _l("When and where"))
PROGRAMME = Group("event_programme", _l("Programme and invitation"))
REGISTERING = Group("registering", _l("Registration"))
CAME = Group("came", _l("Who came"))

PROGRAMME_FIELDS = (
    row_field("day", Whole(1, rules.MOST_DAYS), _l("On which day of the event (1, 2 …)")),
    row_field("at", Clock(), _l("At")),
    row_field("item", Words(200), _l("What happens"), required=True, searched=True),
    row_field("by", PlainText(120), _l("Who leads it"), searched=True),
)
CAME_FIELDS = (
    row_field("organisation_id", Reference("organisation"), _l("Organisation you know")),
    row_field("name", PlainText(120), _l("Name"), searched=True),
    row_field("participants", Whole(0, 100_000), _l("Participants"), required=True),
)


class Event(Offered):
    """A workshop, a benchmarking visit, an expert event or a pilot that an organisation arranges."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_day", "deleted_at", "starts_on"),
        Index("ix_event_state", "deleted_at", "state", "starts_on"),
        Index("ix_event_objective", "objective_id"),
    )

    kind = Kind(
        "event",
        "events",
        _l("Event"),
        _l("Events"),
        "presentation",
        key="code",
        columns=("starts_on", "state"),
        numbered="TAP",
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"sort": "workshop", "state": PLANNED}

    name: Mapped[LanguageText] = described(
        Words(120), _l("Name"), group=WHAT, required=True, searched=True, shared=True
    )
    code: Mapped[str] = described(
        PlainText(20),
        _l("Code"),
        help=_l("Given by itself when it is left blank."),
        group=WHAT,
        searched=True,
        unique=True,
    )
    sort: Mapped[str] = described(Choice(options=SORTS), _l("Kind"), group=WHAT, shared=True)
    objective: Mapped[LanguageText] = described(
        Words(600, long=True),
        _l("Objective"),
        help=_l("What those who come can do afterwards that they couldn’t before."),
        group=WHAT,
        searched=True,
        shared=True,
    )
    state: Mapped[str] = described(Choice(options=STATES), _l("Status"), group=WHAT, shared=True)
    partnership_id: Mapped[str | None] = described(
        Reference("partnership"), _l("Partnership or network"), group=WHAT, shared=True
    )
    objective_id: Mapped[str | None] = described(
        Reference("objective"),
        _l("Objective of a programme"),
        help=_l("The event and its participants then count in the programme’s indicators."),
        group=WHAT,
        shared=True,
    )
    public: Mapped[bool] = described(
        YesNo(), _l("May be shown on the network’s public web pages"), group=WHAT, shared=True
    )
    starts_on: Mapped[date | None] = described(
        Day(), _l("Day"), group=WHEN, required=True, shared=True
    )
    starts_at: Mapped[int | None] = described(Clock(), _l("Begins at"), group=WHEN, shared=True)
    ends_on: Mapped[date | None] = described(
        Day(), _l("Last day"), help=_l("Blank: the same day."), group=WHEN, shared=True
    )
    ends_at: Mapped[int | None] = described(Clock(), _l("Ends at"), group=WHEN, shared=True)
    notice: Mapped[LanguageText] = described(
        Words(300),
        _l("What those who registered should know"),
        help=_l("For example why the event was moved or cancelled, and what comes instead."),
        group=WHEN,
        shared=True,
    )
    place: Mapped[str] = described(
        PlainText(200), _l("Place"), group=WHEN, searched=True, shared=True
    )
    municipality: Mapped[str] = described(
        Choice("municipalities"), _l("Municipality"), group=WHEN, searched=True, shared=True
    )
    country: Mapped[str] = described(Choice("countries"), _l("Country"), group=WHEN, shared=True)
    remote_link: Mapped[str] = described(
        Identified("url"),
        _l("Remote link"),
        help=_l("Seen by the members of the network, not on the public web pages."),
        group=WHEN,
        shared=True,
    )
    programme: Mapped[list[dict[str, Any]]] = described(
        Rows(PROGRAMME_FIELDS, 60), _l("Programme"), group=PROGRAMME, searched=True, shared=True
    )
    invitation: Mapped[LanguageText] = described(
        Words(4000, long=True),
        _l("Invitation"),
        help=_l("Write it in each language in which you invite."),
        group=PROGRAMME,
        searched=True,
        shared=True,
    )
    capacity: Mapped[int | None] = described(
        Whole(1, 100_000), _l("Places"), group=REGISTERING, shared=True
    )
    register_by: Mapped[date | None] = described(
        Day(), _l("Register by"), group=REGISTERING, shared=True
    )
    register_how: Mapped[LanguageText] = described(
        Words(300),
        _l("How to register from outside the network"),
        help=_l("An address, a telephone number or a link."),
        group=REGISTERING,
        shared=True,
    )
    contact: Mapped[str] = described(
        PlainText(200), _l("Who answers questions"), group=REGISTERING, searched=True, shared=True
    )
    attendance: Mapped[list[dict[str, Any]]] = described(
        Rows(CAME_FIELDS, 500), _l("Participants by organisation"), group=CAME, searched=True
    )
    participants: Mapped[int | None] = described(
        Whole(0, 100_000),
        _l("Participants in all"),
        help=_l("Blank: the sum of the organisations."),
        group=CAME,
        shared=True,
    )
    asked: ClassVar[Any]
    """So many people have been registered, those on the waiting list counted; asked with each event."""

    def title(self) -> LanguageText:
        return self.name or {}

    def lead(self) -> LanguageText:
        return self.objective or {}

    @property
    def standing(self) -> str:
        """How it stands today, a key of :data:`STANDINGS`."""
        return rules.standing(
            self.state,
            rules.When.of(self),
            self.register_by,
            self.capacity,
            self.asked or 0,
            today(),
        )

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.problems(values, before, today())

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        """There are at least as many places as have been given."""
        found = session.get(cls, record_id) if record_id and values.get("capacity") else None
        if found is None or found.capacity == values["capacity"]:
            return {}
        taken = rules.placed(found.seats(session), found.capacity).taken
        if values["capacity"] >= taken:
            return {}
        return {
            "capacity": _n(
                "{count} place has been given already, so there can’t be fewer.",
                "{count} places have been given already, so there can’t be fewer.",
                taken,
            )
        }

    def seats(self, session: Session) -> list[rules.Seat]:
        """What has been asked for, in no order; those who withdrew are left out."""
        query = select(Registration.id, Registration.participants).where(
            Registration.event_id == self.id,
            Registration.deleted_at.is_(None),
            Registration.place != WITHDRAWN,
        )
        return [rules.Seat(each, number or 0) for each, number in session.execute(query)]

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The next one like it: nobody has registered or come yet, and its day is chosen anew."""
        blank = {"ends_on": None, "register_by": None, "attendance": [], "participants": None}
        later = rules.later_day(values["starts_on"], today())
        return {**values, **blank, "state": PLANNED, "starts_on": later, "notice": {}}


class Registration(Offered):
    """An organisation comes to an event, with so many people. Names stay in the office that writes them."""

    __tablename__ = "registration"
    __table_args__ = (Index("ix_registration_event", "event_id", "deleted_at"),)

    kind = Kind(
        "registration",
        "registrations",
        _l("Registration"),
        _l("Registrations"),
        "user-list",
        columns=("event_id", "participants"),
        owner="event_id",
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"place": REGISTERED}

    event_id: Mapped[str | None] = described(
        Reference("event"), _l("Event"), group=REGISTERING, required=True, shared=True
    )
    organisation_id: Mapped[str | None] = described(
        Reference("organisation"), _l("Organisation you know"), group=REGISTERING
    )
    organisation: Mapped[LanguageText] = described(
        Words(120),
        _l("Organisation"),
        help=_l("Blank: the name of the organisation above."),
        group=REGISTERING,
        searched=True,
        shared=True,
    )
    contact: Mapped[str] = described(
        PlainText(200),
        _l("Whom to tell when something changes"),
        help=_l("A name and a telephone number or e-mail address. It stays in this office."),
        group=REGISTERING,
        searched=True,
    )
    participants: Mapped[int | None] = described(
        Whole(1, 10_000), _l("How many come"), group=REGISTERING, required=True, shared=True
    )
    names: Mapped[str] = described(
        PlainText(2000, long=True),
        _l("Names for the attendance list"),
        help=_l("One on each line. They stay in this office."),
        group=REGISTERING,
        searched=True,
    )
    note: Mapped[str] = described(
        PlainText(300),
        _l("What should be known"),
        help=_l("For example remote or on site. No health data: ask about diets by telephone."),
        group=REGISTERING,
        shared=True,
    )
    place: Mapped[str] = described(
        Choice(options=STAYS), _l("Status"), group=REGISTERING, shared=True
    )
    for_day: Mapped[date | None] = described(
        Day(),
        _l("Registered for the day"),
        help=_l("When the event moves, you see who registered for another day."),
        shared=True,
    )

    def title(self) -> LanguageText:
        return self.organisation if any(self.organisation.values()) else in_all("–")

    def lead(self) -> LanguageText:
        return in_all(self.note) if self.note else {}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.registration_problems(values, before)

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        """One that grows takes no place from those who registered after it."""
        before = session.get(cls, record_id) if record_id else None
        event = session.get(Event, values.get("event_id") or "")
        more = (values.get("participants") or 0) - ((before.participants or 0) if before else 0)
        if before is None or event is None or more <= 0 or values["place"] == WITHDRAWN:
            return {}
        if rules.room_for(more, event.seats(session), event.capacity):
            return {}
        return {
            "participants": _l(
                "There isn’t room for more before those who wait. Make a registration of its own for "
                "the others."
            )
        }

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        """An event that others count on is cancelled first, so that they hear of it."""
        ids = [
            each.id for each in records if isinstance(each, Event) and each.state in (PLANNED, OPEN)
        ]
        if not ids:
            return None
        number = session.scalar(
            select(func.count()).where(
                cls.event_id.in_(ids), cls.deleted_at.is_(None), cls.place != WITHDRAWN
            )
        )
        if not number:
            return None
        return _n(
            "{count} organisation has registered. Cancel the event first, so that they hear of it.",
            "{count} organisations have registered. Cancel the event first, so that they hear of it.",
            number,
        )


Event.asked = column_property(
    select(func.coalesce(func.sum(Registration.participants), 0))
    .where(
        Registration.event_id == Event.id,
        Registration.deleted_at.is_(None),
        Registration.place != WITHDRAWN,
    )
    .correlate_except(Registration)
    .scalar_subquery()
)


class EventFeedback(Record):
    """What one who came thought of an event. No name is asked."""

    __tablename__ = "event_feedback"
    __table_args__ = (Index("ix_event_feedback_event", "event_id", "deleted_at"),)

    kind = Kind(
        "event_feedback",
        "event-feedback",
        _l("Feedback on an event"),
        _l("Feedback on events"),
        "star",
        columns=("event_id", "overall"),
        bound=True,
        owner="event_id",
    )

    event_id: Mapped[str | None] = described(Reference("event"), _l("Event"), required=True)
    overall: Mapped[int | None] = described(Whole(1, 5), _l("As a whole (1–5)"))
    useful: Mapped[int | None] = described(Whole(1, 5), _l("Useful in my work (1–5)"))
    objective_met: Mapped[int | None] = described(Whole(1, 5), _l("The objective was met (1–5)"))
    best: Mapped[str] = described(PlainText(600, long=True), _l("What was best"), searched=True)
    better: Mapped[str] = described(
        PlainText(600, long=True), _l("What could be better"), searched=True
    )

    def title(self) -> LanguageText:
        return in_all(str(self.overall or "–"))

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.feedback_problems(values)
