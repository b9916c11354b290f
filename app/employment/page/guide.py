"""The contract guide: asks in plain words, explains each choice, and ends in a contract.

Each step is kept when it is left, so that an interruption loses nothing: the contract is a draft in the
list, and the guide goes on from it. What can't be kept yet is kept as a draft of the form.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget
from sqlalchemy.orm import Session

from app.core import draft, editing
from app.core.change import Changes
from app.core.fault import InvalidFields, InvalidValue, Refusal
from app.core.field import fields_of, values_of
from app.core.text import Text, _l
from app.employment.contracts import actions, checks
from app.employment.contracts.checks import Finding
from app.employment.contracts.records import Contract
from app.employment.contracts.rules import EMPLOYMENT
from app.employment.page.guide_end import ReadyStep
from app.employment.page.guide_notes import GuideNotes
from app.employment.page.guide_steps import STEPS, GuideStep
from app.employment.page.guide_who import WhoStep
from app.ui.form import Form
from app.ui.form_context import form_context
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import (
    Banner,
    Button,
    Column,
    Row,
    ScrollColumn,
    Stack,
    button,
    clear,
    lead,
    rule,
    section,
)

WIDTH, HEIGHT, STEPS_WIDTH = 880, 680, 180
PAUSE_MS = 200
"""After so long a pause in typing the notes follow."""


class ContractGuide(QDialog):
    """Makes a contract, or goes on with a draft.

    Attributes:
        contract_id: the draft, ``""`` before the first step is done.
    """

    def __init__(
        self, parent: QWidget, office: Office, contract_id: str = "", person_id: str = ""
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._office = office
        self.contract_id = contract_id
        self._values: dict[str, Any] = {}
        self._others: list[dict[str, Any]] = []
        self._number = 0
        self._saves = 0
        self._wrong: set[str] = set()
        self.form: Form | None = None
        bind(self.setWindowTitle, _l("Contract guide"))
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._paused)
        self.who = WhoStep(office, person_id)
        self._lay_out()
        if contract_id:
            self._load()
        self.show_step(self._first_kept() if contract_id else 0)

    def _lay_out(self) -> None:
        whole = Column(self, margins=(24, 20, 24, 16), spacing=12)
        panes = Row(spacing=24)
        self._side = QWidget()
        self._side.setFixedWidth(theme.px(STEPS_WIDTH))
        self._list = Column(self._side, spacing=4)
        panes.addWidget(self._side)
        self._stack = Stack()
        self._asked = ScrollColumn(max_width=640, margins=(0, 0, 12, 12))
        self.ready = ReadyStep(self._office)
        self.ready.wanted.connect(self._go_to_field)
        for page in (self.who, self._asked, self.ready):
            self._stack.addWidget(page)
        right = Column(spacing=12)
        right.addWidget(self._stack, 1)
        # Below what is asked, where it is seen at whichever field one types.
        self.notes = GuideNotes(self._use)
        right.addWidget(self.notes)
        panes.addLayout(right, 1)
        whole.addLayout(panes, 1)
        self._problem = Banner("", "bad")
        self._problem.hide()
        whole.addWidget(self._problem)
        whole.addWidget(rule())
        foot = Row(spacing=12)
        self.back_button = button(_l("Back"), icon_name="arrow-left", pressed=self._back)
        self.later_button = button(_l("Go on later"), pressed=self.reject)
        self.next_button = button(_l("Continue"), "primary", pressed=self._next)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.later_button)
        foot.addWidget(self.next_button)
        whole.addLayout(foot)

    @property
    def steps(self) -> list[GuideStep]:
        """The steps that this kind of contract has, without the first and the last one."""
        paid = self._values.get("form", EMPLOYMENT) == EMPLOYMENT
        return [step for step in STEPS if paid or not step.paid_only]

    @property
    def _last(self) -> int:
        return len(self.steps) + 1

    def _load(self) -> None:
        def question(session: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
            contract = editing.find(session, Contract, self.contract_id)
            return values_of(contract), actions.others(session, contract)

        self._values, self._others = self._office.ask(question)

    def _kept_text(self) -> Mapping[str, Any]:
        """What is typed and not saved, in all steps."""
        kept = self._office.ask(lambda s: draft.kept(s, Contract.kind.name, self.contract_id))
        return kept.typed if kept else {}

    def _first_kept(self) -> int:
        """The step where one left off: the first with text that isn't saved, or the first of all."""
        kept = self._kept_text()
        steps = enumerate(self.steps, start=1)
        return next((number for number, step in steps if kept.keys() & set(step.fields)), 1)

    def show_step(self, number: int) -> None:
        """Bring a step to the front; 0 is who, the last one is the contract ready."""
        self._number = number
        self._problem.hide()
        self.form = None
        self.notes.hide()
        if number == 0:
            self._stack.setCurrentWidget(self.who)
        elif number == self._last:
            self.ready.show_contract(self.contract_id)
            self._stack.setCurrentWidget(self.ready)
        else:
            self._ask(self.steps[number - 1])
            self._stack.setCurrentWidget(self._asked)
        self.back_button.setVisible(number > (1 if self.contract_id else 0))
        self.later_button.setVisible(number < self._last)
        bind(self.next_button.setText, _l("Close") if number == self._last else _l("Continue"))
        self._show_list()

    def _show_list(self) -> None:
        clear(self._list)
        words: list[Text] = [_l("Who"), *(step.label for step in self.steps), _l("Ready")]
        for number, label in enumerate(words):
            made = _step_button(label, current=number == self._number)
            made.clicked.connect(lambda _on=False, number=number: self.go_to(number))
            made.setEnabled((bool(self.contract_id) and number > 0) or number == self._number)
            self._list.addWidget(made)
        self._list.addStretch(1)

    def _ask(self, step: GuideStep) -> None:
        body = self._asked.body
        clear(body)
        body.addWidget(section(step.question))
        body.addWidget(lead(step.why))
        self.form = Form(Contract, form_context(self._office, self.contract_id), only=step.fields)
        self.form.come_before(self.later_button, self.next_button)
        self.form.load(self._values)
        self.form.restore(self._kept_text())
        self.form.edited.connect(self._pause.start)
        self._wrong = set()
        body.addWidget(self.form)
        body.addStretch(1)
        self._asked.verticalScrollBar().setValue(0)
        self._renote()
        self.form.focus_first()

    def _paused(self) -> None:
        self._keep_typed()
        self._renote()

    def _renote(self) -> None:
        if self.form is None:
            return
        values = self.form.current()
        row = {**self._values, **values, "id": self.contract_id}
        asked = self.form.fields
        found = [each for each in checks.findings(row, self._others) if each.field in asked]
        self._tell_beside(found, values)
        self.notes.tell(
            row, self._others, [each for each in found if not each.stops], self.form.fields
        )

    def _tell_beside(self, found: list[Finding], values: Mapping[str, Any]) -> None:
        """What is unlawful is told at its field as soon as something stands there; not what is blank."""
        assert self.form
        known = fields_of(Contract)
        wrong = {
            name: words
            for name, words in checks.stops(found).items()
            if not known[name].value.is_empty(values[name])
        }
        for name in self._wrong | set(wrong):
            self.form.row(name).show_problem(wrong.get(name))
        self._wrong = set(wrong)

    def _use(self, name: str, value: object) -> None:
        if self.form:
            self.form.row(name).input.set_value(value)
            self.form.row(name).show_problem(None)
            self._renote()

    def _back(self) -> None:
        self.go_to(self._number - 1)

    def _next(self) -> None:
        if self._number == self._last:
            self.accept()
        elif self._number == 0:
            self._begin()
        else:
            self.go_to(self._number + 1)

    def go_to(self, number: int) -> None:
        """Keep the step in front and go to another one; what is wrong is told beside the fields."""
        if self.form is None:
            self.show_step(number)
            return
        try:
            changed = self.form.changes()
        except InvalidFields:
            return
        self._pause.stop()
        self._saves += 1
        contract_id, asked = self.contract_id, frozenset(self.form.fields)
        if not changed:
            self._office.keep(lambda session: _keep(session, contract_id, asked, {}))
            self.show_step(number)
            return

        def work(session: Any) -> Changes:
            _keep(session, contract_id, asked, {})
            return editing.change(session, Contract, contract_id, changed)

        self._write(work, lambda _changes: self._kept(number))

    def _go_to_field(self, name: str) -> None:
        steps = (n for n, step in enumerate(self.steps, start=1) if name in step.fields)
        number = next(steps, None)
        if number is not None:
            self.show_step(number)
            if self.form:
                self.form.go_to(name)

    def _kept(self, number: int) -> None:
        self._load()
        self.show_step(min(number, self._last))

    def _begin(self) -> None:
        try:
            person, template_id = self.who.chosen()
        except InvalidValue:
            return

        def begun(changes: Changes) -> None:
            self.contract_id = changes.result
            self._kept(1)

        self._write(lambda session: actions.draft(session, person, template_id), begun)

    def _write(self, work: Any, done: Callable[[Changes], None]) -> None:
        self.next_button.setEnabled(False)

        def finished(changes: Changes) -> None:
            self.next_button.setEnabled(True)
            done(changes)

        self._office.write(work, finished, self._refused, tell=False)

    def _refused(self, fault: Refusal) -> None:
        self.next_button.setEnabled(True)
        if isinstance(fault, InvalidFields) and self.form:
            here = {n: words for n, words in fault.problems.items() if n in self.form.fields}
            if here:
                self.form.show_problems(here)
                return
        self._problem.tell(fault.told, "bad")
        self._problem.show()

    def _keep_typed(self) -> bool:
        """Keep what stands in the step and isn't saved; whether there is something."""
        if not self.form:
            return False
        self._pause.stop()
        typed, saves = self.form.draft(), self._saves
        contract_id, asked = self.contract_id, frozenset(self.form.fields)

        def work(session: Session) -> None:
            # What has been saved since this was typed isn't kept again.
            if saves == self._saves:
                _keep(session, contract_id, asked, typed)

        self._office.keep(work)
        return bool(typed)

    def reject(self) -> None:
        """Go on later: what is typed is kept, as it stands."""
        if self._keep_typed():
            self._office.tell(
                _l("Your text is kept. Open the guide again from the draft to go on.")
            )
        super().reject()


def _keep(
    session: Session, contract_id: str, asked: frozenset[str], typed: Mapping[str, Any]
) -> None:
    """Keep what is typed in the fields of one step; that of other steps stays as it was kept."""
    kind = Contract.kind.name
    before = draft.kept(session, kind, contract_id)
    others = {n: each for n, each in (before.typed if before else {}).items() if n not in asked}
    kept = {**others, **typed}
    if kept:
        draft.keep(session, kind, contract_id, kept)
    else:
        draft.drop(session, kind, contract_id)


def _step_button(words: Text, *, current: bool) -> Button:
    """A step in the list at the side."""
    made = button(words, "step")
    made.setCheckable(True)
    made.setChecked(current)
    if current:
        bind(made.setAccessibleName, _l("{step}, this step", step=words))
    return made
