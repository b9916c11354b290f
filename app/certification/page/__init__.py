"""The page of the certification room."""

from collections.abc import Iterator
from pathlib import Path

from app.certification.page.answer_view import AnswerView
from app.certification.page.answers_sheet import SHEETS
from app.certification.page.assessment_desk import assessment_desk
from app.certification.page.assessment_dialogs import NewAssessmentDialog
from app.certification.page.certificate_desk import certificate_desk
from app.certification.page.evidence_desk import evidence_desk
from app.certification.page.finding_board import FindingBoard
from app.certification.page.finding_desk import finding_desk
from app.certification.page.plan_desk import plan_desk
from app.certification.page.request_desk import request_desk
from app.certification.page.scheme_desk import ask_scheme, import_scheme, scheme_desk
from app.certification.plans import actions as plans
from app.certification.requests import actions as requests
from app.certification.requests.records import CertificateRequest
from app.core.change import Changes
from app.core.room import Room
from app.core.text import _l
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Choice

ANSWERING, BOARD = "answering", "board"
REQUEST = CertificateRequest.kind.name


class CertificationPage(RecordPage):
    """Assessments and how they are answered, findings and their board, certificates, plans, schemes."""

    def __init__(self, office: Office, room: Room) -> None:
        desks = (
            assessment_desk(self.answer, SHEETS),
            finding_desk(),
            certificate_desk(office),
            request_desk(),
            plan_desk(),
            evidence_desk(),
            scheme_desk(),
        )
        super().__init__(office, room, desks)
        self.answering, self.board = AnswerView(office), FindingBoard(office)
        for name, words, view, after in (
            (ANSWERING, _l("Answering"), self.answering, "assessment"),
            (BOARD, _l("Board"), self.board, "finding"),
        ):
            self.add_view(Choice(name, words), view, in_front=False, after=after)
        self.board.list_wanted.connect(self._list_findings)
        self._requests_offered = False
        self.switcher.set_choices([each for each in self._choices if each.name != REQUEST])
        self._offer_requests()

    def _offer_requests(self, *, wanted: bool = False) -> None:
        """Offer the list of requests; to an office that never was in a network it would only take room."""
        if not self._requests_offered and (wanted or self.office.ask(requests.concern)):
            self._requests_offered = True
            self.switcher.set_choices(self._choices)

    def entered(self) -> None:
        self._offer_requests()
        super().entered()

    def refresh(self, changes: Changes) -> None:
        self._offer_requests(wanted=REQUEST in changes.kinds)
        super().refresh(changes)

    def show_kind(self, kind: str) -> None:
        self._offer_requests(wanted=kind == REQUEST)
        super().show_kind(kind)

    def answer(self, assessment_id: str) -> None:
        """Answer an assessment, or read its answers."""
        self.switcher.choose(ANSWERING)
        self.answering.open(assessment_id)
        self._switch(ANSWERING)

    def _list_findings(self, status: str) -> None:
        """Findings of a status as a list: the board shows only the first ones."""
        self.show_kind("finding")
        self.bench.list.bar.choose(status)
        self.bench.list.fill()

    def _switch(self, kind: str) -> None:
        super()._switch(kind)
        words = {
            "scheme": _l("Import a scheme"),
            ANSWERING: _l("New assessment"),
            BOARD: _l("New finding"),
        }
        if kind in words:
            self.action = (words[kind], self.begin)
            self.retitled.emit()

    def begin(self) -> None:
        """An assessment is asked in a few questions, a plan drafted, a scheme imported; the rest has a form."""
        front = {ANSWERING: "assessment", BOARD: "finding"}
        kind = front.get(self.switcher.current) or self.bench.desk.record.kind.name
        if kind == "assessment":
            NewAssessmentDialog(self, self.office).open()
        elif kind == "scheme":
            ask_scheme(self, self.office)
        elif kind == "self_monitoring_plan":
            self.office.write(plans.begin, self._write_plan)
        else:
            self.show_kind(kind)
            super().begin()

    def _write_plan(self, drafted: Changes) -> None:
        """Show the plan that was drafted, ready to be written on."""
        self.open_record("self_monitoring_plan", drafted.result)
        self.edit()

    def import_file(self, path: Path) -> None:
        """Import a scheme from a file."""
        import_scheme(self, self.office, path)

    def flush(self) -> None:
        super().flush()
        self.answering.flush()

    def sights(self) -> Iterator[str]:
        """How an assessment is answered, and the board of findings."""
        for view in (ANSWERING, BOARD):
            self.switcher.choose(view)
            self._switch(view)
            yield view
        self.show_kind("assessment")
