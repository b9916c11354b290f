"""Tasks in the calendar of a telephone: the file read back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from app.agenda.tasks import calendar, rules
from app.agenda.tasks.records import Task
from app.exchange.calendar import ZONE, Event, calendar_file

MADE = datetime(2026, 11, 28, 12, tzinfo=UTC)


def task(**values: object) -> Task:
    blank = {"id": "t-1", "what": "Soita", "who": "", "due": date(2026, 12, 4), "status": "todo"}
    return Task(**{**blank, "waits_for": "", "remind_days": 3, **values})


def read(*events: Event) -> list:
    return list(Calendar.from_ical(calendar_file(events, "Tehtävät", MADE)).walk("VEVENT"))


def test_an_open_task_lasts_its_day_and_rings_in_the_morning() -> None:
    [event] = read(*calendar.events([task(who="Marja", waits_for="Tarjous", status="waiting")]))
    assert (event["uid"], event["summary"]) == ("t-1", "Soita")
    assert event["dtstart"].dt == date(2026, 12, 4)
    assert event["dtend"].dt == date(2026, 12, 5)
    assert (
        str(event["description"]).split("\n") == ["Marja", "Odottaa: Tarjous"]
        or "Tarjous" in (event["description"])
    )
    [alarm] = event.walk("VALARM")
    assert alarm["action"] == "DISPLAY"
    assert alarm["trigger"].dt == datetime(2026, 12, 1, 9, tzinfo=ZoneInfo(ZONE))


def test_what_is_done_and_what_has_no_day_stay_out_and_so_do_notes() -> None:
    tasks = [task(status=rules.DONE), task(due=None), task(id="t-2", note="Salaisuus")]
    events = read(*calendar.events(tasks))
    assert [str(event["uid"]) for event in events] == ["t-2"]
    assert "Salaisuus" not in events[0].to_ical().decode()


def test_a_long_text_is_told_whole_below_its_beginning() -> None:
    what = "Käy läpi kaikki sopimukset " * 10
    [event] = read(*calendar.events([task(what=what.strip())]))
    assert len(event["summary"]) <= rules.SHORT
    assert what.strip() in str(event["description"])


def test_an_event_without_an_alarm_has_none() -> None:
    [event] = read(Event("v-1", date(2026, 12, 4), 600, 60, "Käynti"))
    assert event.walk("VALARM") == []


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(0, 60))
def test_the_alarm_is_at_nine_also_when_the_clocks_change(day: date, before: int) -> None:
    [event] = read(Event("t", day, None, 0, "Soita", alarm_days=before))
    [alarm] = event.walk("VALARM")
    moment = alarm["trigger"].dt.astimezone(ZoneInfo(ZONE))
    assert (moment.hour, moment.minute) == (9, 0)
    assert moment.date() == day - timedelta(days=before)
