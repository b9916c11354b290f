"""The page of the employment room."""

from collections.abc import Iterator

from app.core.room import Room
from app.core.text import _l
from app.employment.page.contract_desk import contract_desk
from app.employment.page.guide import ContractGuide
from app.employment.page.other_desks import duty_desk, template_desk
from app.employment.page.person_desk import person_desk
from app.employment.permanence.page.view import PermanenceView
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Choice

PERMANENCE = "permanence"


class EmploymentPage(RecordPage):
    """People, contracts, templates and duties, and how permanent the work is."""

    def __init__(self, office: Office, room: Room) -> None:
        desks = (person_desk(), contract_desk(), template_desk(), duty_desk())
        super().__init__(office, room, desks)
        self.permanence = PermanenceView(office)
        self.add_view(Choice(PERMANENCE, _l("Permanence")), self.permanence, in_front=False)

    def begin(self) -> None:
        """A new contract is asked by the guide; the rest has its form."""
        if not self.in_view and self.bench.desk.record.kind.name == "contract":
            self.guide().open()
        else:
            super().begin()

    def guide(self, contract_id: str = "") -> ContractGuide:
        """The contract guide; when it is left, the contract that it made is shown."""
        guide = ContractGuide(self, self.office, contract_id)

        def show() -> None:
            if guide.contract_id:
                self.open_record("contract", guide.contract_id)

        guide.finished.connect(show)
        return guide

    def sights(self) -> Iterator[str]:
        """How permanent the work is."""
        self.switcher.choose(PERMANENCE)
        self._switch(PERMANENCE)
        yield PERMANENCE
        self.show_kind("person")
