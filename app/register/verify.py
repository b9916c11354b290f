"""The page that the QR code of a certificate leads to: whether it is valid, for anybody who asks."""

from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from app.certification.certificates.rules import short_fingerprint
from app.core.brand import Tone
from app.core.format import show_date
from app.core.text import Text, _l, language_name, languages, speaking
from app.register import pages, verified
from app.register.accepting import weights
from app.register.faults import refusal
from app.register.verified import Answer, State
from app.register.web.said import Reader
from app.sync.protocol import Code, encode

if TYPE_CHECKING:
    from app.register.database import Database
else:
    Database = Any

VERDICTS: dict[State, tuple[Text, Tone]] = {
    State.VALID: (_l("Valid"), "good"),
    State.NOT_BEGUN: (_l("Not valid yet"), "watch"),
    State.EXPIRED: (_l("Expired"), "bad"),
    State.SUSPENDED: (_l("Suspended"), "bad"),
    State.WITHDRAWN: (_l("Withdrawn"), "bad"),
    State.REPLACED: (_l("Renewed"), "bad"),
    State.ENDED: (_l("Has ended"), "bad"),
    State.BROKEN: (_l("Not proved"), "bad"),
}
MARKS = {"good": "yes", "watch": "wait", "bad": "no"}
WORDS = {
    "number": _l("Number"),
    "holder": _l("Holder"),
    "services": _l("Services"),
    "scope": _l("Scope"),
    "in_force": _l("Validity"),
    "scheme": _l("Scheme"),
    "version": _l("version"),
    "issuer": _l("Issuer"),
    "granted": _l("Granted"),
    "network": _l("Network"),
    "fingerprint": _l("Fingerprint"),
    "compare": _l(
        "Compare the number, the holder, the days and the fingerprint with the certificate that you were shown."
    ),
    "gone": _l("A service that the network no longer has"),
    "technical": _l("Signature and content"),
    "how": _l(
        "The network has signed the content with its key (Ed25519). The signature is of the line "
        "“kumppani-certificate-v1”, a line break and the content as it stands here. This address answers with "
        "the same facts in JSON when it is asked for application/json."
    ),
    "whole": _l("Whole fingerprint (SHA-256)"),
    "signature": _l("Signature of the register"),
    "key": _l("Public key"),
    "content": _l("Content"),
    "isnt": _l(
        "This is the network’s own certificate. It isn’t a licence, a registration or a decision of any "
        "authority, and doesn’t replace them."
    ),
    "languages": _l("Language"),
    "try_again": _l("Number of the certificate"),
    "check": _l("Check"),
    "certified_page": _l("What certified means"),
    "directory": _l("Directory of welfare services"),
    "look": _l(
        "Check that each letter and digit is as on the certificate. Letters I, L, O and U aren’t used in numbers."
    ),
    "self_declared": _l(
        "A certificate that an organisation has declared itself isn’t in the register: its number begins with K."
    ),
}


def add(app: FastAPI, database: Database) -> None:
    """Let the application answer for certificates."""

    @app.api_route("/verify/{number}", methods=["GET", "HEAD"], include_in_schema=False)
    def verify(request: Request, number: str) -> Response:
        with database.reading() as connection:
            found = verified.find(connection, number, verified.today())
        response = _as_json(found) if wants_json(request) else _as_page(request, number, found)
        response.headers["Vary"] = "Accept, Accept-Language"
        response.headers["Cache-Control"] = "no-cache"
        return response


def wants_json(request: Request) -> bool:
    """Whether the facts are asked for, and not the page."""
    wanted = weights(request.headers.get("accept", ""))
    return wanted.get("application/json", 0.0) > wanted.get("text/html", 0.0)


def _as_json(found: Answer | None) -> Response:
    if found is None:
        return refusal(404, Code.MISSING, "No network has granted a certificate with this number.")
    return Response(encode(found), media_type="application/json")


def _as_page(request: Request, number: str, found: Answer | None) -> Response:
    language = pages.language_of(request)
    others = [
        {"code": each, "name": language_name(each)} for each in languages() if each != language
    ]
    if found is None:
        title = _l("Certificate")
        told = {
            "none": _l("No such certificate"),
            "words": _l("No network of this register has granted {number}.", number=number[:40]),
        }
        response = pages.page(
            request,
            "verify_unknown.html",
            title,
            {**WORDS, **told},
            others=others,
            typed=number[:40],
        )
        response.status_code = 404
        return response
    verdict, tone = VERDICTS[found.state]
    words = {**WORDS, "verdict": verdict, "sentence": _sentence(found)}
    with speaking(language):
        facts = _facts(found, language)
    title = _l("Certificate {number}", number=found.number)
    return pages.page(
        request, "verify.html", title, words, others=others, tone=tone, mark=MARKS[tone], **facts
    )


def _sentence(found: Answer) -> Text:
    """The answer in a sentence."""
    says, since = found.says, found.since or ""
    match found.state:
        case State.VALID:
            return _l("Yes: this certificate is valid today, {day}.", day=found.on)
        case State.NOT_BEGUN if says:
            return _l("Not yet: it is valid from {day}.", day=_day(says.valid_from))
        case State.EXPIRED if says:
            return _l("No: it was valid to {day}.", day=_day(says.valid_to))
        case State.SUSPENDED:
            return _l("No: it has been suspended since {day} and isn’t valid for now.", day=since)
        case State.WITHDRAWN:
            return _l("No: it was withdrawn for good on {day}.", day=since)
        case State.REPLACED:
            return _l("No: a newer certificate took its place on {day}.", day=since)
        case State.ENDED:
            return _l("No: this certificate has ended, and its content isn’t kept any more.")
        case _:
            return _l(
                "No: what the register holds isn’t what the network signed. Don’t rely on this certificate, "
                "and tell the network."
            )


def _facts(found: Answer, language: str) -> dict[str, Any]:
    """What the page shows of a certificate, in a language where there is one."""
    says = found.says
    if says is None:
        return {"says": None, "network": found.network}

    said = Reader(language).name
    return {
        "says": says,
        "network": found.network,
        "name": said(says.name),
        "holder": said(says.holder),
        "scope": said(says.scope),
        "issuer": said(says.issuer),
        "services": [said(each.name) for each in found.services],
        "in_force": " – ".join(
            show_date(_day(day), language) for day in (says.valid_from, says.valid_to)
        ),
        "granted_on": show_date(_day(says.granted_on), language),
        "short": short_fingerprint(found.sha256),
        "found": structs.asdict(found),
    }


def _day(written: str) -> date:
    return date.fromisoformat(written)
