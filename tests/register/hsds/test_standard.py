"""What is answered is HSDS 3.2: each object is checked strictly against the standard's own schemas."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from jsonschema import Draft202012Validator, FormatChecker

from app.register.hsds.lists import LISTS
from app.register.hsds.schemas import OWN
from tests.register.hsds.world import World, said

STANDARD = Path(__file__).parents[4] / "shared" / "hsds" / "3.2"
pytestmark = pytest.mark.skipif(
    not STANDARD.is_dir(), reason=f"the schemas of HSDS aren't in {STANDARD}"
)
ONE = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


def test_the_names_are_all() -> None:
    assert ONE.keys() == LISTS.keys()


@cache
def strict(name: str) -> Draft202012Validator:
    """The schema of an object, which refuses every name that it doesn't know."""
    compiled = STANDARD / "compiled" / f"{name}.json"
    file = compiled if compiled.exists() else STANDARD / "schema" / f"{name}.json"
    schema = json.loads(file.read_text(encoding="utf-8"))

    def shut(part: Any) -> None:
        if isinstance(part, dict):
            if part.get("$ref", "").endswith(".json"):
                part.pop("$ref")
            if isinstance(part.get("properties"), dict):
                part.setdefault("additionalProperties", False)
            for value in part.values():
                shut(value)
        elif isinstance(part, list):
            for value in part:
                shut(value)

    shut(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


OURS = {name for fields in OWN.values() for name in fields}


def without_ours(made: Any) -> Any:
    """An object without the fields of our profile."""
    if isinstance(made, dict):
        return {name: without_ours(value) for name, value in made.items() if name not in OURS}
    return [without_ours(each) for each in made] if isinstance(made, list) else made


def check(name: str, made: Any) -> None:
    found = [
        f"{fault.json_path} {fault.message[:120]}"
        for fault in strict(name).iter_errors(without_ours(made))
    ]
    assert not found, found


def every(value: Any) -> Iterator[Any]:
    yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from every(each)


@pytest.mark.parametrize("name", ONE)
@pytest.mark.parametrize("language", ["fi", "en"])
def test_every_object_is_of_the_standard(served: FastAPI, name: str, language: str) -> None:
    page = said(served, f"/{name}", params={"lang": language})
    assert page["contents"], "there should be something to check"
    listed = (
        f"{ONE[name]}_list"
        if (STANDARD / "compiled" / f"{ONE[name]}_list.json").exists()
        else ONE[name]
    )
    for item in page["contents"]:
        check(listed, item)
        whole = said(served, f"/{name}/{item['id']}", params={"lang": language})
        check(ONE[name], whole)
        assert whole["id"] == item["id"]
        assert None not in every(whole)
        assert all(
            item[key] == whole[key]
            for key in item.keys() & whole.keys()
            if key not in {"location", "organization", "service"}
        )


@pytest.mark.parametrize("name", ["services", "organizations", "service_at_locations"])
def test_full_lists_are_of_the_standard_too(served: FastAPI, name: str) -> None:
    for params in ({"full": "true"}, {"full_service": "true"}):
        if name != "organizations" and "full_service" in params:
            continue
        for item in said(served, f"/{name}", params=params)["contents"]:
            check(ONE[name], item)
    if name == "services":
        for item in said(served, f"/{name}", params={"minimal": "true"})["contents"]:
            check("service_list", item)
            assert item.keys() == {"id", "name", "status", "last_modified"}


def test_what_has_ended_is_of_the_standard(served: FastAPI, world: World) -> None:
    made = said(served, f"/services/{world.ids['ended']}")
    check("service", made)
    assert made["status"] == "defunct"


def test_the_page_is_of_the_standard(served: FastAPI) -> None:
    described = json.loads((STANDARD / "openapi.json").read_text(encoding="utf-8"))
    page = described["components"]["schemas"]["Page"]
    made = said(served, "/services")
    assert made.keys() == page["properties"].keys() | {"contents"}
    assert not list(Draft202012Validator(page).iter_errors(made))
    base = said(served, "/")
    assert {"version", "profile", "openapi_url"} <= base.keys()


def test_what_the_standard_asks_for_is_taken(served: FastAPI) -> None:
    described = json.loads((STANDARD / "openapi.json").read_text(encoding="utf-8"))
    ours = said(served, "/openapi.json")["paths"]
    assert described["paths"].keys() <= ours.keys()
    for path, operations in described["paths"].items():
        for method in operations.keys() & {"get", "post"}:
            operation = operations[method]
            names = {
                each.get("name") or each["$ref"].rpartition("/")[2]
                for each in operation.get("parameters", [])
            } - {"postcode", "proximity"}  # there are no coordinates: the description says so
            told = {each["name"] for each in ours[path][method]["parameters"]}
            assert names <= told, (path, method)
