"""From one thing to the next: a note or a sheet goes on as another sheet, or as a service product."""

from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields
from app.core.text import _l, current_language
from app.services.records import ServiceProduct
from app.worksheets.chains.actions import connect
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets.notes import short
from app.worksheets.sheets.records import Entry, Worksheet

SERVICE = "service"
"""What stands for a service product where a type of worksheet is chosen."""
LONGEST = 160


def go_on(
    session: Session, begin: tuple[str, str], what: str, name: str, item_id: str = ""
) -> Changes:
    """Begin a sheet of the type ``what``, or a service product, from a record; ``result`` is kind and id.

    With ``item_id`` it begins from a note, whose text becomes what the new one is for.

    Raises:
        InvalidFields: it has no name.
        Missing: the record, or the type, isn't there.
    """
    called = short(name)[:LONGEST] if name.strip() else ""
    if not called:
        raise InvalidFields({"name": _l("Give it a name.")})
    said = editing.find(session, Entry, item_id).text if item_id else ""
    if what == SERVICE:
        values = {"name": {current_language(): called}}
        made = (SERVICE, editing.add(session, ServiceProduct, values).result)
    else:
        purpose = said if said != called else ""
        values = {"type_key": what, "name": called, "purpose": purpose[:600]}
        made = ("worksheet", sheets.begin(session, values).result)
        _first_words(session, made[1], said or called)
    connect(session, begin, made, item=item_id, why=short(said))
    return Changes(_l("Continued from this as “{name}”", name=called), made)


def _first_words(session: Session, sheet_id: str, words: str) -> None:
    """What it began from stands in the first field of the new sheet that holds a text."""
    sheet = editing.find(session, Worksheet, sheet_id)
    type_ = sheets.type_of(session, sheet.id)
    first = next((each for each in type_.fields if each.type in {"text", "line"}), None)
    if first:
        sheets.set_value(session, sheet_id, first.key, words[:300])
