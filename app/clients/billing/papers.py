"""The papers of billing: a payer's specification, and a client's household credit of a year."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.clients.agreements.rules import PAID_BY_CLIENT
from app.clients.billing import actions, rules, wording
from app.clients.billing.records import Billing, lines_of
from app.clients.records import Client
from app.clients.rules import client_name
from app.core import editing
from app.core.codes import codes
from app.core.fault import Refusal
from app.core.field import fields_of, values_of
from app.core.format import show_date, show_euros, show_money, show_month, show_percent
from app.core.record import today
from app.core.text import _l, pick
from app.organisation.actions import own
from app.organisation.papers import letterhead
from app.organisation.records import Organisation
from app.paper.kit import Paper


def specification(session: Session, record_id: str | None, language: str) -> bytes:
    """What one payer is billed for, line by line, with VAT by rate and the reference number.

    Raises:
        Missing: there is no such billing.
    """
    billing = editing.find(session, Billing, record_id or "")
    _refuse_restricted(billing.client)
    head = letterhead(session, language)
    paper = Paper(language, _l("Billing specification").say(language), head, today())
    paper.add(_l("Billing specification"), "title")
    period = show_month(billing.first, language) if billing.first else ""
    paper.add(f"{billing.code} · {period}", "lead")
    paper.add(
        _l("This is a specification, not an invoice. The invoice is sent separately."), "strong"
    )
    shown = fields_of(Billing)
    payers = codes("payers").get(billing.way)
    client = client_name(values_of(billing.client)) if billing.client else ""
    payer = client_name(values_of(billing.payer)) if billing.payer else ""
    organisation = own(session)
    business_id = ""
    if organisation:
        business_id = fields_of(Organisation)["business_id"].value.show(organisation.business_id)
    paper.section(
        _l("Who and when"),
        paper.facts(
            [
                (_l("Who is billed"), payer),
                (_l("Client"), client if client != payer else ""),
                (_l("Payer"), payers.label(language) if payers else ""),
                (_l("Number of the voucher or decision"), billing.number),
                (_l("Reference number"), shown["reference"].value.show(billing.reference)),
                (fields_of(Organisation)["business_id"].label, business_id),
            ]
        ),
    )
    lines = lines_of(billing)
    paper.section(
        _l("What was delivered"),
        paper.grid(
            (_l("Day"), _l("Service"), _l("Quantity and price"), _l("Payer's share")),
            [
                (
                    show_date(row["day"], language) if row["day"] else "",
                    row["service"],
                    wording.amount_words(row, language),
                    show_money(row["amount"], language),
                )
                for row in lines
            ],
            (0.15, 0.42, 0.25, 0.18),
        ),
    )
    totals = rules.totals((row["amount"], row["vat_amount"], row["rate"]) for row in lines)
    whole = sum((row["whole"] for row in lines), Decimal(0))
    rows = [(_l("Total"), show_money(totals.gross, language))]
    if whole != totals.gross:
        rows.insert(0, (_l("Whole price of the services"), show_money(whole, language)))
        clients = billing.way in PAID_BY_CLIENT
        words = _l("Paid with a voucher or decision") if clients else _l("The client's own share")
        rows.insert(1, (words, show_money(whole - totals.gross, language)))
    paper.section(
        _l("Sum"),
        paper.facts(rows),
        *(
            paper.words(wording.vat_words(gross, vat, rate, language), "small")
            for rate, (gross, vat) in sorted(totals.by_rate.items())
        ),
    )
    if billing.household_credit:
        work = sum((row["amount"] for row in lines if row["labour"]), Decimal(0))
        paper.section(
            _l("For the household credit"),
            paper.facts([(_l("Work (incl. VAT)"), show_money(work, language))]),
        )
    if billing.note:
        paper.section(_l("Note"), paper.words(billing.note))
    return paper.draw()


def _refuse_restricted(client: Client | None) -> None:
    if client and client.restricted:
        raise Refusal(
            _l(
                "The processing of this client's data is restricted, so nothing is printed. Lift the "
                "restriction first if it has ended."
            )
        )


def credit(session: Session, record_id: str | None, language: str) -> bytes:
    """A client's work for the household credit, this year and the one before.

    Raises:
        Missing: there is no such client.
        Refusal: nothing has been billed for the credit.
    """
    client = editing.find(session, Client, record_id or "")
    _refuse_restricted(client)
    years = [actions.credit_of(session, client.id, today().year - back) for back in (0, 1)]
    if not any(each.billings for each in years):
        raise Refusal(
            _l(
                "Nothing has been billed to this client for the household credit, this year or last "
                "year."
            )
        )
    head = letterhead(session, language)
    paper = Paper(language, _l("Household credit").say(language), head, today())
    paper.add(_l("Household credit"), "title")
    paper.add(client_name(values_of(client)), "lead")
    organisation = own(session)
    if organisation and organisation.business_id:
        number = fields_of(Organisation)["business_id"].value.show(organisation.business_id)
        paper.add(f"{pick(organisation.name, language)}, {number}", "small")
    for each in years:
        if not each.billings:
            continue
        paper.add(str(each.year), "section")
        rows = []
        for billing in each.billings:
            work = sum((r["amount"] for r in lines_of(billing) if r["labour"]), Decimal(0))
            month = show_month(billing.first, language) if billing.first else ""
            rows.append((month, billing.code, show_money(work, language)))
        table = paper.grid(
            (_l("Month"), _l("Number"), _l("Work (incl. VAT)")), rows, (0.4, 0.3, 0.3)
        )
        if table:
            paper.story.append(table)
        paper.add(
            _l("Work in all: {sum}", sum=show_money(each.labour, language)).say(language), "strong"
        )
        if each.estimate:
            estimate = each.estimate
            paper.add(
                _l(
                    "Estimated credit {credit} ({percent} of the work, own share {own_share}, at most "
                    "{most} a year), if the client has no other work for the credit. Check that the "
                    "rates are up to date. Source: {source}.",
                    credit=show_euros(estimate.amount, language),
                    percent=show_percent(estimate.percent.number, language),
                    own_share=show_euros(estimate.own_share.number, language),
                    most=show_euros(estimate.maximum.number, language),
                    source=estimate.percent.source.partition(";")[0],
                ).say(language),
                "small",
            )
    paper.add(
        _l(
            "Only work that the client pays is counted: no travel, meals or materials, and nothing that "
            "a voucher paid. The credit is for the year in which the invoice is paid."
        ),
        "small",
    )
    return paper.draw()
