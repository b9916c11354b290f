"""A page of records: the list, and beside or over it the detail or the editor.

This is the page of every room that needs no other; a room makes its own by giving :class:`RecordPage`
its desks.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMessageBox, QWidget

from app.core import editing
from app.core.change import Changes
from app.core.room import Paper, Room, papers_of
from app.core.text import _, _l
from app.ui import record_deeds
from app.ui.desk import Desk
from app.ui.office import Office
from app.ui.page import Page
from app.ui.record_detail import RecordDetail
from app.ui.record_editor import RecordEditor
from app.ui.record_list import RecordList
from app.ui.theme import theme
from app.ui.widgets import Button, Choice, Column, Flow, Row, Segmented, Stack, button

BESIDE = 860
"""From this width of the page (1,100 px of the window) the detail stands beside the list."""

LOW = 440
"""A page lower than this, before the text scale, gives its height to the rows and to what is read."""


class Workbench(QWidget):
    """List, detail and editor of one kind.

    Signals:
        arranged: the detail came over the list, or went from it.
    """

    arranged = Signal()

    def __init__(self, office: Office, room: Room, desk: Desk, begin: Callable[[], object]) -> None:
        super().__init__()
        self._office = office
        self.desk = desk
        kind = desk.record.kind.name
        self.list = RecordList(office, desk, begin, self._add_example if desk.example else None)
        self.list.filled.connect(self._show_first)
        self.detail = RecordDetail(office, desk, papers_of(office.rooms, kind))
        self.editor = RecordEditor(office, desk)
        self.pane = Stack()
        self.pane.addWidget(self.detail)
        self.pane.addWidget(self.editor)
        self.back_button = button(_l("Back to the list"), "quiet", "arrow-left", self.show_list)
        self._right = QWidget()
        right = Column(self._right, spacing=8)
        right.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.pane, 1)
        line = Row(self, spacing=20)
        line.addWidget(self.list, 58)
        line.addWidget(self._right, 42)
        self._over = False
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self.show_record)
        self.list.table.removal_wanted.connect(self._remove_selected)
        self.detail.edit_wanted.connect(self.edit)
        self.detail.paper_wanted.connect(self._paper)
        self.detail.deed_wanted.connect(self._deed)
        self.editor.saved.connect(self._saved)
        self.editor.cancelled.connect(self._cancelled)
        self._arrange()

    @property
    def beside(self) -> bool:
        """Whether list and detail fit beside each other."""
        return self.width() >= theme.px(BESIDE)

    @property
    def covered(self) -> bool:
        """Whether the detail or the editor stands over the list."""
        return self._over and not self.beside

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panes beside or over each other."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        both = self.beside
        self.back_button.setVisible(not both)
        self.list.setVisible(both or not self._over)
        self._right.setVisible(both or self._over)
        self.arranged.emit()

    def show_list(self) -> None:
        """Go back to the list."""
        if self._may_leave():
            self._over = False
            self._arrange()
            self.list.table.setFocus()

    def _add_example(self) -> None:
        example = self.desk.example
        if example:
            self._office.write(example, lambda changes: self.go_to(changes.result))

    def _show_first(self) -> None:
        """Beside the list something is always to be read."""
        shown = self.list.table.current_id() or self.detail.record_id or self.editor.active
        if self.beside and self.list.model.ids and not shown:
            self.list.table.selectRow(0)

    def _chosen(self, record_id: str) -> None:
        if record_id == self.detail.record_id and not self.editor.active:
            return
        if self.beside and self._may_leave():
            self.detail.show_id(record_id)
            self.pane.setCurrentWidget(self.detail)
        else:
            self.detail.record_id = self.detail.record_id or record_id

    def show_record(self, record_id: str) -> None:
        """Show a record, over the list where there is no room beside it."""
        if not self._may_leave():
            return
        self.detail.show_id(record_id)
        self.pane.setCurrentWidget(self.detail)
        self._over = True
        self._arrange()

    def go_to(self, record_id: str) -> None:
        """Show a record and find it in the list, taking filters away when they hide it."""
        if not self.list.table.choose(record_id):
            self.list.filter.clear()
            self.list.bar.choose("all")
            self.list.fill(record_id)
        self.show_record(record_id)

    def begin(self, values: Mapping[str, Any] | None = None) -> None:
        """Make a new record, from some values."""
        if self.desk.can_edit and self._may_leave():
            self.editor.begin(values=values)
            self._show_editor()

    def edit(self) -> None:
        """Edit the record shown."""
        if not self.detail.editable:
            return
        if self.detail.record_id and not self.editor.active and not self.list.in_bin:
            self.editor.begin(self.detail.record_id)
            self._show_editor()

    def _show_editor(self) -> None:
        self.pane.show_sheet(self.editor, focus=False)
        self._over = True
        self._arrange()
        if self.editor.form:
            self.editor.form.focus_first()

    def _saved(self, record_id: str) -> None:
        self.pane.setCurrentWidget(self.detail)
        self.detail.show_id(record_id)
        self.list.fill(record_id)

    def _cancelled(self) -> None:
        self.pane.setCurrentWidget(self.detail)
        if self.detail.record_id:
            self.detail.again()
        else:
            self.show_list()

    def _may_leave(self) -> bool:
        if not self.editor.changed:
            if self.editor.active:
                self.editor.cancel()
            return True
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(_("Unsaved text"))
        box.setText(_("You have typed something that is not saved yet."))
        stay = box.addButton(_("Go on writing"), QMessageBox.ButtonRole.RejectRole)
        keep = box.addButton(_("Keep as a draft and leave"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        if box.clickedButton() is not keep:
            return False
        self.editor.cancel()
        return True

    def _paper(self, paper: Paper) -> None:
        record_deeds.show_paper(self, self._office, paper, self.detail.record_id)

    def _deed(self, deed: str) -> None:
        record_id, record = self.detail.record_id, self.desk.record
        write = self._office.write
        if deed == "remove":
            write(lambda session: editing.remove(session, record, [record_id]))
        elif deed == "restore":
            write(lambda session: editing.restore(session, record, [record_id]))
        elif deed == "duplicate":
            write(
                lambda session: editing.duplicate(session, record, record_id),
                lambda changes: self.go_to(changes.result),
            )
        else:
            record_deeds.DEEDS[deed](self, self._office, record, record_id)

    def _remove_selected(self) -> None:
        ids, record = self.list.table.selected_ids(), self.desk.record
        if not self.list.in_bin and self._may_leave():
            self._office.write(lambda session: editing.remove(session, record, ids))

    def refresh(self, changes: Changes) -> None:
        """Bring list and detail up to date."""
        self.list.refresh(changes)
        if not self.editor.active and self.detail.record_id:
            if self.detail.record_id in changes.ids(self.desk.record.kind.name):
                self._after_change()
            elif changes:
                self.detail.again()

    def _after_change(self) -> None:
        gone = self._office.ask(
            lambda session: (
                editing.find(session, self.desk.record, self.detail.record_id).deleted_at
            )
        )
        if gone and not self.list.in_bin:
            self.detail.show_nothing()
            self._over = False
            self._arrange()
        else:
            self.detail.again()

    def back(self) -> bool:
        """One step back: out of the editor, out of the detail, out of the filter."""
        if self.editor.active:
            self.editor.cancel()
        elif self.covered:
            self.show_list()
        elif self.list.filter.text():
            self.list.filter.clear()
        else:
            return False
        return True


class View(QWidget):
    """Something of a room's own beside its lists, such as a calendar."""

    def fill(self) -> None:
        """Bring it up to date."""
        raise NotImplementedError


class RecordPage(Page):
    """The page of a room: one workbench a kind, and the things that concern the whole list."""

    def __init__(self, office: Office, room: Room, desks: Sequence[Desk] = ()) -> None:
        super().__init__(office)
        self.room = room
        self.title = room.label
        special = {desk.record: desk for desk in desks}
        self.desks = tuple(special.get(record) or Desk(record) for record in room.kinds)
        self._benches: dict[str, Workbench] = {}
        self._views: dict[str, View] = {}
        self._choices = [Choice(d.record.kind.name, d.record.kind.label_plural) for d in self.desks]
        self._kind = self._choices[0].name
        self.switcher = Segmented(self._choices)
        self.switcher.chosen.connect(self._switch)
        self.stack = Stack()
        self._whole = whole = Column(self, spacing=12)
        self.head = QWidget()
        self.top = top = Flow(self.head, spacing=8)
        top.addWidget(self.switcher)
        self.switcher.setVisible(len(self.desks) > 1)
        self.paper_buttons: dict[str, Button] = {}
        for paper in room.papers:
            if not paper.kind:
                made = button(
                    paper.label, "quiet", "file-pdf", lambda paper=paper: self._paper(paper)
                )
                self.paper_buttons[paper.name] = made
                top.addWidget(made)
        self._import = button(_l("Import"), "quiet", "upload-simple", self.import_sheet)
        self._export = button(_l("Export"), "quiet", "download-simple", self.export_sheet)
        self._sheets = QWidget()  # where there is little room, both go to the next line together
        both = Row(self._sheets, spacing=8)
        both.addWidget(self._import)
        both.addWidget(self._export)
        top.addWidget(self._sheets)
        whole.addWidget(self.head)
        whole.addWidget(self.stack, 1)
        theme.changed.connect(self._give_way)
        self._switch(self.desks[0].record.kind.name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the head give way in a low window."""
        super().resizeEvent(event)
        self._give_way()

    @property
    def low(self) -> bool:
        """Whether there is little height for the size of the text."""
        return self.height() < theme.px(LOW)

    def _give_way(self) -> None:
        """In a low window the choices are in lists, and a record has the page for itself."""
        low = self.low
        self.switcher.set_compact(low)
        for bench in self._benches.values():
            bench.list.set_low(low)
        self.head.setVisible(not low or self.in_view or not self.bench.covered)

    @property
    def in_view(self) -> bool:
        """Whether one of the room's own views is in front, and not a list."""
        return self.switcher.current in self._views

    @property
    def bench(self) -> Workbench:
        """The workbench in front, or behind a view the one that was in front last."""
        return self.bench_of(self._kind)

    def add_view(
        self, choice: Choice, view: View, *, in_front: bool = True, after: str = ""
    ) -> None:
        """Put a view of the room's own before its lists, in front; or after them, or after one of them."""
        self._views[choice.name] = view
        self.stack.addWidget(view)
        names = [each.name for each in self._choices]
        last = names.index(after) + 1 if after else len(names)
        self._choices.insert(0 if in_front else last, choice)
        self.switcher.set_choices(self._choices)
        chosen = choice.name if in_front else self._kind
        self.switcher.choose(chosen)
        self._switch(chosen)

    def bench_of(self, kind: str) -> Workbench:
        """The workbench of a kind; made when first asked for."""
        if kind not in self._benches:
            desk = next(desk for desk in self.desks if desk.record.kind.name == kind)
            self._benches[kind] = Workbench(self.office, self.room, desk, self.begin)
            self._benches[kind].arranged.connect(self._give_way)
            self.stack.addWidget(self._benches[kind])
        return self._benches[kind]

    def _switch(self, kind: str) -> None:
        self._sheets.setVisible(kind not in self._views)  # they concern a list
        if kind in self._views:
            self.stack.setCurrentWidget(self._views[kind])
            self._views[kind].fill()
            self._give_way()
            return
        self._kind = kind
        self.stack.setCurrentWidget(self.bench_of(kind))
        desk = self.bench.desk
        self.action = (desk.new_words, self.begin) if desk.can_edit else None
        self._import.setVisible(desk.can_edit)
        self.retitled.emit()
        self._give_way()
        self.bench.list.fill()

    def begin(self) -> None:
        self.begin_with({})

    def begin_with(self, values: Mapping[str, Any]) -> None:
        """Make a new record of the kind in front, from some values."""
        if self.in_view:
            self.show_kind(self._kind)
        self.bench.begin(values)

    def edit(self) -> None:
        if not self.in_view:
            self.bench.edit()

    def save(self) -> None:
        if not self.in_view:
            self.bench.editor.save()

    def back(self) -> bool:
        return not self.in_view and self.bench.back()

    def refresh(self, changes: Changes) -> None:
        for bench in self._benches.values():
            bench.refresh(changes)
        self._fill_view()

    def entered(self) -> None:
        self._fill_view()

    def _fill_view(self) -> None:
        """What is not in front is filled when it comes there."""
        if self.in_view:
            self._views[self.switcher.current].fill()

    def show_kind(self, kind: str) -> None:
        if any(desk.record.kind.name == kind for desk in self.desks):
            self.switcher.choose(kind)
            self._switch(kind)

    def open_record(self, kind: str, record_id: str) -> None:
        self.show_kind(kind)
        if self.bench.desk.record.kind.name == kind:
            self.bench.go_to(record_id)

    def flush(self) -> None:
        for bench in self._benches.values():
            bench.editor.keep_draft()
            bench.list.keep_columns()

    def _paper(self, paper: Paper) -> None:
        record_deeds.show_paper(self, self.office, paper, None)

    def import_sheet(self) -> None:
        """Import a spreadsheet into the list in front."""
        from app.ui.import_dialog import ImportDialog  # noqa: PLC0415 - spreadsheets only when used

        ImportDialog(self, self.office, self.bench.desk.record).exec()

    def export_sheet(self) -> None:
        """Write the list in front to a spreadsheet."""
        record_deeds.export_sheet(self, self.office, self.bench.desk.record)
