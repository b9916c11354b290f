"""The description of the open interface in OpenAPI, and its profile of HSDS; both are made from what is served."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from app import __version__
from app.register.hsds.answering import JSON, NDJSON
from app.register.hsds.asking import PATH, Parameter
from app.register.hsds.beyond import BEYOND, CALENDAR
from app.register.hsds.details import taken
from app.register.hsds.lists import LISTS
from app.register.hsds.schemas import OWN, SCHEMAS, ref

VERSION = "3.2.3"
"""Of HSDS."""
PROFILE = "1.2.0"
"""Of our profile."""
_NAME = "Kumppani open services"
_WORDS = (
    "The welfare services of the public networks of this register, by the Human Services Data Specification "
    "(HSDS) 3.2 with a profile of its own. Fields that HSDS doesn't have begin with x_. All filters must fit. "
    "A class of a taxonomy finds what stands below it too. Lists are ordered by name and id. A service that "
    "has ended is found by its id for 90 days as defunct; what is deleted is gone. last_modified moves also "
    "when an organization or a certificate changes, and at the midnight at which a certificate begins or ends. "
    "Texts are in one language, which Content-Language tells; the others are in x_translations, and "
    "x_untranslated names the texts that aren't in that language. What was imported from another directory is "
    "told in its own words, with its own ids and its own last_modified, until somebody changes it here; "
    "modified_after goes by the changes here. Only some imported locations have coordinates, so lat, lon, "
    "proximity and postcode aren't taken: ask by municipality. A page has at most 100 objects in full, 20 with "
    "full_service, whatever per_page says: ask for the next one until last_page. Every answer but streams has an ETag."
)
_ONE = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "networks": "network",
    "service_paths": "service_path",
    "events": "event",
}


def base(address: str) -> Mapping[str, Any]:
    """What ``GET /`` answers."""
    return {
        "version": VERSION,
        "profile": f"{address}/hsds/profile/",
        "openapi_url": f"{address}/hsds/openapi.json",
        "description": _WORDS,
        "publisher": {"name": _NAME, "website": f"{address}/"},
    }


def description(address: str) -> Mapping[str, Any]:
    """The description of the whole interface."""
    paths: dict[str, Any] = {"/": {"get": _operation("base", "What this is.", _told("base"))}}
    for name, listing in LISTS.items():
        one = _ONE[name]
        paths[f"/{name}"] = {
            "get": _listed(name, listing.parameters, f"get_{name}"),
            "post": _listed(name, listing.parameters, f"post_{name}", posted=True),
        }
        paths[f"/{name}/{{id}}"] = {
            "get": _operation(
                f"get_{one}",
                f"One {one.replace('_', ' ')}.",
                _told(one),
                [_described(PATH["id"], "path"), *map(_described, taken(name).values())],
                (404,),
            )
        }
    paths |= _beyond()
    return {
        "openapi": "3.1.0",
        "info": {"title": _NAME, "version": __version__, "description": _WORDS},
        "servers": [{"url": f"{address}/hsds"}],
        "paths": paths,
        "components": {"schemas": dict(SCHEMAS)},
    }


@cache
def profile() -> Mapping[str, Any]:
    """The files of the profile: for each object that has fields of ours, what is merged into that of HSDS (RFC 7386)."""
    files: dict[str, Any] = {
        f"{name}.json": {"properties": _plain(dict(fields))} for name, fields in OWN.items()
    }
    files["openapi.json"] = {
        "info": {"title": _NAME, "version": PROFILE, "description": _WORDS},
        "paths": _plain(_beyond()),
    }
    return files


@cache
def merged() -> Mapping[str, Any]:
    """The objects as they are served, each a whole JSON Schema."""
    definitions = _plain(dict(SCHEMAS))
    return {
        f"{name}.json": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": f"#/$defs/{name}",
            "$defs": definitions,
        }
        for name in dict.fromkeys(_ONE.values())
    }


def _beyond() -> dict[str, Any]:
    paths: dict[str, Any] = {
        f"/x/{name}": {"get": _listed(name, listing.parameters, f"get_{name}", linked=False)}
        for name, listing in BEYOND.items()
    }
    told = {"text/calendar": {"schema": {"type": "string"}}}
    asked = list(map(_described, CALENDAR.values()))
    paths["/x/events.ics"] = {
        "get": _operation("get_calendar", "Events as a calendar.", told, asked)
    }
    return paths


def _listed(
    name: str,
    known: Mapping[str, Parameter],
    operation: str,
    *,
    posted: bool = False,
    linked: bool = True,
) -> dict[str, Any]:
    one = _ONE[name]
    contents = {"contents": {"type": "array", "items": ref(one)}}
    page = {
        "allOf": [ref("page"), {"type": "object", "required": ["contents"], "properties": contents}]
    }
    told: dict[str, Any] = {JSON: {"schema": page}}
    if "format" in known:
        told = {**told, NDJSON: {"schema": {"type": "string"}}}
    made = _operation(
        operation,
        f"A list: {name.replace('_', ' ')}." + (" The same as by GET, for what is too private for an address." if posted else ""),
        told,
        list(map(_described, known.values())),
    )  # fmt: skip
    if posted:
        fields = {each.name: dict(each.schema) for each in known.values()}
        body = {"type": "object", "properties": fields, "additionalProperties": False}
        made["requestBody"] = {"required": False, "content": {JSON: {"schema": body}}}
    if linked:
        made["responses"]["200"]["links"] = {
            one: {
                "operationId": f"get_{one}",
                "parameters": {"id": "$response.body#/contents/0/id"},
            }
        }
    return made


def _operation(
    operation: str,
    summary: str,
    told: Mapping[str, Any],
    taken: list[Any] | None = None,
    refusals: tuple[int, ...] = (),
) -> dict[str, Any]:
    words = {
        400: "A parameter isn't known, or its value makes no sense.",
        404: "There is nothing of this id, or not any more.",
        413: "The body is too large.",
        429: "Too many requests; Retry-After tells when to try again.",
        503: "The register is busy; Retry-After tells when to try again.",
    }
    fault = {JSON: {"schema": ref("fault")}}
    responses: dict[str, Any] = {
        "200": {"description": "What was asked for.", "content": dict(told)},
        "304": {"description": "It is still what If-None-Match says."},
    }
    for status in sorted({400, 413, 429, 503, *refusals}):
        responses[str(status)] = {"description": words[status], "content": fault}
    return {
        "operationId": operation,
        "summary": summary,
        "parameters": taken or [],
        "responses": responses,
    }


def _told(name: str) -> dict[str, Any]:
    return {JSON: {"schema": ref(name)}}


def _described(parameter: Parameter, place: str = "query") -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": place,
        "required": place == "path",
        "description": parameter.words,
        "schema": dict(parameter.schema),
    }


def _plain(value: Any) -> Any:
    """The same with references to definitions within the file."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, str):
        return value.replace("#/components/schemas/", "#/$defs/")
    return value
