"""The states and choices that the room gives a meaning to, in words, with their tones."""

from app.core.brand import Tone
from app.core.text import _l

CONCESSION = "concession"
PROCEDURES = (
    ("open", _l("Open procedure")),
    ("restricted", _l("Restricted or negotiated procedure")),
    ("dps", _l("Dynamic purchasing system")),
    ("framework", _l("Framework agreement")),
    ("small", _l("Small procurement")),
    ("voucher", _l("Approval of voucher providers")),
    (CONCESSION, _l("Concession")),
    ("other", _l("Another way")),
)
NEW, LOOKED_AT, TENDERED, PASSED = "new", "looked_at", "tendered", "passed"
NOTICE_STATES = (
    (NEW, _l("New")),
    (LOOKED_AT, _l("To be thought over")),
    (TENDERED, _l("We make a tender")),
    (PASSED, _l("Not for us")),
)
NOTICE_TONES: dict[str, Tone] = {
    NEW: "main",
    LOOKED_AT: "watch",
    TENDERED: "good",
    PASSED: "plain",
}
WAITING = (NEW, LOOKED_AT)
"""States of a notice about which nothing has been decided."""
UNDECIDED, GO, NO_GO = "undecided", "go", "no_go"
DECISIONS = ((UNDECIDED, _l("Not decided")), (GO, _l("We tender")), (NO_GO, _l("We don’t")))
DECISION_TONES: dict[str, Tone] = {UNDECIDED: "watch", GO: "good", NO_GO: "plain"}
PREPARED, SUBMITTED, WON, LOST, CANCELLED = "prepared", "submitted", "won", "lost", "cancelled"
OUTCOMES = (
    (PREPARED, _l("Being prepared")),
    (SUBMITTED, _l("Handed in")),
    (WON, _l("Won")),
    (LOST, _l("Not chosen")),
    (CANCELLED, _l("Procurement cancelled")),
)
OUTCOME_TONES: dict[str, Tone] = {
    PREPARED: "watch",
    SUBMITTED: "main",
    WON: "good",
    LOST: "plain",
    CANCELLED: "plain",
}
LEAD, MEMBER, SUBCONTRACTOR, CAPACITY = "lead", "member", "subcontractor", "capacity"
ROLES = (
    (LEAD, _l("Leads the consortium")),
    (MEMBER, _l("Member of the consortium")),
    (SUBCONTRACTOR, _l("Subcontractor")),
    (CAPACITY, _l("Lends its capacity")),
)
