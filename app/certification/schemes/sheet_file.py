"""A scheme as a spreadsheet: one row a criterion, with rows for the scheme, its levels and groups above.

The first column holds the key of a criterion, or ``@name`` of something about the scheme, or
``@level KEY`` and ``@group KEY``. Texts are in columns by language.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from app.certification.schemes import rules
from app.certification.schemes.raw import Entry, RawScheme, Said
from app.certification.schemes.rules import Criterion, SchemeContent
from app.core.fault import Refusal, placed
from app.core.text import LanguageText, Text, _l, languages
from app.exchange import sheets

KEY = "key"
TEXTS = ("text", "guidance", "evidence")
PLAIN = ("level", "weight", "target", "applies_when", "group")
SPOKEN = ("name", "summary", "basis")
"""What is said of a scheme by language."""
SETTINGS = (
    *("key", "version", "subject", "certificate", "certificate_level", "pass_percent"),
    *("partly_percent", "peer_months", "valid_months"),
)


def headers(spoken: Sequence[str] = ()) -> list[str]:
    """The columns, in order; the same in every language of the program."""
    spoken = spoken or languages()
    return [KEY, *(f"{text}.{language}" for text in TEXTS for language in spoken), *PLAIN]


def _spoken(scheme: SchemeContent) -> list[str]:
    """The program's languages, then others in which the scheme says something."""
    texts = [scheme.name, scheme.summary, scheme.basis]
    texts += [text for each in (*scheme.levels, *scheme.groups) for text in (each.name, each.help)]
    for each in scheme.criteria:
        texts += [each.text, each.guidance, each.evidence]
    others = {language for text in texts for language in text} - set(languages())
    return [*languages(), *sorted(others)]


def read(path: Path) -> RawScheme:
    """What a spreadsheet says.

    Raises:
        Refusal: it can't be read, or has no column of keys.
    """
    sheet = sheets.read_sheet(path)
    names = [header.strip().casefold() for header in sheet.headers]
    if KEY not in names or not any(name.startswith("text.") for name in names):
        raise Refusal(
            _l(
                "{name} isn't a scheme: its first row needs the columns “key” and “text.fi”. Export a "
                "scheme to see what one looks like.",
                name=path.name,
            )
        )
    found = RawScheme(Entry(_row(1), {}))
    group = ""
    for number, row in enumerate(sheet.rows, start=sheet.first):
        cells = {n: _text(cell) for n, cell in zip(names, row, strict=False) if n}
        key = cells.get(KEY, "").strip()
        if not key:
            if any(cells.values()):
                found.faults.append(placed(_row(number), _l("The key is missing.")))
            continue
        place = _row(number)
        if not key.startswith("@"):
            made = _criterion(place, cells)
            made.said["group"] = Said(place, cells.get("group", "").strip() or group)
            found.criteria.append(made)
            continue
        what, _space, named = key[1:].partition(" ")
        named = named.strip()
        words = {KEY: Said(place, named), "name": Said(place, _by_language(cells, "text"))}
        words["help"] = Said(place, _by_language(cells, "guidance"))
        if what == "group":
            group = named
            found.groups.append(Entry(place, words))
        elif what == "level":
            found.levels.append(Entry(place, words))
        elif what in found.head.said:
            found.faults.append(placed(place, _l("“{name}” is there twice. Keep one.", name=key)))
        elif what in SPOKEN:
            found.head.said[what] = words["name"]
        elif what in SETTINGS:
            plain = next((cells[n] for n in names if n.startswith("text.") and cells.get(n)), "")
            found.head.said[what] = Said(place, plain)
        else:
            found.faults.append(placed(place, _l("“{name}” isn't known here.", name=key)))
    return found


def _row(number: int) -> Text:
    return _l("Row {number}", number=number)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):  # a version such as 2026-11-25, taken for a day by Excel
        cell = cell.date()
    return "" if cell is None else str(cell)


def _by_language(cells: dict[str, str], name: str) -> dict[str, str]:
    begin = f"{name}."
    return {n.removeprefix(begin): words for n, words in cells.items() if n.startswith(begin)}


def _criterion(place: Text, cells: dict[str, str]) -> Entry:
    said = {name: Said(place, _by_language(cells, name)) for name in TEXTS}
    said |= {name: Said(place, cells.get(name, "")) for name in (KEY, *PLAIN)}
    return Entry(place, said)


def write(path: Path, scheme: SchemeContent) -> Path:
    """Write a scheme as .xlsx or .csv, to be changed and imported as a new version.

    Raises:
        Refusal: the name ends otherwise, or the file can't be written.
    """
    rows: list[Sequence[Any]] = []
    spoken = _spoken(scheme)
    for name in SETTINGS:
        value = getattr(scheme, name)
        value = "" if value is None else value
        said = ("no", "yes")[value] if isinstance(value, bool) else str(value)
        rows.append(_line(spoken, f"@{name}", {languages()[0]: said}))
    rows += [_line(spoken, f"@{name}", getattr(scheme, name)) for name in SPOKEN]
    rows += [_line(spoken, f"@level {each.key}", each.name, each.help) for each in scheme.levels]
    for group in scheme.groups:
        rows.append(_line(spoken, f"@group {group.key}", group.name, group.help))
        own = [each for each in scheme.criteria if each.group == group.key]
        rows += [_criterion_line(spoken, each) for each in own]
    return sheets.write_whole(path, headers(spoken), rows)


def _line(
    spoken: Sequence[str], key: str, text: LanguageText, guidance: LanguageText | None = None
) -> list[Any]:
    told = [text, guidance or {}, {}]
    return [key, *(words.get(each, "") for words in told for each in spoken)]


def _criterion_line(spoken: Sequence[str], each: Criterion) -> list[Any]:
    told = (each.text, each.guidance, each.evidence)
    return [
        each.key,
        *(words.get(language, "") for words in told for language in spoken),
        *(each.level, each.weight, each.target, rules.written(each.applies_when), each.group),
    ]
