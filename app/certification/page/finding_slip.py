"""What a card of the board says of a finding."""

from dataclasses import dataclass
from datetime import date

from app.certification.findings import actions, rules
from app.certification.findings.records import Finding
from app.core.text import Text, _l, literal


@dataclass(frozen=True)
class Slip:
    """What a card says of a finding."""

    id: str
    what: str
    severity: str
    status: str
    owner: str
    due: date | None
    day: date | None
    late: bool

    @property
    def when(self) -> Text | None:
        """The day that matters in its state, in words."""
        if self.status in {rules.OPEN, rules.DOING}:
            if self.due is None:
                return None
            return _l("Late: {day}", day=self.due) if self.late else _l("By {day}", day=self.due)
        if self.day is None:
            return None
        if self.status == rules.DONE:
            return _l("Done {day}", day=self.day)
        return _l("Seen {day}", day=self.day)

    @property
    def who(self) -> Text:
        """Whose it is, in words."""
        return literal(self.owner) if self.owner else _l("Nobody is responsible yet")


def slip_of(finding: Finding, day: date) -> Slip:
    """What there is to say of a finding on a day."""
    status = actions.state(finding)
    return Slip(
        id=finding.id,
        what=finding.what,
        severity=finding.severity,
        status=status,
        owner=finding.owner,
        due=finding.due,
        day=finding.verified_on if status == rules.VERIFIED else finding.done_on,
        late=rules.late(status, finding.due, day),
    )
