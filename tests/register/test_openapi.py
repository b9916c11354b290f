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
from sqlalchemy import create_engine

from app.register.database import Database, open_database
from app.register.server import create_app
from app.register.settings import Settings
from app.sync import protocol
from tests.register.offices import Net, Office

EXAMPLES = 12


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


@pytest.fixture(autouse=True)
def answered_by(served: FastAPI) -> None:
    """Whom the questions are put to."""
    schema.app = served


def _description() -> dict[str, Any]:
    """What the register says of itself; the database isn't asked for that."""
    return create_app(Database(create_engine("sqlite://")), Settings()).openapi()


schema = schemathesis.openapi.from_dict(_description())
schema.config.update(base_url="http://register")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_address_does_what_it_says(case: Any, member: Office) -> None:
    case.call_and_validate(headers=member.headers)


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
