"""How worksheets are worked with on the page of the room."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.agenda.page.task_list import TaskList
from app.core.brand import Tone
from app.core.record import Record
from app.core.text import Text, _l, literal
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Part
from app.worksheets.chains import actions as chains
from app.worksheets.foresight import from_sheet
from app.worksheets.page.chain_strip import ChainStrip
from app.worksheets.page.continue_dialog import ContinueDialog
from app.worksheets.page.picture_files import ask_picture, ask_workbook
from app.worksheets.sheets import actions, year_filling, year_tasks
from app.worksheets.sheets.records import DONE, OPEN, Worksheet

_HIDDEN = frozenset({"type_key", "type_name", "follows_id", "status"})


def sheet_desk(work_on: Callable[[str], None]) -> Desk:
    """Worksheets; ``work_on`` opens the one with an id on its canvas."""
    status = Worksheet.status
    return Desk(
        Worksheet,
        sentence=_l(
            "SWOT, value stream, experiment, annual clock … Choose a type that answers your question, fill it "
            "in together, and let it end in tasks."
        ),
        new_words=_l("New worksheet"),
        chips=(
            Chip(OPEN, _l("In use"), status == OPEN),
            Chip(DONE, _l("Finished"), status == DONE),
        ),
        cells={"status": _status},
        actions=(
            RecordAction(
                _l("Open the sheet"),
                "note-pencil",
                run=lambda _parent, _office, sheet_id: work_on(sheet_id),
                prominent=True,
            ),
            RecordAction(
                _l("Copy as the next one"),
                "copy",
                work=actions.copy_as_next,
                leads_to="worksheet",
            ),
            RecordAction(_l("Finish"), "check", work=actions.finish, when=_is(OPEN)),
            RecordAction(_l("Take up again"), "play", work=actions.take_up_again, when=_is(DONE)),
            RecordAction(_l("Continue as…"), "git-branch", dialog=_continue),
            RecordAction(_l("Save as a picture"), "image", run=ask_picture),
            RecordAction(_l("Save as a spreadsheet"), "table", run=ask_workbook),
            RecordAction(
                _l("Make this month's tasks"),
                "check-square",
                work=year_tasks.make_tasks,
                when=_clock,
            ),
            RecordAction(
                _l("Add the usual tasks of the year"),
                "calendar",
                work=year_filling.add_missing_seeds,
                when=_clock,
            ),
            RecordAction(
                _l("To the library of signals"),
                "books",
                work=from_sheet.to_library,
                when=lambda each: isinstance(each, Worksheet) and from_sheet.can_be_taken(each),
                leads_to="signal",
            ),
        ),
        extra=_extra,
        hidden=_HIDDEN,
        can_duplicate=False,
        order=("held_on", True),
    )


def _status(sheet: Worksheet) -> Cell:
    words = {OPEN: _l("In use"), DONE: _l("Finished")}
    return Cell(words[sheet.status].say(), "good" if sheet.status == DONE else "main")


def _is(status: str) -> Callable[[Record], bool]:
    return lambda each: getattr(each, "status", "") == status


def _clock(sheet: Record) -> bool:
    return getattr(sheet, "type_key", "") == year_tasks.CLOCK


def _continue(parent: QWidget, office: Office, sheet_id: str) -> ContinueDialog:
    name = office.ask(lambda session: session.get_one(Worksheet, sheet_id).name)
    return ContinueDialog(parent, office, ("worksheet", sheet_id), name)


def _extra(office: Office, session: Session, sheet: Worksheet) -> Extra:
    sheet_id = sheet.id
    below: list[QWidget] = [
        Part(_l("Tasks from this"), TaskList(office, actions.source_of(session, sheet_id)))
    ]
    strip = ChainStrip(office)
    strip.show_chain(chains.chain(session, "worksheet", sheet_id))
    below.append(Part(_l("What led to what"), strip))
    tags: list[tuple[Text, Tone]] = [(literal(sheet.type_name), "main")]
    if sheet.status == DONE:
        tags.append((_l("Finished"), "good"))
    return Extra(tags=tags, below=below)
