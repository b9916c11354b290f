"""The chain in which a sheet stands: what led to it, itself, what it led to; each leads to its page."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.record import record_kinds
from app.core.text import _l, pick
from app.ui.find import PickDialog
from app.ui.office import Office
from app.ui.widgets import Column, Flow, Row, RowItem, RowList, button, clear, icon_button, small
from app.worksheets.chains import actions as chains
from app.worksheets.chains.actions import Ring
from app.worksheets.page.continue_dialog import ContinueDialog

NOT_LINKED = frozenset({"task", "worksheet_type"})
"""Kinds that nothing leads to: tasks say themselves where they came from."""


class ChainStrip(QWidget):
    """Shows a chain, and lets it go on: with something new, or with something that there is."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._begin = ("", "")
        self._named = ""
        whole = Column(self, spacing=8)
        self._body = Column(spacing=4)
        whole.addLayout(self._body)
        deeds = Flow(spacing=8)
        deeds.addWidget(button(_l("Continue as…"), "quiet", "git-branch", self.go_on))
        deeds.addWidget(button(_l("Link to…"), "quiet", "link", self.link))
        whole.addLayout(deeds)

    def show_chain(self, rings: Sequence[Ring]) -> None:
        """Show the rings of a chain, in order."""
        own = next(each for each in rings if each.step == 0)
        self._begin, self._named = (own.kind, own.id), pick(own.title)
        clear(self._body)
        if len(rings) < 2:  # noqa: PLR2004 - only itself
            self._body.addWidget(
                small(
                    _l(
                        "From a signal to an idea, an experiment and a service: link what leads to what."
                    )
                )
            )
            return
        for number, ring in enumerate(rings):
            self._body.addWidget(self._ring(ring, first=number == 0))

    def _ring(self, ring: Ring, *, first: bool) -> QWidget:
        holder = QWidget()
        line = Row(holder, spacing=8)
        kind = record_kinds()[ring.kind].kind
        said = [kind.label]
        if ring.step == 0:
            said.append(_l("this one"))
        if ring.gone:
            said.append(_l("in the bin"))
        lead = "" if first else "↓ "
        row = RowItem(
            ring.id,
            lambda: lead + pick(ring.title),
            lambda: " · ".join(str(each) for each in said),
        )
        rows = RowList([row])
        rows.chosen.connect(partial(self._office.wanted.emit, ring.kind))
        line.addWidget(rows, 1)
        if abs(ring.step) == 1:
            line.addWidget(
                icon_button("x", _l("Remove the link"), partial(self._cut, ring.link_id)),
                0,
                Qt.AlignmentFlag.AlignTop,
            )
        return holder

    def go_on(self) -> None:
        """Begin something new from this."""
        ContinueDialog(self, self._office, self._begin, self._named).open()

    def link(self) -> None:
        """Link this to something that there is."""
        kinds = [
            record.kind.name
            for room in self._office.rooms
            for record in room.kinds
            if record.kind.name not in NOT_LINKED
        ]
        dialog = PickDialog(self, self._office, _l("What does this lead to?"), kinds)
        dialog.exec()
        if dialog.picked:
            begin, end = self._begin, dialog.picked
            self._office.write(lambda session: chains.connect(session, begin, end))

    def _cut(self, link_id: str) -> None:
        self._office.write(lambda session: chains.disconnect(session, link_id))
