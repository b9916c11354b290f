"""The service agreement on paper, to be read and signed."""

from typing import Any

from sqlalchemy.orm import Session

from app.clients.agreements import actions, rules, wording
from app.clients.agreements.records import Agreement
from app.clients.records import Client
from app.clients.rules import client_name
from app.core import editing
from app.core.fault import Refusal
from app.core.field import fields_of, values_of
from app.core.record import today
from app.core.signed import STATES
from app.core.text import _l, pick
from app.organisation.actions import own
from app.organisation.papers import letterhead
from app.organisation.wording import identity_words
from app.paper.kit import Paper
from app.services.wording import price_words, vat_words


def agreement(session: Session, record_id: str | None, language: str) -> bytes:
    """The agreement as it stands in this version.

    Raises:
        Missing: there is no such agreement.
        Refusal: the processing of the client's data is restricted.
    """
    found = editing.find(session, Agreement, record_id or "")
    client = found.client
    if client and client.restricted:
        raise Refusal(
            _l(
                "The processing of this client's data is restricted, so nothing is printed. Lift the "
                "restriction first if it has ended."
            )
        )
    head = letterhead(session, language)
    paper = Paper(language, _l("Service agreement").say(language), head, today())
    if found.status != "in_force":
        paper.story.append(paper.tag(dict(STATES)[found.status].say(language), "watch"))
        paper.gap(4)
    paper.add(_l("Service agreement"), "title")
    paper.add(_number(found, language), "lead")
    provider = own(session)
    name = client_name(values_of(client)) if client else "–"
    paper.section(
        _l("Parties"),
        paper.facts(
            [
                (_l("Provider"), identity_words(provider, language)),
                (_l("Client"), _client(client)),
                (_l("Signed for the client by"), found.signer),
            ]
        ),
    )
    paper.section(_l("What was agreed"), paper.words(found.subject))
    funding = actions.rows_of(found, "funding")
    if rules.covered_whole(funding):
        paper.section(
            _l("Services"),
            paper.grid(
                (_l("Service"), _l("Quantity")),
                [(line[0], line[1]) for line in _lines(session, found, language)],
                (0.65, 0.35),
            ),
            paper.words(
                _l(
                    "The payer pays for the whole service. A wellbeing services county may charge the "
                    "client a client fee."
                ).say(language),
                "small",
            ),
        )
    else:
        paper.section(
            _l("Services and prices"),
            paper.grid(
                (_l("Service"), _l("Quantity"), _l("VAT"), _l("Price")),
                _lines(session, found, language),
                (0.40, 0.20, 0.23, 0.17),
            ),
            paper.words(_estimate(found, language), "small"),
            paper.words(
                _l(
                    "Prices include VAT. They change only by an amendment that both have signed."
                ).say(language),
                "small",
            ),
        )
    payers = _payers(session, found, language)
    if len(payers) == 1:
        paper.section(_l("Who pays"), paper.words(", ".join(part for part in payers[0] if part)))
    else:
        paper.section(_l("Who pays"), paper.numbered(payers))
    paper.section(_l("Duration and notice"), paper.words(wording.duration_words(found, language)))
    paper.section(_l("Cancelling a visit"), paper.words(wording.cancelling_words(found, language)))
    paper.section(_l("VAT"), paper.words(_vat(found, language)))
    paper.section(_l("Other terms"), *(paper.words(part) for part in found.terms.split("\n\n")))
    paper.section(
        _l("If something goes wrong"),
        paper.words(
            _l(
                "Tell the provider at once, so that it can be put right. If the provider has to cancel a "
                "visit, it offers another time, and nothing is charged. The social services ombudsman of "
                "the wellbeing services county advises on the client's rights."
            ).say(language)
        ),
    )
    paper.section(_l("Personal data"), paper.words(_personal_data(funding, language)))
    paper.add(
        _l(
            "This agreement has been made in two copies, one for each party. It binds when both have signed."
        ),
        "small",
    )
    paper.signatures([found.signer or name, head.name])
    return paper.draw()


def _personal_data(funding: list[dict[str, Any]], language: str) -> str:
    if rules.for_county(funding):
        return _l(
            "The service is arranged by the wellbeing services county, which is the controller of the "
            "client's data. The provider processes the data on its behalf."
        ).say(language)
    return _l(
        "The provider processes the client's data to carry out this agreement and as the law "
        "requires, and tells about it in its privacy notice."
    ).say(language)


def _number(found: Agreement, language: str) -> str:
    parts = [found.code]
    if (found.version or 1) > 1:
        parts.append(_l("version {number}", number=str(found.version)).say(language))
    if found.signed_on:
        parts.append(_l("signed on {day}", day=found.signed_on).say(language))
    return " · ".join(part for part in parts if part)


def _client(client: Client | None) -> str:
    """Name and, unless they are withheld, address and telephone."""
    if client is None:
        return "–"
    hidden, shown = client.withheld(), fields_of(Client)
    address = (client.street, f"{client.postal_code} {client.post_office}".strip(), client.phone)
    names = ("street", "postal_code", "phone")
    parts = [client_name(values_of(client))]
    for name, words in zip(names, address, strict=True):
        if words and name not in hidden:
            parts.append(shown[name].value.show(words) if name == "phone" else words)
    return ", ".join(parts)


def _lines(session: Session, found: Agreement, language: str) -> list[tuple[str, ...]]:
    day = found.starts or today()
    rows: list[tuple[str, ...]] = []
    for line in actions.lines_of(session, found):
        names = (pick(line.service, language), line.row["what"])
        rows.append(
            (
                " – ".join(name for name in names if name) or "–",
                wording.quantity_words(line.row, language),
                vat_words(line.row, day, language),
                price_words(line.row, language),
            )
        )
    return rows


def _estimate(found: Agreement, language: str) -> str:
    return wording.estimate_words(
        actions.rows_of(found, "lines"), actions.rows_of(found, "funding"), language
    )


def _payers(session: Session, found: Agreement, language: str) -> list[tuple[str, str]]:
    return [
        (
            wording.payer_words(row, language),
            ", ".join(
                part
                for part in (
                    actions.payer_name(session, row),
                    wording.worth_words(row, language),
                    wording.validity_words(row, language),
                )
                if part
            ),
        )
        for row in actions.rows_of(found, "funding")
    ]


def _vat(found: Agreement, language: str) -> str:
    """On which ground no VAT is charged, only when the ground has been checked."""
    exempt = any(row.get("vat") == "exempt_social" for row in found.lines)
    if not exempt or rules.vat_open(values_of(found)):
        return ""
    return _l(
        "The service is social welfare exempt from VAT (VAT Act 37–38 §): the provider is registered and "
        "has a self-monitoring plan, the service rests on a decision or this written contract, and a "
        "service plan shows the need of a client who is entitled to it."
    ).say(language)
