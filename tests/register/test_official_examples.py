"""The official examples of HSDS go in by the command and come out through the open interface equal.

They are read from beside the repository and aren't part of it.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi import FastAPI

from app.register import networks
from app.register.cli import main
from app.register.database import Database
from app.register.hsds.schemas import OWN
from app.register.tables import record
from tests.register.hsds.test_standard import check
from tests.register.hsds.world import said
from tests.register.offices import Net

EXAMPLES = Path(__file__).parents[3] / "shared" / "hsds" / "3.2" / "examples"
pytestmark = pytest.mark.skipif(
    not EXAMPLES.is_dir(), reason=f"the examples of HSDS aren't in {EXAMPLES}"
)
OURS = {name for fields in OWN.values() for name in fields}
ORGANIZATION, SERVICE, STAY, TERM, TAXONOMY = (
    "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610",
    "ac148810-d857-441c-9679-408f346de14b",
    "e94c9f38-1e8f-4564-91d4-d53501ab1765",
    "3f7b145d-84af-42d7-8fae-eaca714b02b2",
    "5c4d79d7-cc55-470e-9f1f-8cad074e4892",
)
WHOLE = (
    ("service_full.json", f"/services/{SERVICE}"),
    ("organization_full.json", f"/organizations/{ORGANIZATION}?full_service=true"),
    ("service_at_location_full.json", f"/service_at_locations/{STAY}"),
    ("service_list.json", "/services?per_page=1"),
    ("organization_list.json", "/organizations?per_page=1"),
    ("service_at_location_list.json", "/service_at_locations?per_page=1"),
    ("taxonomy_term.json", f"/taxonomy_terms/{TERM}"),
    ("taxonomy.json", f"/taxonomies/{TAXONOMY}"),
)
"""Which example is the answer to what."""
Take = Callable[..., str]


def canonical(found: Any) -> str:
    """A document in one form: without the log of its changes and without the fields of our profile."""

    def kept(value: Any) -> Any:
        if isinstance(value, dict):
            left = OURS | {"metadata"}
            return {name: kept(each) for name, each in value.items() if name not in left}
        return [kept(each) for each in value] if isinstance(value, list) else value

    return json.dumps(kept(found), sort_keys=True, ensure_ascii=False, indent=1)


def example(name: str) -> Any:
    return json.loads((EXAMPLES / name).read_text(encoding="utf-8"))


@pytest.fixture
def take(net: Net, database: Database, application: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Take:  # fmt: skip
    """Imports a file or a folder into a network of its own, which alone is shown; returns what was said."""
    address = database.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("KUMPPANI_REGISTER_DATABASE", address)
    with database.writing() as connection:
        for each in networks.public(connection):
            networks.show(connection, each, public=each == net.id)

    def taken(path: Path, *words: str) -> str:
        asked = ["--language", "en", "import", str(path), "--network", net.id, "--source", "MyCity"]
        done = CliRunner().invoke(main, [*asked, "--texts-in", "en", *words])
        assert done.exit_code == 0, done.output
        application.state.follower.catch_up()
        return done.output

    return taken


def told(application: FastAPI, asked: str) -> Any:
    return said(application, asked, params={"lang": "en"}) if "?" not in asked else said(
        application, f"{asked}&lang=en"
    )  # fmt: skip


@pytest.mark.parametrize(("name", "asked"), WHOLE[:3])
def test_by_itself(take: Take, application: FastAPI, name: str, asked: str) -> None:
    take(EXAMPLES / name)
    assert canonical(told(application, asked)) == canonical(example(name))


def folder(tmp_path: Path) -> Path:
    """All examples that agree with each other: the location by itself is another version of that in the rest."""
    for name in (
        *(name for name, _asked in WHOLE),
        "taxonomy_list.json",
        "taxonomy_term_list.json",
    ):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    return tmp_path


def test_all_together(take: Take, application: FastAPI, tmp_path: Path) -> None:
    take(folder(tmp_path))
    for name, asked in WHOLE:
        answer, whole = told(application, asked), example(name)
        if "contents" in whole:
            (answer,), (whole,) = answer["contents"], whole["contents"]
        assert canonical(answer) == canonical(whole), name
    for kind in ("taxonomies", "taxonomy_terms"):
        name = "taxonomy_list.json" if kind == "taxonomies" else "taxonomy_term_list.json"
        (whole,) = example(name)["contents"]
        assert canonical(whole) in map(canonical, told(application, f"/{kind}")["contents"])
    for asked in (f"taxonomy_term_id={TERM}", f"taxonomy_id={TAXONOMY}"):
        (found,) = told(application, f"/services?{asked}")["contents"]
        assert found["id"] == SERVICE


def test_what_comes_out_is_strictly_of_the_standard(take: Take, application: FastAPI) -> None:
    take(EXAMPLES / "organization_full.json")
    check("service", told(application, f"/services/{SERVICE}"))
    check("organization", told(application, f"/organizations/{ORGANIZATION}?full_service=true"))
    check("service_at_location", told(application, f"/service_at_locations/{STAY}"))
    (listed,) = told(application, "/service_at_locations")["contents"]
    check("service_at_location_list", listed)


NOT_IN_TABLES = {
    "attributes": "the only row names by link_id something that isn't there",
    "contacts": "the only row names an organization and a service at a location that aren't there",
}
"""What the tables of the examples can't say, since their links lead nowhere."""


def test_the_package_of_tables(take: Take, application: FastAPI) -> None:
    take(EXAMPLES / "csv")
    whole, answer = example("service_full.json"), told(application, f"/services/{SERVICE}")
    del whole["attributes"]
    for each in (whole["organization"], *whole["service_at_locations"]):
        del each["contacts"]
    assert answer["organization"].pop("tax_id") == "tax_id"  # only the table has it
    assert canonical(answer) == canonical(whole)


def test_a_second_time_nothing_changes(take: Take, net: Net, tmp_path: Path) -> None:
    path = folder(tmp_path)
    take(path)
    before = net.rows(record), net.position
    said_again = take(path)
    assert said_again.count("0 new, 0 changed, 1 as before") == 2
    assert (net.rows(record), net.position) == before
