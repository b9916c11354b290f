"""One service all the way: productised in an office, certified in another, found on the web by somebody who needs it,
verified by the address of its QR code, and put into a client's plan in a third office.

Three real encrypted files, a register in a process of its own, and a real browser.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.catalogue import finding
from app.catalogue.wanted import Wanted
from app.certification.certificates import verification
from app.certification.certificates.records import Certificate
from app.certification.requests import actions as requests
from app.certification.requests import deciding
from app.clients.records import Client
from app.core import editing
from app.core.record import today
from app.core.store import Store
from app.network.directory import actions as directory
from app.network.directory import following
from app.organisation.records import Organisation
from app.services.records import ServiceProduct
from app.sync.protocol import Role
from tests.browser import browser, violations  # noqa: F401 - a fixture
from tests.certification.schemes.data import keep, mini, peer, service
from tests.sync.conftest import database, impatient, network, register  # noqa: F401 - fixtures
from tests.sync.running import Network, Register, connect, office, sync

PROVIDER = "Rantakylän Arkiapu ry"


class Offices:
    """The three offices: who makes the service, who certifies it, and who needs it for a client."""

    def __init__(self, register: Register, network: Network, empty: Path, folder: Path) -> None:  # noqa: F811
        self.register = register
        self.provider = office(empty, folder, "provider")
        values = {"name": {"fi": PROVIDER}, "own": True, "sector": "third", "phone": "0401234567"}
        self.provider.write(lambda session: editing.add(session, Organisation, values))
        keep(self.provider, mini())
        self.certifier, self.neighbour = (
            office(empty, folder, name) for name in ("certifier", "neighbour")
        )
        connect(self.provider, register.url, network, PROVIDER)
        connect(self.certifier, register.url, network, "Kehitysyhtiö", role=Role.CERTIFIER)
        connect(self.neighbour, register.url, network, "Naapuri ry")

    def close(self) -> None:
        for each in (self.provider, self.certifier, self.neighbour):
            each.close()


@pytest.fixture
def offices(
    register: Register,  # noqa: F811
    network: Network,  # noqa: F811
    empty: Path,
    tmp_path: Path,
) -> Iterator[Offices]:
    made = Offices(register, network, empty, tmp_path)
    yield made
    made.close()


def certify(offices: Offices, product: str) -> Certificate:
    """Ask, grant, sign: the certificate as the provider's office has it in the end."""
    provider, certifier = offices.provider, offices.certifier
    assessment = peer(provider, product)
    asked = provider.write(lambda s: requests.ask(s, assessment, "")).result
    sync(provider), sync(certifier)
    values = {"granted_by": "Sirpa Saari"}
    made = certifier.write(lambda s: deciding.grant(s, asked, values)).result
    sync(certifier), sync(provider)
    with provider.read() as session:
        assert session.get(ServiceProduct, product).stage == "certified"
        found = session.get_one(Certificate, made)
        session.expunge_all()
        return found


def name_of(store: Store, product: str) -> str:
    with store.read() as session:
        return session.get(ServiceProduct, product).name["fi"]


def searched(page: Page, url: str, words: str) -> None:
    """Somebody comes to the front page, writes what is needed, and presses Enter."""
    page.goto(f"{url}/")
    box = page.get_by_role("searchbox")
    box.fill(words)
    box.press("Enter")


def planned(store: Store, product: str) -> tuple[str, str]:
    """Put a service of the directory into a new client's plan; what stands there and by whom."""
    following.catch_up(store)
    client = store.write(
        lambda session: editing.add(session, Client, {"family_name": "Mäkelä"})
    ).result
    store.write(lambda session: directory.add_to_plan(session, product, client, {}))
    with store.read() as session:
        row = session.get(Client, client).services[0]
        return row["service"], session.get(Organisation, row["organisation_id"]).name["fi"]


def test_a_service_from_its_maker_to_a_client_of_another(
    offices: Offices, request: pytest.FixtureRequest
) -> None:
    product = service(offices.provider)
    name = name_of(offices.provider, product)
    certificate = certify(offices, product)
    sync(offices.neighbour)
    chromium: Browser = request.getfixturevalue("browser")
    page = chromium.new_context(locale="fi-FI").new_page()
    url = offices.register.url
    searched(page, url, name.split()[0].lower()[:6])
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("main")).to_contain_text(certificate.code)
    expect(page.get_by_role("main")).to_contain_text(PROVIDER)
    assert violations(page) == []

    held = verification.verification(certificate, url)
    assert held.startswith(url), "the QR code leads to the register"
    page.goto(held)
    expect(page.get_by_role("main")).to_contain_text("Kyllä")
    expect(page.get_by_role("main")).to_contain_text(name)
    page.context.close()

    neighbour = offices.neighbour
    following.catch_up(neighbour)
    with neighbour.read() as session:
        place, wanted = [following.network_of(session)], Wanted(words=name, certified=True)
        found = finding.find(session.connection(), place, wanted, today())
    assert [item.record_id for item in found.items] == [product]
    assert planned(neighbour, product) == (name, PROVIDER)
