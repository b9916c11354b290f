"""The description of the protocol's addresses in OpenAPI: what they take, what they answer, how they refuse.

The bodies are described from the very types that they are decoded with.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from msgspec import Struct

from app.register.body import UNSUPPORTED
from app.register.refused import STATUS
from app.sync.protocol import LOWEST, VERSION_HEADER, Code, Fault

BEARER = "token"
_TEMPLATE = "#/components/schemas/{name}"
_JSON = "application/json"
_ALWAYS = (Code.MALFORMED, Code.TOO_LARGE, Code.UPDATE, Code.SLOW_DOWN, Code.BUSY)
_WORDS = {
    400: "The request isn't what the protocol says.",
    401: "The token isn't known, or was revoked.",
    403: "The code of the invitation isn't good.",
    404: "There is nothing of this name.",
    409: "Another copy of the office's file is ahead, or the device's id is taken.",
    410: "Deletions are forgotten that the office hasn't heard of.",
    413: "The body, or the answer to it, is too large.",
    415: "The body is compressed in an unknown way.",
    426: f"The office's program is too old: its header {VERSION_HEADER} tells a version below {LOWEST}.",
    429: "Too many requests; Retry-After tells when to try again.",
    500: "The register failed.",
    503: "The register is busy; Retry-After tells when to try again.",
}
_TYPES: dict[str, type[Struct]] = {}


def described(
    summary: str,
    says: type[Struct],
    *,
    asks: type[Struct] | None = None,
    parameters: Sequence[Mapping[str, Any]] = (),
    codes: Sequence[Code] = (),
    needs_token: bool = True,
) -> dict[str, Any]:
    """What FastAPI is told of a route.

    Args:
        summary: what the address is for.
        says: the answer.
        asks: the body, where there is one.
        parameters: those of the address.
        codes: how it may refuse, beside what every address may.
        needs_token: whether it needs a token.
    """
    refusals = {STATUS[code] for code in (*_ALWAYS, *codes)} | {500}
    extra: dict[str, Any] = {"parameters": list(parameters)} if parameters else {}
    if needs_token:
        refusals.add(STATUS[Code.TOKEN])
        extra["security"] = [{BEARER: []}]
    if asks is not None:
        refusals.add(UNSUPPORTED)
        extra["requestBody"] = {"required": True, "content": _content(asks)}
    responses: dict[int | str, dict[str, Any]] = {
        status: {"description": _WORDS[status], "content": _content(Fault)}
        for status in sorted(refusals)
    }
    responses[200] = {"description": "Done.", "content": _content(says)}
    return {"summary": summary, "responses": responses, "openapi_extra": extra}


def parameter(
    name: str, schema: Mapping[str, Any], *, required: bool, words: str, place: str = "query"
) -> dict[str, Any]:
    """A parameter of an address, behind it or ``place="path"`` in it."""
    return {
        "name": name,
        "in": place,
        "required": required,
        "description": words,
        "schema": dict(schema),
    }


def describe(app: FastAPI) -> None:
    """Let the application tell its description with the types of the bodies in it."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            components = schema.setdefault("components", {})
            _refs, types = msgspec.json.schema_components(_TYPES.values(), ref_template=_TEMPLATE)
            components.setdefault("schemas", {}).update(types)
            components["securitySchemes"] = {
                BEARER: {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token with which an enrolment was answered.",
                }
            }
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi


def _content(body: type[Struct]) -> dict[str, Any]:
    _TYPES[body.__name__] = body
    return {_JSON: {"schema": {"$ref": _TEMPLATE.format(name=body.__name__)}}}
