"""What can be done with schemes: take those of the program into use, import others, see what is newest."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.certification.schemes import checking, yaml_file
from app.certification.schemes.records import Scheme, values_from
from app.certification.schemes.rules import SchemeContent
from app.core import editing, paths
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.search import sort_key
from app.core.text import _l, _n

MOST_BYTES = 2 * 1024 * 1024
YAML = frozenset({".yaml", ".yml"})
SHEETS = frozenset({".xlsx", ".csv"})


def read(path: Path) -> SchemeContent:
    """The scheme in a .yaml, .xlsx or .csv file.

    Raises:
        Refusal: it can't be read.
        BadFile: there is something wrong in it; the faults are told with their places.
    """
    suffix = path.suffix.lower()
    if suffix in SHEETS:
        from app.certification.schemes import sheet_file  # noqa: PLC0415 - spreadsheets only where used

        return checking.checked(sheet_file.read(path), path.name)
    if suffix not in YAML:
        raise Refusal(_l("Choose a scheme file: .yaml, .xlsx or .csv."))
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refusal(_l("{name} is too large to be a scheme.", name=path.name))
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Refusal(_l("{name} isn't a text file in UTF-8.", name=path.name)) from problem
    except OSError as problem:
        raise Refusal(
            _l("{name} can't be read. Check that it is there and not locked.", name=path.name)
        ) from problem
    return checking.checked(yaml_file.read(text, path.name), path.name)


@cache
def shipped() -> tuple[SchemeContent, ...]:
    """The schemes that come with the program, in the order of their files' names."""
    folder = paths.resources() / "schemes"
    return tuple(read(path) for path in sorted(folder.glob("*.yaml")))


def add(session: Session, content: SchemeContent) -> Changes:
    """Keep a version of a scheme; ``result`` is its id.

    Raises:
        Refusal: this version, or a newer one, is here already.
    """
    latest = newest(session, content.key)
    if latest and latest.content == content:
        raise Refusal(_l("“{title}” is here already, in this version.", title=latest.title()))
    if latest and sort_key(content.version) <= _order(latest):
        raise Refusal(
            _l(
                "The file has the version {version}, and {latest} is here already. Give a changed scheme "
                "a later version.",
                version=content.version,
                latest=latest.version,
            )
        )
    done = editing.add(session, Scheme, values_from(content))
    return Changes(
        _l("Added the scheme “{title}”, {version}", title=content.name, version=content.version),
        done.result,
    )


def adding(path: Path) -> Callable[[Session], Changes]:
    """Read a scheme's file now; what is returned adds it.

    Raises:
        Refusal: it can't be read, or has faults.
    """
    content = read(path)
    return lambda session: add(session, content)


def newest(session: Session, key: str) -> Scheme | None:
    """The latest version of a scheme that is in the store."""
    versions = select(Scheme).where(Scheme.key == key, Scheme.deleted_at.is_(None))
    return max(session.scalars(versions), key=_order, default=None)


def _order(scheme: Scheme) -> str:
    """Versions by their numbers: 1.10 comes after 1.9."""
    return sort_key(scheme.version)


def waiting(session: Session) -> list[SchemeContent]:
    """Schemes of the program that aren't in the store in this version or a newer one."""
    found = []
    for each in shipped():
        latest = newest(session, each.key)
        if latest is None or _order(latest) < sort_key(each.version):
            found.append(each)
    return found


def take_into_use(session: Session) -> Changes:
    """Keep the schemes that come with the program; ``result`` is the id of the first one.

    Raises:
        Refusal: all of them are here.
    """
    wanted = waiting(session)
    if not wanted:
        raise Refusal(_l("All schemes of Kumppani are in use already."))
    made = [add(session, each).result for each in wanted]
    return Changes(_n("Added {count} scheme", "Added {count} schemes", len(made)), made[0])


def current(session: Session) -> list[Scheme]:
    """The latest version of each scheme in the store."""
    found: dict[str, Scheme] = {}
    kept = session.scalars(select(Scheme).where(Scheme.deleted_at.is_(None)))
    for each in sorted(kept, key=_order):
        found[each.key] = each
    return list(found.values())
