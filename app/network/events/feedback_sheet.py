"""Feedback that was answered on a web form and comes as a spreadsheet: which event each row is about."""

from app.exchange.columns import match
from app.exchange.sheets import Sheet
from app.network.events.records import EventFeedback

EVENT = "event_id"


def about_event(sheet: Sheet, code: str) -> Sheet:
    """The sheet with the event's code on each row; unchanged where it tells the event of each row itself."""
    if EVENT in match(EventFeedback, sheet.headers).values():
        return sheet
    width = len(sheet.headers)
    rows = [[*row[:width], *[None] * (width - len(row)), code] for row in sheet.rows]
    return Sheet([*sheet.headers, EVENT], rows, sheet.first)
