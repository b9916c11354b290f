"""The description of the open interface is whole and honest, and so is the profile."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import create_engine
from starlette.types import Receive, Scope, Send

from app.register.audience import OPEN as ROOT
from app.register.database import Database, open_database
from app.register.hsds.schemas import OWN
from app.register.server import create_app
from app.register.settings import Settings
from tests.register.hsds import world as worlds
from tests.register.hsds.world import World, said

EXAMPLES = 8
OPEN = Settings(compaction=False, public_requests=10**6)


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("open") / "register.db"
    copyfile(migrated_file, path)
    database = open_database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture(scope="module")
def there(sqlite: Database) -> World:
    return worlds.made(sqlite)


@pytest.fixture(scope="module")
def asked(sqlite: Database, there: World) -> FastAPI:
    """The register as it is served, with something to find."""
    assert there
    made = create_app(sqlite, OPEN)
    made.state.follower.catch_up()
    return made


class Door:
    """The application to which questions are put: one that describes itself, then one with a database."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


door = Door(create_app(Database(create_engine("sqlite://")), OPEN))
# Its coverage asks for each code of each list at each address: that is thousands of questions.
FEW = schemathesis.Config.from_dict({"phases": {"coverage": {"enabled": False}}})
schema = schemathesis.openapi.from_asgi(f"{ROOT}/openapi.json", door, config=FEW)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_address_does_what_it_says(case: Any, asked: FastAPI) -> None:
    door.app = asked
    case.call_and_validate()


def test_the_description_is_one_of_openapi(asked: FastAPI) -> None:
    described = said(asked, "/openapi.json")
    assert described["openapi"].startswith("3.1")
    assert described["servers"] == [{"url": "http://127.0.0.1:8765/hsds"}]
    operations = [each for path in described["paths"].values() for each in path.values()]
    ids = [each["operationId"] for each in operations]
    assert len(set(ids)) == len(ids)
    for each in operations:
        assert {"200", "304", "400", "429"} <= each["responses"].keys()
        for link in each["responses"]["200"].get("links", {}).values():
            assert link["operationId"] in ids

    def refs(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            if "$ref" in part:
                yield part["$ref"].rpartition("/")[2]
            for value in part.values():
                yield from refs(value)
        elif isinstance(part, list):
            for value in part:
                yield from refs(value)

    assert set(refs(described)) <= described["components"]["schemas"].keys()
    for made in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(made)


def test_every_object_is_as_it_is_described(asked: FastAPI) -> None:
    for plural, one in (
        ("services", "service"),
        ("organizations", "organization"),
        ("service_at_locations", "service_at_location"),
        ("taxonomy_terms", "taxonomy_term"),
        ("x/service_paths", "service_path"),
        ("x/events", "event"),
        ("x/networks", "network"),
    ):
        whole = said(asked, f"/schema/{one}.json")
        for definition in whole["$defs"].values():
            if "properties" in definition:
                definition["additionalProperties"] = False
        validator = Draft202012Validator(whole, format_checker=FormatChecker())
        items = said(asked, f"/{plural}")["contents"]
        assert items
        for item in items:
            validator.validate(item)
            if not plural.startswith("x/"):
                validator.validate(said(asked, f"/{plural}/{item['id']}"))


def test_the_profile_adds_only_what_is_ours(asked: FastAPI) -> None:
    base = said(asked, "/")
    assert base["version"] == "3.2.3"
    assert base["profile"].endswith("/hsds/profile/")
    for name in OWN:
        patch = said(asked, f"/profile/{name}.json")
        assert patch.keys() == {"properties"}
        assert all(each.startswith("x_") for each in patch["properties"])
    patch = said(asked, "/profile/openapi.json")
    assert all(path.startswith("/x/") for path in patch["paths"])
