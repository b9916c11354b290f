"""The draft of what the members of a consortium agree on."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.core import editing
from app.core.fault import Refusal
from app.core.record import today
from app.core.text import Text, _l
from app.organisation.papers import letterhead
from app.organisation.records import Organisation
from app.organisation.wording import identity_words
from app.paper.kit import Paper
from app.tenders import actions, states, wording
from app.tenders.papers import Rows, members, paragraphs
from app.tenders.records import Tender, TenderNotice


def agreement(session: Session, record_id: str | None, language: str) -> bytes:
    """A draft of what the members of a consortium agree on, to be completed and checked.

    Raises:
        Missing: there is no such tender.
        Refusal: the consortium has no two members yet.
    """
    tender = editing.find(session, Tender, record_id or "")
    every = actions.rows_of(tender, "consortium")
    rows = [row for row in every if row["role"] in {states.LEAD, states.MEMBER}]
    if not actions.has_consortium(session, tender.id):
        raise Refusal(
            _l(
                "Write down at least two members of the consortium; then the agreement can be drafted."
            )
        )
    names = actions.member_names(session, rows, language)
    notice = session.get(TenderNotice, tender.notice_id) if tender.notice_id else None
    head = letterhead(session, language)
    paper = Paper(language, _l("Consortium agreement, draft").say(language), head, today())
    paper.story.append(paper.tag(_l("Draft – have it checked").say(language), "watch"))
    paper.gap(4)
    paper.add(_l("Consortium agreement"), "title")
    paper.add(tender.name, "lead")
    paper.add(
        _l(
            "This is a draft to talk over and not legal advice. Have somebody who knows procurement law "
            "read it before anybody signs, and hold it against the invitation to tender."
        ),
        "small",
    )
    number = _l("Number of the notice").say(language)
    said = [
        tender.name,
        tender.buyer,
        f"{number}: {notice.number}" if notice and notice.number else "",
    ]
    parts: list[tuple[Text, list[Any]]] = [
        (_l("Parties"), [paper.numbered(_parties(session, rows, names, language))]),
        (
            _l("Joint tender"),
            [
                paper.words(
                    _l(
                        "The parties form a consortium, make a joint tender for this procurement and, if it "
                        "is chosen, carry out the contract together:"
                    ).say(language)
                ),
                paper.words(", ".join(part for part in said if part), "strong"),
            ],
        ),
        (
            _l("Who does what"),
            [
                paper.words(
                    _l(
                        "Each party does its own part with its own staff and is answerable for its "
                        "quality. A part is moved to another party or a subcontractor only if all parties, "
                        "and where its contract asks for it the buyer, agree in writing."
                    ).say(language)
                ),
                members(paper, rows, names, language),
            ],
        ),
        (_l("Who leads and who signs"), _leading(paper, rows, names, tender, language)),
    ]
    parts += [
        (heading, paragraphs(paper, text or default.say(language)))
        for heading, text, default in (
            (_l("Income, costs and invoicing"), tender.sharing, _SHARING),
            (_l("Liability to the buyer and to each other"), tender.liability, _LIABILITY),
            (_l("If one can’t go on"), tender.leaving, _LEAVING),
        )
    ]
    parts += [
        (_l("Papers of the tender"), paragraphs(paper, _PAPERS.say(language))),
        (_l("Secrets and competition"), paragraphs(paper, _SECRETS.say(language))),
        (_l("From when to when"), paragraphs(paper, _VALIDITY.say(language))),
    ]
    for at, (heading, blocks) in enumerate(parts, start=1):
        paper.section(_l("{number}. {heading}", number=at, heading=heading), *blocks)
    paper.gap(6)
    paper.add(
        _l(
            "Draft – have it checked. It binds nobody before all parties have signed the final text."
        ),
        "small",
    )
    paper.signatures(names)
    return paper.draw()


_SHARING = _l(
    "Each party gets the payment for the part that it does. The leader invoices the buyer and pays the "
    "others their part within 14 days of the buyer’s payment. Each party bears its own costs of the "
    "tender; common costs are shared as the work is."
)
_LIABILITY = _l(
    "To the buyer the parties are liable jointly and severally, unless the invitation to tender says "
    "otherwise. Between themselves each answers for its own part and compensates the others for what its "
    "mistake or delay costs them. Each party has liability insurance that covers its part."
)
_LEAVING = _l(
    "After the tender is handed in nobody leaves before the buyer has decided. A party that can’t go on "
    "during the contract tells the others at once in writing. The others take over its part, or propose "
    "another provider to the buyer."
)
_PAPERS = _l(
    "Each party fills in its own ESPD and gets its papers under the Contractor’s Liability Act in time, "
    "so that they are at most three months old on the deadline. A party whose capacity others rely on "
    "gives a written commitment."
)
_SECRETS = _l(
    "The parties tell each other only what the joint tender needs, and use it for nothing else. They have "
    "considered whether each of them could have tendered alone; a joint tender of those who could may "
    "break competition law, so advice is asked where that isn’t clear."
)
_VALIDITY = _l(
    "The agreement begins when all parties have signed it. It ends when the buyer has chosen another "
    "tender and nobody appeals, or when the contract with the buyer and all that follows from it is "
    "fulfilled. It is changed only in writing."
)


def _leading(
    paper: Paper, rows: Rows, names: Sequence[str], tender: Tender, language: str
) -> list[Any]:
    leads = [name for row, name in zip(rows, names, strict=True) if row["role"] == states.LEAD]
    lead = ", ".join(leads) or "____________________"
    found = [
        paper.words(
            _l(
                "{name} leads the consortium: it hands in the tender, is in touch with the buyer and tells "
                "the others at once what they need to know.",
                name=lead,
            ).say(language)
        )
    ]
    signer = tender.authorised or "____________________"
    found.append(
        paper.words(
            _l(
                "The parties authorise to sign the tender and the contract for all of them: {who}.",
                who=signer,
            ).say(language)
        )
    )
    return found


def _parties(
    session: Session, rows: Rows, names: Sequence[str], language: str
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for row, name in zip(rows, names, strict=True):
        known = (
            session.get(Organisation, row["organisation_id"]) if row["organisation_id"] else None
        )
        who = identity_words(known, language).removeprefix(name).lstrip(", ") if known else ""
        found.append((f"{name} · {wording.role_name(row, language)}", who))
    return found
