"""How it is put into words that a service of a plan or a path has ended, gone, or lost its certificate. Pure."""

from collections.abc import Mapping
from datetime import date

from app.clients.records import Client
from app.core.brand import Tone
from app.core.record import Record
from app.core.room import Matter
from app.core.text import LanguageText, Text, _l
from app.network.directory.standing import Standing, State
from app.services.records import ServicePath

TONES: Mapping[State, Tone] = {
    State.GONE: "bad",
    State.ENDED: "bad",
    State.LOST: "watch",
    State.EXPIRES: "watch",
}


_ROOMS: Mapping[type[Record], str] = {Client: "clients", ServicePath: "services"}
"""Where a plan or a path is seen to: there the badge counts it, not in the room that noticed it."""


def tag(standing: Standing) -> Text | None:
    """What stands beside the service, ``None`` when nothing has to."""
    match standing.state:
        case State.GONE:
            return _l("No longer in the directory")
        case State.ENDED:
            return _l("No longer offered")
        case State.LOST:
            return _l("Certificate no longer valid")
        case State.EXPIRES:
            return _l("Certificate ends {day}", day=standing.on)
        case _:
            return None


def matter(
    found: Record, service: LanguageText, standing: Standing, successor: LanguageText
) -> Matter:
    """What waits.

    Args:
        found: the client in whose plan, or the path on which it is.
        service: what it is called.
        standing: how it stands; not :attr:`State.THERE`.
        successor: what is offered instead, empty when that isn't known.
    """
    in_plan = isinstance(found, Client)
    said = _of_plan if in_plan else _of_path
    title = said(standing.state, dict(found.title()), dict(service))
    return Matter(
        kind=type(found).kind.name,
        record_id=found.id,
        title=title,
        advice=_advice(standing.state, dict(successor), in_plan=in_plan),
        due=_due(standing),
        tone=TONES[standing.state],
        room=_ROOMS[type(found)],
    )


def _due(standing: Standing) -> date | None:
    return standing.on if standing.state == State.EXPIRES else None


def _of_plan(state: State, client: LanguageText, service: LanguageText) -> Text:
    said = {"client": client, "service": service}
    match state:
        case State.GONE:
            return _l("In the plan of {client}: “{service}” is no longer in the directory", **said)
        case State.ENDED:
            return _l("In the plan of {client}: “{service}” is no longer offered", **said)
        case State.LOST:
            return _l(
                "In the plan of {client}: the certificate of “{service}” is no longer valid", **said
            )
        case _:
            return _l("In the plan of {client}: the certificate of “{service}” ends", **said)


def _of_path(state: State, path: LanguageText, service: LanguageText) -> Text:
    said = {"path": path, "service": service}
    match state:
        case State.GONE:
            return _l("On the path “{path}”: “{service}” is no longer in the directory", **said)
        case State.ENDED:
            return _l("On the path “{path}”: “{service}” is no longer offered", **said)
        case State.LOST:
            return _l(
                "On the path “{path}”: the certificate of “{service}” is no longer valid", **said
            )
        case _:
            return _l("On the path “{path}”: the certificate of “{service}” ends", **said)


def _advice(state: State, successor: LanguageText, *, in_plan: bool) -> Text:
    match state:
        case State.GONE if in_plan:
            return _l(
                "Ask the provider whether it goes on. If not, agree on another service and write the day this one ends."
            )
        case State.GONE:
            return _l("Ask the provider whether it goes on. If not, put another one in its place.")
        case State.ENDED if successor:
            return _l(
                "Its provider offers “{successor}” instead. See whether it suits, or look for another in the directory.",
                successor=successor,
            )
        case State.ENDED if in_plan:
            return _l("Agree on another service, and write the day this one ends.")
        case State.ENDED:
            return _l("Put another service in its place.")
        case State.LOST:
            return _l("Ask the provider about it, or look for a certified one in the directory.")
        case _:
            return _l("Ask the provider whether it will be renewed.")
