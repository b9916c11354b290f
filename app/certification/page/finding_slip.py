"""What a card of the board says of a finding."""

from datetime import date

from app.certification.findings import actions, rules
from app.certification.findings.records import Finding
from app.certification.page.finding_desk import severity_words
from app.core.brand import Tone
from app.core.text import Text, _l, literal
from app.ui.board.slip import Slip, SmallLine


def slip_of(finding: Finding, day: date) -> Slip:
    """What there is to say of a finding on a day; a day stands in a tag only when it has passed."""
    status = actions.state(finding)
    severity = rules.SEVERITY_TONES.get(finding.severity, "plain")
    foot: list[tuple[Text, Tone | None]] = [(severity_words(finding.severity), severity)]
    if when := _when(finding, status, day):
        late = rules.late(status, finding.due, day)
        foot.append((when, "bad" if late else None))
    owner = literal(finding.owner) if finding.owner else _l("Nobody is responsible yet")
    return Slip(finding.id, status, finding.what, (SmallLine("user", owner),), tuple(foot))


def _when(finding: Finding, status: str, day: date) -> Text | None:
    """The day that matters in its state, in words."""
    if status in {rules.OPEN, rules.DOING}:
        if finding.due is None:
            return None
        late = rules.late(status, finding.due, day)
        return _l("Late: {day}", day=finding.due) if late else _l("By {day}", day=finding.due)
    if status == rules.DONE:
        return _l("Done {day}", day=finding.done_on) if finding.done_on else None
    return _l("Seen {day}", day=finding.verified_on) if finding.verified_on else None
