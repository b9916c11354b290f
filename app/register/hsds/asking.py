"""What is asked of the open interface: parameters of the address, or of a form or JSON in the body; all checked."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request

from app.core.codes import codes
from app.register import body as bodies
from app.register.refused import Refused
from app.sync.protocol import Code

MOST_PAGE, PER_PAGE = 1000, 50
MOST_BODY = 64 * 1024
"""So many bytes of parameters are read."""
_MOST_PAGES = 1_000_000
_MOST_WORDS = 200
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_FORMATS = ("json", "ndjson")
_YES_NO = {"true": True, "false": False}
_FORM = "application/x-www-form-urlencoded"
Read = Callable[[str], Any]


@dataclass(frozen=True)
class Parameter:
    """A parameter: how it is read, and how it is described."""

    name: str
    words: str
    read: Read = field(repr=False)
    schema: Mapping[str, Any]


class Wrong(ValueError):
    """What is wrong with a value, in words that go on after the parameter's name."""


def refusal(words: str) -> Refused:
    """What is answered to a question that can't be understood."""
    return Refused(Code.MALFORMED, words)


async def told(request: Request, known: Mapping[str, Parameter]) -> dict[str, Any]:
    """The parameters of a request, read; those of its body come before those of its address.

    Raises:
        Refused: one isn't known, is told twice or makes no sense, or the body isn't what it says.
    """
    found = read(_once(request.query_params.multi_items()), known)
    if request.method == "POST":
        kind = request.headers.get("content-type", "")
        body = _of_body(kind, await bodies.read(request, MOST_BODY), known)
        found |= read(_once(body), known)
    return found


def read(given: Mapping[str, str], known: Mapping[str, Parameter]) -> dict[str, Any]:
    """The values of the parameters, each as its parameter reads it.

    Raises:
        Refused: there is no such parameter, or its value makes no sense.
    """
    found = {}
    for name, value in given.items():
        if name not in known:
            raise refusal(
                f"There is no parameter “{name[:40]}” here. Known are: {', '.join(sorted(known))}."
            )
        try:
            found[name] = known[name].read(value)
        except Wrong as fault:
            raise refusal(f"The parameter “{name}” {fault}.") from fault
    return found


def words(value: str) -> str:
    """Reads words to be searched."""
    if len(value) > _MOST_WORDS:
        raise Wrong(f"has more than {_MOST_WORDS} letters")
    return value


def whole(least: int, most: int) -> Read:
    """Reads a whole number."""

    def number(value: str) -> int:
        if not (value.isascii() and value.isdigit() and len(value) < len(str(most)) + 2):
            raise Wrong(f"must be a whole number from {least} to {most}")
        if not least <= int(value) <= most:
            raise Wrong(f"must be from {least} to {most}")
        return int(value)

    return number


def yes(value: str) -> bool:
    """Reads true or false."""
    if value not in _YES_NO:
        raise Wrong("must be true or false")
    return _YES_NO[value]


def one_of(*values: str) -> Read:
    """Reads one of some values."""

    def chosen(value: str) -> str:
        if value not in values:
            raise Wrong(f"must be one of: {', '.join(values)}")
        return value

    return chosen


def code_of(name: str) -> Read:
    """Reads a code of a list."""

    def known(value: str) -> str:
        if codes(name).get(value) is None:
            raise Wrong("isn't a code that this register knows")
        return value

    return known


def identity(value: str) -> str:
    """Reads an id."""
    if not _UUID.fullmatch(value):
        raise Wrong("must be a UUID")
    return value.lower()


def language(value: str) -> str:
    """Reads a language."""
    if not _LANGUAGE.fullmatch(value):
        raise Wrong("must be a code of ISO 639, for example fi")
    return value


def moment(value: str) -> int:
    """Reads a day or a moment, which is in UTC where it says no zone; milliseconds."""
    try:
        at = datetime.fromisoformat(value)
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        return round(at.timestamp() * 1000)
    except (ValueError, OverflowError) as fault:
        raise Wrong("must be a day or a moment, for example 2026-11-29T12:00:00Z") from fault


def day(value: str) -> date:
    """Reads a day."""
    try:
        return date.fromisoformat(value)
    except ValueError as fault:
        raise Wrong("must be a day, for example 2026-11-29") from fault


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise refusal(f"The parameter “{name[:40]}” is told twice.")
        found[name] = value
    return found


def _of_body(kind: str, body: bytes, known: Mapping[str, Parameter]) -> list[tuple[str, str]]:
    if not body:
        return []
    media = kind.partition(";")[0].strip().lower()
    try:
        if media == _FORM:
            return parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True)
        if media == "application/json":
            said = msgspec.json.decode(body, type=dict[str, Any])
            return [(name, _written(name, value, known.get(name))) for name, value in said.items()]
    except (msgspec.MsgspecError, RecursionError, ValueError) as fault:
        raise refusal("The body isn't a form or a JSON object of parameters.") from fault
    raise refusal(f"The body must be application/json or {_FORM}.")


def _written(name: str, value: Any, parameter: Parameter | None) -> str:
    """A value in JSON, which must be of the parameter's type, as it stands in an address."""
    match value:
        case bool():
            kind, written = "boolean", str(value).lower()
        case int() | float() if value == value // 1:
            kind, written = "integer", str(int(value))  # in JSON 1.0 is as whole a number as 1
        case str():
            kind, written = "string", value
        case _:
            kind, written = "", ""
    if parameter is not None and parameter.schema["type"] != kind:
        raise refusal(f"The parameter “{name}” must be of the type {parameter.schema['type']}.")
    return written


def _parameter(name: str, words: str, read: Read, **schema: Any) -> Parameter:
    return Parameter(name, words, read, schema)


def _codes(name: str) -> dict[str, Any]:
    return {"type": "string", "enum": [each.id for each in codes(name)]}


_ID = {"type": "string", "format": "uuid"}
_YES_OR_NO = {"type": "boolean"}
ALL: Mapping[str, Parameter] = {
    each.name: each
    for each in (
        _parameter("search", "Each word must begin a word of what is found.", words,
                   type="string", maxLength=_MOST_WORDS),
        _parameter("page", "Which page, from 1.", whole(1, _MOST_PAGES),
                   type="integer", minimum=1, maximum=_MOST_PAGES),
        _parameter("per_page", "How many on a page.", whole(1, MOST_PAGE),
                   type="integer", minimum=1, maximum=MOST_PAGE, default=PER_PAGE),
        _parameter("format", "ndjson: all at once, one a line, without pages.", one_of(*_FORMATS),
                   type="string", enum=list(_FORMATS)),
        _parameter("lang", "In which language; otherwise as Accept-Language says.", language,
                   type="string", pattern="^[a-z]{2,3}$"),
        _parameter("taxonomy_term_id", "With this term; a class finds those below it too.", identity, **_ID),
        _parameter("taxonomy_id", "With any term of this taxonomy; of terms: those of it.", identity, **_ID),
        _parameter("organization_id", "Services of this organization.", identity, **_ID),
        _parameter("modified_after", "Modified on or after this moment.", moment,
                   type="string", format="date-time"),
        _parameter("minimal", "Only id, name, status and last_modified.", yes, **_YES_OR_NO),
        _parameter("full", "Each with everything nested in it.", yes, **_YES_OR_NO),
        _parameter("full_service", "Organizations with their services in full.", yes, **_YES_OR_NO),
        _parameter("top_only", "Only terms that stand below no other term.", yes, **_YES_OR_NO),
        _parameter("parent_id", "Only terms that stand right below this one.", identity, **_ID),
        _parameter("municipality", "Available in this municipality, by its code; what is available everywhere is too.",
                   code_of("municipalities"), **_codes("municipalities")),
        _parameter("county", "Available in this wellbeing services county, by its code.", code_of("counties"), **_codes("counties")),
        _parameter("language", "Given in this language, by its code.", code_of("languages"), **_codes("languages")),
        _parameter("sector", "Of organizations of this sector.", one_of("public", "business", "third"),
                   type="string", enum=["public", "business", "third"]),
        _parameter("certified", "true: with a certificate that is valid today.", yes, **_YES_OR_NO),
        _parameter("network", "In this network, by its id.", identity, **_ID),
        _parameter("from", "Held on this day or later; today by default.", day, type="string", format="date"),
    )
}  # fmt: skip
"""Every parameter of the open interface."""


PATH: Mapping[str, Parameter] = {
    "id": _parameter("id", "The id of the object.", identity, **_ID),
}
"""What stands in an address itself."""


def parameters(*names: str) -> dict[str, Parameter]:
    """Some parameters."""
    return {name: ALL[name] for name in names}
