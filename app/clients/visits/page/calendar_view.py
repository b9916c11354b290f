"""The calendar: day, week or month, of all or one, with what can be done to the visit that is chosen."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.clients.visits import actions
from app.clients.visits.page.desks import VISIT_ACTIONS
from app.clients.visits.page.dialogs import CalendarFileDialog
from app.clients.visits.page.time_grid import HOUR, TimeGrid
from app.clients.visits.page.visit_board import VisitMonth
from app.clients.visits.records import Visit
from app.clients.visits.rules import Slot
from app.core import editing
from app.core.days import month_of, week_of, weeks_of_month
from app.core.format import show_clock, show_date, show_day_short, show_month
from app.core.record import today
from app.core.text import Text, _l, literal, pick
from app.ui import jobs
from app.ui.calendar.entry import Place
from app.ui.language import bind, switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.theme import theme
from app.ui.widgets import (
    Card,
    Choice,
    Column,
    Combo,
    Flow,
    Row,
    SearchBox,
    Segmented,
    Stack,
    button,
    clear,
    icon_button,
    label,
    rule,
    subject,
)

DAY, WEEK, MONTH = "day", "week", "month"
_ALL = "*"
FILTER_WIDTH = 150


class CalendarView(View):
    """The visits at their places.

    Signals:
        opened: a visit is to be seen whole.
        wanted: a new visit is wanted; the values it begins with.
    """

    opened = Signal(str)
    wanted = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.day = today()
        self._found = actions.Calendar(())
        self._workers: list[str] = []
        self._scrolled = False
        self.spans = Segmented(
            [Choice(DAY, _l("Day")), Choice(WEEK, _l("Week")), Choice(MONTH, _l("Month"))]
        )
        self.spans.choose(WEEK)
        self.spans.chosen.connect(lambda _name: self.fill())
        self.worker = Combo([Choice(_ALL, _l("All workers"))])
        self.worker.choose(_ALL)
        bind(self.worker.setAccessibleName, _l("Worker"))
        self.worker.currentIndexChanged.connect(lambda _index: self.fill())
        self.filter = SearchBox(_l("Client"), hint="")
        self.filter.textChanged.connect(lambda _text: self._show())
        self.heading = subject("")
        bind(self.heading.setText, self._heading)
        self.hours, self.month = TimeGrid(), VisitMonth()
        self._hours_area, self._month_area = _scrolled(self.hours), _scrolled(self.month)
        self.stack = Stack()
        self.stack.addWidget(self._hours_area)
        self.stack.addWidget(self._month_area)
        for board in (self.hours, self.month):
            board.chosen.connect(lambda _visit_id: self._show_chosen())
            board.opened.connect(self.opened)
            board.moved.connect(self.put)
            board.let_go.connect(self._bring_in_sight)
            board.wanted.connect(lambda place: self.wanted.emit(self.new_values(place)))
        self.month.day_chosen.connect(self._show_day)
        self.finish = button(_l("Mark the day's visits done"), icon_name="checks")
        self.finish.clicked.connect(self.finish_day)
        self.foot = QWidget()
        self._foot = Column(self.foot, margins=(16, 8, 16, 8), spacing=4)
        self._lay_out()
        switch.changed.connect(self._say_again)

    def _lay_out(self) -> None:
        whole = Column(self, spacing=12)
        top = Flow(spacing=8)
        steps = QWidget()
        line = Row(steps, spacing=4)
        line.addWidget(icon_button("caret-left", _l("Earlier"), lambda: self.go(-1)))
        line.addWidget(button(_l("Today"), pressed=self.go_today))
        line.addWidget(icon_button("caret-right", _l("Later"), lambda: self.go(1)))
        for widget in (steps, self.spans, self.worker):
            top.addWidget(widget)
        self._rescale()
        theme.changed.connect(self._rescale)
        top.addWidget(self.filter)
        whole.addLayout(top)
        card = Card(margins=0)
        head = Row(margins=(16, 10, 16, 6), spacing=12)
        head.addWidget(self.heading, 1)
        head.addWidget(self.finish)
        head.addWidget(button(_l("Calendar file"), "quiet", "export", pressed=self.export))
        card.body.addLayout(head)
        card.body.addWidget(self.stack, 1)
        card.body.addWidget(rule())
        card.body.addWidget(self.foot)
        whole.addWidget(card, 1)

    def _rescale(self) -> None:
        self.filter.setFixedWidth(theme.px(FILTER_WIDTH))

    @property
    def board(self) -> TimeGrid | VisitMonth:
        """The board in front."""
        return self.month if self.spans.current == MONTH else self.hours

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day that are shown."""
        if self.spans.current == DAY:
            return self.day, self.day
        if self.spans.current == WEEK:
            return week_of(self.day)
        weeks = weeks_of_month(self.day)
        return weeks[0][0], weeks[-1][-1]

    def _heading(self) -> str:
        first, last = self.span
        if self.spans.current == DAY:
            return f"{show_day_short(self.day).split()[0]} {show_date(self.day)}".capitalize()
        if self.spans.current == MONTH:
            return show_month(self.day).capitalize()
        week = first.isocalendar().week
        return _l(
            "Week {number}, {first}–{last}",
            number=str(week),
            first=show_day_short(first).partition(" ")[2],
            last=show_date(last),
        ).say()

    def go(self, by: int) -> None:
        """One day, week or month on or back."""
        if self.spans.current == MONTH:
            first, last = month_of(self.day)
            self.day = last + timedelta(days=1) if by > 0 else first - timedelta(days=1)
        else:
            self.day += timedelta(days=by if self.spans.current == DAY else 7 * by)
        self.fill()

    def go_today(self) -> None:
        """Back to today."""
        self.day = today()
        self.fill()

    def _show_day(self, day: date) -> None:
        self.day = day
        self.spans.choose(DAY)
        self.fill()

    def fill(self) -> None:
        """Ask for the visits of the days shown, in the background."""
        first, last = self.span
        worker = "" if self.worker.current == _ALL else self.worker.current

        def ask() -> tuple[actions.Calendar, list[str]]:
            with self._office.store.read() as session:
                found = actions.calendar(session, first, last, worker=worker)
                return found, actions.workers(session)

        self._latest.run(ask, done=self._filled)

    def _filled(self, answer: tuple[actions.Calendar, list[str]]) -> None:
        self._found, self._workers = answer
        was = self.worker.blockSignals(True)
        self.worker.offer(
            [
                Choice(_ALL, _l("All workers")),
                *(Choice(name, literal(name)) for name in self._workers),
            ]
        )
        self.worker.blockSignals(was)
        self._show()

    def shown(self) -> list[Slot]:
        """The visits that the filter lets through."""
        words = self.filter.text().casefold().split()
        return [
            slot
            for slot in self._found.slots
            if all(word in pick(slot.client).casefold() for word in words)
        ]

    def _show(self) -> None:
        slots, troubles = self.shown(), self._found.troubles
        if self.spans.current == MONTH:
            self.month.show_month(self.day)
            self.month.show_slots(slots, troubles)
        else:
            first, last = self.span
            days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
            chosen = self.worker.current
            names = self._workers if chosen == _ALL else [chosen]
            self.hours.show_days(days, names if self.spans.current == DAY else None)
            self.hours.show_slots(slots, troubles)
            if not self._scrolled:
                self._scrolled = True
                QTimer.singleShot(0, self, self._scroll_to_morning)
        self.stack.setCurrentWidget(
            self._month_area if self.spans.current == MONTH else self._hours_area
        )
        bind(self.heading.setText, self._heading)
        waiting = any(s.status == "planned" and s.day <= today() for s in self._found.slots)
        self.finish.setVisible(self.spans.current == DAY and waiting)
        self._show_chosen()

    def _scroll_to_morning(self) -> None:
        self._hours_area.verticalScrollBar().setValue(self.hours.first_seen)

    def _say_again(self) -> None:
        self._show()

    def choose_first(self) -> None:
        """Choose the first visit about which something doesn't fit, or the first one."""
        slots = self.shown()
        first = next((s for s in slots if s.id in self._found.troubles), next(iter(slots), None))
        if first:
            self.board.choose(first.id)

    def _chosen(self) -> Slot | None:
        return next((s for s in self._found.slots if s.id == self.board.current), None)

    def _show_chosen(self) -> None:
        clear(self._foot)
        QTimer.singleShot(0, self, self._bring_in_sight)  # when the foot has its height
        slot = self._chosen()
        if slot is None:
            hint = _l("Choose a visit, drag it to another time, or double-click an empty place.")
            self._foot.addWidget(label(hint, "soft"))
            return
        troubles = self._found.troubles.get(slot.id, ())
        self._foot.addWidget(label(lambda: _line(slot), "strong"))
        if troubles:
            self._foot.addWidget(label(lambda: " ".join(map(str, troubles)), "error"))
        visit = self._office.ask(lambda session: editing.find(session, Visit, slot.id))
        buttons = Flow(spacing=8)
        for action in VISIT_ACTIONS:
            if action.prominent and action.when(visit):
                buttons.addWidget(
                    button(
                        action.words, icon_name=action.glyph, pressed=self._doing(action, slot.id)
                    )
                )
        open_it = button(
            _l("Open"), "quiet", "arrow-right", pressed=lambda: self.opened.emit(slot.id)
        )
        buttons.addWidget(open_it)
        self._foot.addLayout(buttons)

    def _bring_in_sight(self) -> None:
        if self.board.held:
            return  # scrolling under the pointer would drag the visit along
        box = next((box for each, box in self.board.boxes() if each.id == self.board.current), None)
        area = self._month_area if self.board is self.month else self._hours_area
        if box:
            top = round(min(box.height(), theme.px(2 * HOUR)) / 2)
            area.ensureVisible(
                round(box.center().x()), round(box.top()) + top, 0, top + theme.px(HOUR)
            )

    def _doing(self, action: Any, visit_id: str) -> Callable[[], None]:
        def do() -> None:
            if action.work:
                self._office.write(lambda session: action.work(session, visit_id))
            else:
                action.dialog(self, self._office, visit_id).exec()

        return do

    def put(self, visit_id: str, place: Place) -> None:
        """Move a visit to where it was dragged; it can be undone."""
        self._office.write(
            lambda session: actions.move(session, visit_id, place.day, place.start, place.worker)
        )

    def finish_day(self) -> None:
        """Mark the visits of the day done, those of the worker who is shown."""
        day = self.day
        worker = "" if self.worker.current == _ALL else self.worker.current
        self._office.write(lambda session: actions.finish_day(session, day, worker))

    def export(self) -> None:
        """Write what is shown as a calendar file."""
        CalendarFileDialog(self, self._office, self.shown()).exec()

    def new_values(self, place: Place | None = None) -> dict[str, Any]:
        """What a new visit begins with: the day that is shown, or the place that was pointed at."""
        worker = "" if self.worker.current == _ALL else self.worker.current
        if place is None:
            return {"day": self.day, "worker": worker}
        return {"day": place.day, "start": place.start, "worker": place.worker or worker}


def _line(slot: Slot) -> str:
    time = "" if slot.start is None else f"{show_clock(slot.start)}–{show_clock(slot.ends)}"
    parts: list[str | Text] = [
        pick(slot.client),
        pick(slot.service),
        show_day_short(slot.day),
        time,
        slot.worker,
    ]
    return " · ".join(str(part) for part in parts if part)


def _scrolled(board: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(board)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    return area
