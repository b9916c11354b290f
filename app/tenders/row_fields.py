"""The fields of the rows inside a tender: who tenders together, and how it was weighed."""

from app.core.field import row_field
from app.core.text import _l
from app.core.value import Choice, Day, Percent, PlainText, Reference, Whole, YesNo
from app.tenders.states import MEMBER, ROLES

CONSORTIUM_FIELDS = (
    row_field("organisation_id", Reference("organisation"), _l("Organisation you know")),
    row_field(
        "name",
        PlainText(120),
        _l("Name"),
        help=_l("Fill this in when the organisation is not among those you know."),
        searched=True,
    ),
    row_field(
        "role", Choice(options=ROLES), _l("Part in the consortium"), start=MEMBER, required=True
    ),
    row_field("share", Percent(), _l("Share of the work (%)")),
    row_field("does", PlainText(300, long=True), _l("What it does"), searched=True),
    row_field("espd", YesNo(), _l("Its ESPD is filled in")),
    row_field("papers_on", Day(), _l("Contractor’s liability papers dated")),
    row_field("commitment", YesNo(), _l("It has signed its commitment")),
)
WEIGHED_FIELDS = (
    row_field("question", Choice("go_questions"), _l("Question"), required=True),
    row_field("score", Whole(1, 5), _l("Score (1–5)")),
    row_field("note", PlainText(300), _l("Why"), searched=True),
)
