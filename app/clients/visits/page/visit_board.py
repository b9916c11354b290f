"""How visits are drawn on the boards of the calendar, and the board of a month."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.clients.visits.rules import Slot
from app.core.brand import Tone
from app.core.format import show_clock, show_day
from app.core.text import Text, _l, pick
from app.ui.calendar.entry import Place
from app.ui.calendar.entry_board import EntryBoard
from app.ui.calendar.month_grid import MonthGrid
from app.ui.language import bind

TONES: dict[str, Tone] = {"planned": "main", "done": "good", "cancelled": "plain"}


class VisitsDrawn:
    """How a board draws visits, those that don't fit marked; stands before the board among the bases."""

    troubles: Mapping[str, Sequence[Text]] = {}

    def show_slots(self, slots: Sequence[Slot], troubles: Mapping[str, Sequence[Text]]) -> None:
        """Show other visits, and what doesn't fit with them."""
        self.troubles = troubles
        assert isinstance(self, EntryBoard)
        self.show_entries(slots)

    def words_of(self, entry: Slot) -> str:
        parts = [
            show_day(entry.day),
            "" if entry.start is None else f"{show_clock(entry.start)}–{show_clock(entry.ends)}",
            pick(entry.client),
            pick(entry.service),
            entry.worker,
            *(words.say() for words in self.troubles.get(entry.id, ())),
        ]
        return "\n".join(part for part in parts if part)

    def tone_of(self, entry: Slot) -> Tone:
        return "watch" if entry.id in self.troubles else TONES.get(entry.status, "plain")

    def is_struck(self, entry: Slot) -> bool:
        return entry.status == "cancelled"

    def moved_to(self, entry: Slot, place: Place) -> Slot:
        worker = entry.worker if place.worker is None else place.worker
        return replace(entry, day=place.day, start=place.start, worker=worker)

    def differs(self, entry: Slot, place: Place) -> bool:
        same_worker = place.worker is None or place.worker == entry.worker
        return (place.day, place.start) != (entry.day, entry.start) or not same_worker


class VisitMonth(VisitsDrawn, MonthGrid[Slot]):
    """Visits by the day."""

    def __init__(self) -> None:
        super().__init__()
        bind(self.setAccessibleName, board_name())

    def lines(self, entry: Slot, width: float) -> list[str]:
        time = "" if entry.start is None else f"{show_clock(entry.start)} "
        return [time + marked(entry)]

    def place_on(self, day: date, entry: Slot | None) -> Place:
        return Place(day, entry.start if entry else None)


def marked(slot: Slot) -> str:
    """The client's name with a sign of what has become of the visit."""
    return {"done": "✓ ", "cancelled": "✕ "}.get(slot.status, "") + pick(slot.client)


def board_name() -> Text:
    """What a board is called for those who listen."""
    return _l("Calendar of visits: arrows choose, Return opens, Alt and an arrow moves")
