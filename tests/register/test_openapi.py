"""The description of the register is honest: what it says is taken is taken, and what it answers was said.

Schemathesis asks each address with bodies and parameters that agree with the description, and with such that
don't, with a valid token.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import positive_data_acceptance
from sqlalchemy import create_engine
from starlette.types import Receive, Scope, Send

from app.register.database import Database, open_database
from app.register.server import create_app
from app.register.settings import Settings
from app.sync import protocol
from tests.register.offices import Net, Office

EXAMPLES = 30


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[FastAPI]:
    """The register as it is served."""
    path = tmp_path_factory.mktemp("described") / "register.db"
    copyfile(migrated_file, path)
    database = open_database(f"sqlite:///{path}")
    given = Settings(compaction=False, enrol_tries=10**6, wrong_tokens=10**6)
    made = create_app(database, given)
    made.state.database = database
    yield made
    database.close()


@pytest.fixture(scope="module")
def member(served: FastAPI) -> Iterator[Office]:
    """An office whose token is valid."""
    with Net(served.state.database, served) as net:
        yield net.office("Arkiapu")


class Door:
    """The application to which questions are put: one that describes itself, then one with a database."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


door = Door(create_app(Database(create_engine("sqlite://")), Settings(compaction=False)))
schema = schemathesis.openapi.from_asgi("/openapi.json", door)


@pytest.fixture(autouse=True)
def answered_by(served: FastAPI) -> None:
    door.app = served


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_address_does_what_it_says(case: Any, member: Office) -> None:
    # No schema can say that the content of a blob has the hash by which it is called.
    unsaid = [positive_data_acceptance] if case.path.startswith(protocol.BLOBS) else []
    # Where a wrong or missing token is what is wrong, a right one would make it right.
    wrong = case.meta is not None and case.meta.is_negative_at(ParameterLocation.HEADER)
    case.call_and_validate(headers={} if wrong else member.headers, excluded_checks=unsaid)


def test_every_address_of_the_protocol_is_described(served: FastAPI) -> None:
    described = served.openapi()["paths"]
    addresses = {
        value
        for value in vars(protocol).values()
        if isinstance(value, str) and value.startswith("/sync/")
    }
    assert len(addresses) >= 10
    known = {re.sub(r"/\{[^}]*\}$", "", path) for path in described}
    assert addresses <= known


def test_every_type_of_the_protocol_that_travels_is_described(served: FastAPI) -> None:
    described = served.openapi()["components"]["schemas"]
    travelling = {
        "Enrolled", "EnrolRequest", "RenewRequest", "PushRequest", "PushAnswer", "PullAnswer",
        "RecordsRequest", "RecordsAnswer", "DigestsAnswer", "HeadsAnswer", "OfficesAnswer",
        "NetworkAnswer", "BlobAnswer", "Change", "Answer", "RecordState", "Fault",
    }  # fmt: skip
    assert travelling <= described.keys()
