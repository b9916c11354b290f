"""How programmes, objectives, indicators and values are worked with."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import offered
from app.core.brand import Tone
from app.core.format import show_date
from app.core.offered import Offered
from app.core.record import Record, today
from app.core.text import Text, _l, literal, pick
from app.network.events.records import HELD, Event
from app.programmes import actions, counting, wording
from app.programmes.page.charts import theme_parts
from app.programmes.page.count_dialog import CountDialog
from app.programmes.page.setup_dialog import SetupDialog
from app.programmes.page.standing_part import StandingPart
from app.programmes.page.value_dialog import ValueDialog
from app.programmes.records import LIVE, Indicator, IndicatorValue, Objective, Programme
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import RowItem, RowList, small, subject

TODAY = func.date("now", "localtime")
MOST = 20
Open = Callable[[QWidget, Office, str], object]
Tags = list[tuple[Text, Tone]]


def foreign(record: Record) -> bool:
    """Whether another organisation keeps a record."""
    return bool(record.kept_by())


def _own(record: Record) -> bool:
    return not foreign(record)


def _kept(session: Session, record: Offered) -> Tags:
    if not record.kept_by():
        return []
    name = pick(offered.name_of(session, record.kept_by()))
    words = (
        _l("Kept by {name}", name=name)
        if name
        else _l("Kept by another organisation of the network")
    )
    return [(words, "plain")]


def programme_desk(look_at: Open, report_table: Open) -> Desk:
    """Programmes: those that run, those to come, those that have ended."""
    starts, ends = Programme.starts_on, Programme.ends_on
    return Desk(
        Programme,
        sentence=_l("Write down what a project aims at, and follow what comes of it."),
        new_words=_l("New programme"),
        chips=(
            Chip("running", _l("Running"), (starts <= TODAY) & (ends.is_(None) | (ends >= TODAY))),
            Chip("coming", _l("To come"), starts > TODAY),
            Chip("ended", _l("Ended"), ends < TODAY),
            Chip("others", _l("Of others"), Programme.owner_id != ""),
        ),
        actions=(
            RecordAction(_l("How it stands"), "chart-bar", run=look_at, prominent=True),
            RecordAction(
                _l("Objectives and indicators"), "list-plus", dialog=SetupDialog, when=_own
            ),
            RecordAction(_l("Count from our records"), "calculator", dialog=CountDialog),
            RecordAction(_l("Table"), "table", run=report_table),
        ),
        extra=_programme_extra,
        example=lambda session: actions.add_example(session, today()),
        can_duplicate=False,
        hidden=frozenset({"themes"}),
        locked=foreign,
        order=("starts_on", True),
    )


def _programme_extra(office: Office, session: Session, programme: Programme) -> Extra:
    state, tone = programme_state(programme)
    tags: Tags = [(state, tone), *_kept(session, programme)]
    query = select(Objective).where(
        Objective.programme_id == programme.id, Objective.deleted_at.is_(None)
    )
    rows = [
        RowItem(each.id, literal(each.title()))
        for each in session.scalars(query.order_by(Objective.number, Objective.id))
    ]
    above: list[QWidget] = [small(_l("It has no objectives yet."))]
    if rows:
        above = [subject(_l("Objectives")), _rows(office, "objective", rows)]
    themes = counting.themes(programme)
    below = [subject(_l("Horizontal themes")), *theme_parts(themes)] if themes else []
    return Extra(tags, above, below)


def programme_state(programme: Programme) -> tuple[Text, Tone]:
    """Whether a programme runs."""
    day = today()
    if programme.starts_on and programme.starts_on > day:
        return _l("To come"), "plain"
    if programme.ends_on and programme.ends_on < day:
        return _l("Ended"), "plain"
    return _l("Running"), "good"


def _rows(office: Office, kind: str, rows: list[RowItem]) -> RowList:
    made = RowList(rows)
    made.chosen.connect(lambda record_id: office.wanted.emit(kind, record_id))
    return made


def objective_desk() -> Desk:
    """Objectives, with their indicators and events."""
    return Desk(
        Objective,
        sentence=_l("Objectives are made with their programme."),
        new_words=_l("New objective"),
        extra=_objective_extra,
        hidden=frozenset({"name", "number"}),
        locked=foreign,
        order=("programme_id", False),
    )


def _objective_extra(office: Office, session: Session, objective: Objective) -> Extra:
    below: list[QWidget] = []
    indicators = select(Indicator).where(
        Indicator.objective_id == objective.id, Indicator.deleted_at.is_(None)
    )
    rows = [
        RowItem(each.id, literal(each.title()), _target_words(each))
        for each in session.scalars(indicators.order_by(Indicator.id))
    ]
    if rows:
        below += [subject(_l("Indicators")), _rows(office, "indicator", rows)]
    where = (
        Event.objective_id == objective.id,
        Event.deleted_at.is_(None),
        Event.state == HELD,
    )
    number = session.scalar(select(func.count()).select_from(Event).where(*where)) or 0
    held = session.scalars(select(Event).where(*where).order_by(Event.starts_on.desc()).limit(MOST))
    events = [
        RowItem(
            each.id, literal(each.title()), when=show_date(each.starts_on) if each.starts_on else ""
        )
        for each in held
    ]
    if events:
        below += [
            subject(_l("Events held: {number}", number=str(number))),
            _rows(office, "event", events),
        ]
    if number > MOST:
        below.append(small(_l("+{count} more", count=number - MOST)))
    return Extra(_kept(session, objective), below=below)


def _target_words(indicator: Indicator) -> Text:
    if indicator.target is None:
        return _l("No target")
    return _l("Target {target}", target=wording.number_words(indicator.target))


def indicator_desk() -> Desk:
    """Indicators, with what was told of each."""
    return Desk(
        Indicator,
        sentence=_l("An indicator tells whether an objective is reached."),
        new_words=_l("New indicator"),
        chips=(
            Chip("live", _l("From events"), Indicator.measure.in_(LIVE)),
            Chip("told", _l("Told by hand"), Indicator.measure.not_in(LIVE)),
        ),
        actions=(
            RecordAction(_l("Add a value"), "plus-circle", dialog=ValueDialog, prominent=True),
        ),
        cells={"target": lambda each: Cell(wording.number_words(each.target).say())},
        extra=_indicator_extra,
        locked=foreign,
        order=("programme_id", False),
    )


def _indicator_extra(office: Office, session: Session, indicator: Indicator) -> Extra:
    return Extra(
        _kept(session, indicator),
        above=[StandingPart(office, indicator.programme_id or "", indicator.id)],
    )


class ValueDesk(Desk):
    """Values; one without an organisation is this office's own."""

    def save_new(self, session: Session, values: Any) -> Any:
        """Add a value from the form."""
        return actions.add_value(session, values)


def value_desk() -> Desk:
    """What organisations have told."""
    return ValueDesk(
        IndicatorValue,
        sentence=_l("What each organisation has reached, by period. Nothing of a person is kept."),
        new_words=_l("Add a value"),
        chips=(
            Chip("own", _l("Told by us"), IndicatorValue.owner_id == ""),
            Chip("others", _l("Of others"), IndicatorValue.owner_id != ""),
            Chip("counted", _l("Counted from records"), IndicatorValue.counted.is_(True)),
        ),
        cells={"value": lambda each: Cell(wording.number_words(each.value).say())},
        extra=_value_extra,
        locked=foreign,
        order=("to_day", True),
    )


def _value_extra(_office: Office, session: Session, value: IndicatorValue) -> Extra:
    tags: Tags = []
    if value.counted:
        tags.append((_l("Counted from the office’s own records"), "main"))
    if value.value is not None and value.value < 0:
        tags.append((_l("A correction"), "watch"))
    indicator = session.get(Indicator, value.indicator_id or "")
    if indicator and value.to_day:
        programme = session.get(Programme, indicator.programme_id or "")
        if programme and _outside(programme, value):
            tags.append((_l("Outside the programme’s days: isn’t counted"), "watch"))
    return Extra([*tags, *_kept(session, value)])


def _outside(programme: Programme, value: IndicatorValue) -> bool:
    day, first, last = value.to_day, programme.starts_on, programme.ends_on
    return day is not None and (
        (first is not None and day < first) or (last is not None and day > last)
    )
