"""A plan beside the version before it: what was added and what was taken away, word by word."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.certification.plans import actions
from app.certification.plans.comparing import STATES, ChapterChange, Segment, State
from app.certification.plans.records import SelfMonitoringPlan
from app.core import editing
from app.core.brand import LINE_HEIGHT, Tone
from app.core.text import _l, current_language
from app.ui.language import switch
from app.ui.office import Office
from app.ui.scroll_dialog import ScrollDialog
from app.ui.theme import theme
from app.ui.widgets import Column, EmptyState, Flow, Tag, clear, rule, small

TONES: dict[State, Tone] = {"new": "good", "changed": "main", "gone": "bad"}


class PlanComparison(ScrollDialog):
    """The chapters that differ from those of the version before, in the language of the window."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(parent, _l("Compare with the earlier version"), 760, 640)
        self._office, self._id = office, record_id
        self.content.addWidget(
            small(
                _l(
                    "What was added is underlined and begins with +. What was taken away is struck through "
                    "and begins with –."
                )
            )
        )
        self._body = Column(spacing=16)
        self.content.addLayout(self._body)
        switch.changed.connect(self._say_again)
        self._show()

    def changes(self) -> list[ChapterChange]:
        """The chapters that differ, as they are read in the window's language."""
        return self._office.ask(
            lambda session: actions.compared(
                session,
                editing.find(session, SelfMonitoringPlan, self._id),
                current_language(),
            )
        )

    def _say_again(self, _language: str) -> None:
        self._show()

    def _show(self) -> None:
        clear(self._body)
        found = self.changes()
        if not found:
            self._body.addWidget(
                EmptyState(
                    "git-diff",
                    _l("No differences"),
                    _l("The chapters of the two versions are the same."),
                )
            )
        for at, change in enumerate(found):
            if at:
                self._body.addWidget(rule())
            tags = Flow(spacing=8)
            tags.addWidget(Tag(STATES[change.state], TONES[change.state]))
            self._body.addLayout(tags)
            self._body.addWidget(ChangedText(change.title, strong=True))
            if change.segments:
                self._body.addWidget(ChangedText(change.segments))


class ChangedText(QLabel):
    """A text with its changes: marked by a sign, a line and a colour; told in words to a reader."""

    def __init__(self, segments: tuple[Segment, ...], *, strong: bool = False) -> None:
        super().__init__()
        self._segments, self._strong = segments, strong
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._typeset)
        self._typeset()

    def _typeset(self) -> None:
        said = "".join(_marked(each) for each in self._segments)
        weight = "font-weight:600; " if self._strong else ""
        self.setText(
            f'<p style="{weight}line-height:{LINE_HEIGHT * 100:.0f}%; margin:0">{said}</p>'
        )
        self.setAccessibleName("\n".join(map(_told, self._segments)))


def _marked(segment: Segment) -> str:
    if segment.kind == "same":
        return _html(segment.text)
    added = segment.kind == "added"
    ink, ground = theme.tone("good" if added else "bad")
    sign, line = ("+", "underline") if added else ("–", "line-through")
    # The spaces around stay outside, so that the line ends with the words.
    core = segment.text.strip()
    before, _core, after = segment.text.partition(core) if core else (segment.text, "", "")
    style = f"color:{ink.name()}; background-color:{ground.name()}"
    marked = (
        f'<span style="{style}">{sign}\u00a0</span>'
        f'<span style="{style}; text-decoration:{line}">{_html(core)}</span>'
    )
    return f"{_html(before)}{marked}{_html(after)}"


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _told(segment: Segment) -> str:
    words = segment.text.strip()
    if segment.kind == "added":
        return _l("Added: {words}", words=words).say()
    if segment.kind == "removed":
        return _l("Taken away: {words}", words=words).say()
    return words
