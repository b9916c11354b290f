"""The office joins a network with an invitation, and leaves it."""

from collections.abc import Callable
from urllib.parse import urlsplit

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from app.certification.requests import received as certificates
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.offered import Offered
from app.core.record import now
from app.core.store import Store
from app.core.text import _l
from app.sync import link as links
from app.sync import outbox, protocol
from app.sync.kinds import SHARED
from app.sync.protocol import Code, Enrolled, EnrolRequest, NetworkAnswer, RenewRequest
from app.sync.records import CONNECTED, DISCONNECTED, ONLY, Link, Outgoing, Shared
from app.sync.register_api import Refused, Register
from app.sync.trouble import Stopped, Trouble

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def check_address(url: str) -> str:
    """A register's address as it is used.

    Raises:
        Refusal: it isn't an address, or it isn't encrypted and not on this computer.
    """
    try:
        parts = urlsplit(url.strip())
        host, _port = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not host:
        raise Refusal(
            _l("This isn’t the address of a register. It begins with https:// – paste it again.")
        )
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise Refusal(
            _l(
                "This address isn’t encrypted (http). Ask your network’s coordinator for the one "
                "that begins with https://."
            )
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def connect(store: Store, url: str, code: str) -> None:
    """Join the network of an invitation; what is to be shared then waits to be sent.

    Raises:
        Refusal: the address or the code can't be used, or there is no connection.
    """
    address = check_address(url)
    with store.read() as session:
        if links.connected(session) is not None:
            raise Refusal(_l("This office is connected already. Disconnect it first."))
        former = links.of(session)
        known = former is not None and former.device == store.keys.device
    if known:  # a device that was disconnected comes back as a new one: its token has gone
        store.become_another_device()
    with Register(address) as register:
        enrolled = _as_a_device(
            store,
            lambda device: register.post(
                protocol.ENROL, EnrolRequest(code.strip(), device), Enrolled
            ),
        )
    store.keep(lambda session: _take_place(session, address, enrolled))


def _as_a_device(store: Store, ask: Callable[[str], Enrolled]) -> Enrolled:
    """Ask with the id of this copy of the file, and with another one when a copy of it has taken that.

    Raises:
        Stopped: the register refused.
    """
    try:
        try:
            return ask(store.keys.device)
        except Refused as fault:
            if fault.fault.code != Code.COPY:
                raise
        store.become_another_device()
        return ask(store.keys.device)
    except Refused as fault:
        raise Stopped(Trouble(fault.fault.code, links.local_now())) from fault


def _take_place(session: Session, url: str, enrolled: Enrolled) -> None:
    link = links.of(session)
    if link is not None and (link.network_id, link.organisation_id) != (
        enrolled.network.id,
        enrolled.organisation.id,
    ):
        _leave_behind(session)
    if link is None:
        link = Link(id=ONLY, offset=0, clock_time=0, clock_counter=0)
        session.add(link)
    link.url, link.state, link.paused = url, CONNECTED, False
    link.network_id, link.network_name = enrolled.network.id, enrolled.network.name
    link.organisation_id = enrolled.organisation.id
    link.organisation_name = enrolled.organisation.name
    link.cursor, link.fresh, link.trouble, link.checked_at = 0, False, "", links.local_now()
    link.last_success = 0
    _identify(link, enrolled)
    session.flush()
    outbox.queue_all(session, link)


def _leave_behind(session: Session) -> None:
    """What another network knew means nothing in this one, and what was asked and granted there never goes out here."""
    session.execute(delete(Outgoing))
    stays = [kind.name for kind in SHARED if kind.of_network]
    session.execute(delete(Shared).where(or_(Shared.own.is_(False), Shared.kind.not_in(stays))))
    session.execute(update(Shared).values(sent=False))
    for kind in SHARED:
        if issubclass(kind.record, Offered):
            offered = kind.record
            foreign = select(offered).where(offered.owner_id != "", offered.deleted_at.is_(None))
            for each in session.scalars(foreign):
                each.deleted_at = now()


def _identify(link: Link, enrolled: Enrolled) -> None:
    link.device, link.token, link.role = enrolled.device, enrolled.token, str(enrolled.role)
    link.keys = [protocol.as_builtins(key) for key in enrolled.keys]
    links.hear(link, enrolled.now)


def renew(store: Store) -> None:
    """Tell the register that this is another copy of the file, with a device id of its own.

    Raises:
        Stopped: the register doesn't know the copy that this one was made from, or can't be reached.
    """
    with store.read() as session:
        link = links.connected(session)
        if link is None:
            return
        url, token = link.url, link.token
    with Register(url, token) as register:
        enrolled = _as_a_device(
            store, lambda device: register.post(protocol.RENEW, RenewRequest(device), Enrolled)
        )

    def take(session: Session) -> None:
        found = links.connected(session)
        if found is not None:
            _identify(found, enrolled)

    store.keep(take)


def learn_keys(store: Store, register: Register) -> None:
    """Ask for the network's keys again when a certificate was signed with one that isn't known here.

    Raises:
        Refused, Stopped: as ``Register.get``.
    """
    with store.read() as session:
        if not certificates.lacks_key(session):
            return
    answer = register.get(protocol.NETWORK, NetworkAnswer)

    def take(session: Session) -> Changes:
        link = links.connected(session)
        if link is None:
            return Changes(_l("Checked the signatures of the network again"))
        link.keys = [protocol.as_builtins(key) for key in answer.keys]
        link.role = str(answer.role)
        session.flush()
        return certificates.check_again(session)

    store.take_in(take)


def disconnect(store: Store) -> None:
    """Leave the network: nothing is sent or fetched any more, and everything stays in this office."""

    def leave(session: Session) -> None:
        link = links.of(session)
        if link is not None:
            link.state, link.token, link.trouble = DISCONNECTED, "", ""

    store.keep(leave)


def pause(store: Store, *, on: bool) -> None:
    """Synchronise by itself no longer, or again."""

    def put(session: Session) -> None:
        link = links.of(session)
        if link is not None:
            link.paused = on

    store.keep(put)
