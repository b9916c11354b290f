"""How feedback is worked with in its list."""

from sqlalchemy import or_
from sqlalchemy.orm import Session

from app.clients.feedback.records import AGREEMENT_SCALE, Feedback
from app.clients.feedback.rules import STATEMENTS
from app.core.brand import Tone
from app.core.text import _l
from app.ui.desk import Chip, Desk, Extra
from app.ui.office import Office

_TONES: dict[str, Tone] = {"5": "good", "4": "good", "3": "plain", "2": "watch", "1": "bad"}


def feedback_desk() -> Desk:
    """Answered surveys, the latest first."""
    return Desk(
        Feedback,
        sentence=_l(
            "Ask how it has gone: print the survey from More on a service's page, and enter the answers "
            "here. The results show where you are going."
        ),
        new_words=_l("New feedback"),
        chips=(
            Chip("named", _l("With a name"), Feedback.client_id.is_not(None)),
            Chip("anonymous", _l("Anonymous"), Feedback.client_id.is_(None)),
            Chip(
                "unhappy",
                _l("Something to put right"),
                or_(*(getattr(Feedback, name).in_(("1", "2")) for name in STATEMENTS)),
            ),
        ),
        extra=_extra,
        hidden=frozenset({"client_id", "words"}),
        order=("day", True),
    )


def _extra(_office: Office, _session: Session, feedback: Feedback) -> Extra:
    worst = min((v for n in STATEMENTS if (v := getattr(feedback, n))), default="")
    return Extra(
        tags=[(dict(AGREEMENT_SCALE)[worst], _TONES[worst])] if worst in {"1", "2"} else []
    )
