"""Translation catalogs: extract the texts, update, compile and check the catalogs of every language.

Usage: ``python packaging/catalogs.py update|compile|check``
"""

import ast
import re
import string
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "translations"
DOMAIN = "kumppani"
SOURCE = "en"
KEYWORDS = {"_": None, "_l": None, "_n": (1, 2)}
COMPLETE = ("fi", "en")
SAME = {
    *("Idea", "Lean", "Logo", "OK", "TOL 2025", "Kumppani {version}"),
    *("{hours} h", "{number}. {title}, {minutes} min"),
}
"""What other languages may say in the very words of English."""


def extracted() -> Catalog:
    """Every text of the program."""
    catalog = Catalog(project="Kumppani", charset="utf-8")
    found = extract_from_dir(
        ROOT / "app", [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for file, _line, words, comments, context in found:
        catalog.add(
            words,
            # pyrefly: ignore[bad-argument-type] - the stubs don't know of places without a line
            locations=[(f"app/{Path(file).as_posix()}", None)],
            auto_comments=comments,
            context=context,
        )
    return catalog


def languages() -> list[str]:
    """The languages that have a catalog."""
    return sorted(
        path.parent.parent.name for path in TRANSLATIONS.glob(f"*/LC_MESSAGES/{DOMAIN}.po")
    )


def path_of(language: str, suffix: str = "po") -> Path:
    """Where the catalog of a language lies."""
    return TRANSLATIONS / language / "LC_MESSAGES" / f"{DOMAIN}.{suffix}"


def read(language: str) -> Catalog:
    """The catalog of a language."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Bring every catalog up to date with the program; English says its own msgids."""
    for language in languages():
        catalog = read(language)
        # A template of its own: the catalog takes the template's new messages as they are.
        catalog.update(extracted(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        if language == SOURCE:
            for message in texts(catalog):
                message.string = message.id
        buffer = BytesIO()
        write_po(
            buffer, catalog, width=100, sort_output=True, include_lineno=False, omit_header=False
        )
        content = re.sub(rb'"(POT-Creation|PO-Revision)-Date:[^\n]*\n', b"", buffer.getvalue())
        path_of(language).write_bytes(content)


def compile_all() -> None:
    """Write the compiled catalogs that the program reads, where the source is newer."""
    for language in languages():
        source, compiled = path_of(language), path_of(language, "mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            with compiled.open("wb") as file:
                write_mo(file, read(language))


def texts(catalog: Catalog) -> Iterator[Message]:
    """The messages of a catalog without its header."""
    return (message for message in catalog if message.id)


def check() -> list[str]:
    """What is wrong: texts missing from a catalog, untranslated, or with other placeholders."""
    wanted = {message.id for message in texts(extracted())}
    problems = [f"not extracted, move it out of the f-string: {m!r}" for m in called() - wanted]
    for language in languages():
        catalog = read(language)
        known = {message.id: message for message in texts(catalog)}
        problems += [
            f"{language}: not in the catalog: {missing!r}" for missing in wanted - known.keys()
        ]
        problems += [f"{language}: no longer used: {extra!r}" for extra in known.keys() - wanted]
        for message in known.values():
            problems += [f"{language}: {fault}" for fault in _faults(message, language in COMPLETE)]
            if language != SOURCE and message.string == message.id and _words(_forms(message.id)):
                problems.append(f"{language}: left in English: {message.id!r}")
    return problems


def _forms(text: Sequence[str] | None) -> list[str]:
    """The forms of a text: one, or that of one thing and that of several."""
    return [text or ""] if text is None or isinstance(text, str) else list(text)


def _words(forms: Sequence[str]) -> bool:
    """Whether there is something to translate in a text."""
    return len(forms) > 1 or (
        forms[0] not in SAME
        and any(
            any(map(str.isalpha, literal)) for literal, *_rest in string.Formatter().parse(forms[0])
        )
    )


def called() -> set[str]:
    """What the program asks for by a name that Babel may overlook inside an f-string."""
    found: set[str] = set()
    for file in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.args else None
                value = first.value if isinstance(first, ast.Constant) else None
                if node.func.id in {"_", "_l"} and isinstance(value, str) and value:
                    found.add(value)
    return found


def _faults(message: Message, complete: bool) -> Iterator[str]:
    said, asked = _forms(message.string), _forms(message.id)
    if message.fuzzy:
        yield f"fuzzy: {message.id!r}"
    if not all(said):
        if complete:
            yield f"untranslated: {message.id!r}"
        return
    names = {name for text in asked for name in _placeholders(text)}
    for text in said:
        if not set(_placeholders(text)) <= names or (
            len(asked) == 1 and set(_placeholders(text)) != names
        ):
            yield f"other placeholders than {sorted(names)}: {text!r}"


def _placeholders(text: str) -> list[str]:
    return [name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name]


def main(argument: str) -> int:
    """Run one of the three; the exit status."""
    if argument == "update":
        update()
    elif argument == "compile":
        compile_all()
    elif argument == "check":
        problems = check()
        print("\n".join(problems) or "The catalogs are complete.")
        return 1 if problems else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
