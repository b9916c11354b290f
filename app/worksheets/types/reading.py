"""A type of worksheet as a YAML file: read, and every fault told with its line."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.core import yaml_file
from app.core.brand import Tone
from app.core.fault import BadFile, Refusal, placed
from app.core.text import LanguageText, Text, _l, languages
from app.worksheets.types import formulas
from app.worksheets.types.rules import (
    CATEGORIES,
    COLLECTIONS,
    LAYOUTS,
    NAMED_COLUMN,
    SINGLE,
    TYPES,
    Band,
    Option,
    Place,
    SheetField,
    Step,
    WorksheetType,
)

TONES: tuple[Tone, ...] = ("plain", "main", "good", "watch", "bad")
COLOURS = ("yellow", "green", "blue", "pink", "plain")
STATES = ("todo", "doing", "waiting", "done")
PICTURED = ("board", "matrix", "tree", "flow", "lanes", "year", "rings")
"""Layouts that show the items of one collection."""
MOST_FIELDS, MOST_COLUMNS, MOST_OPTIONS, MOST_SEEDS = 60, 20, 40, 200
LONGEST_NAME, LONGEST_WORDS = 120, 2000
MOST_GRID = 24
MOST_STEPS = 20
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_OPTION_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
_HEAD = {
    *("key", "version", "category", "icon", "name", "summary", "minutes", "layout", "grid", "axes"),
    *("items", "by", "x", "y", "fields", "steps", "example"),
}
_FIELD = {
    *("key", "type", "label", "help", "tone", "place", "least", "most", "low", "high", "options"),
    *("source", "unit", "places", "formula", "bands", "columns", "levels", "seed"),
}
SOURCES = ("megatrends",)


def read(text: str, name: str) -> WorksheetType:
    """The type that a YAML text describes; ``name`` is what its file is called.

    Raises:
        BadFile: something in it is missing, there twice, or can't be; each fault with its line.
        Refusal: it isn't YAML.
    """
    root = yaml_file.compose(text, name)
    if root is None or root.id != "mapping":
        raise Refusal(
            _l("{name} isn't a worksheet type: it has no key, name and fields.", name=name)
        )
    reader = _Reader()
    found = reader.whole(root)
    if reader.faults or found is None:
        raise BadFile(name, reader.faults)
    return found


class _Reader:
    """The reading of one file; what can't be read is noted and passed over."""

    def __init__(self) -> None:
        self.faults: list[Text] = []

    def _fault(self, node: Any, what: Text) -> None:
        self.faults.append(placed(yaml_file.line_of(node), what))

    # What nodes hold

    def _map(self, node: Any, known: Iterable[str] | None = None) -> dict[str, Any]:
        """The parts of a mapping by name, still nodes."""
        if node is None:
            return {}
        if node.id != "mapping":
            self._fault(node, _l("This isn't understood: give each thing its name."))
            return {}
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value) if key.id == "scalar" else ""
            if name in found:
                self._fault(key, _l("“{name}” is there twice. Keep one.", name=name))
            elif known is not None and name not in known:
                self._fault(key, _l("“{name}” isn't known here.", name=name))
            else:
                found[name] = value
        return found

    def _list(self, node: Any, most: int) -> list[Any]:
        if node is None or (node.id == "scalar" and not node.value):
            return []
        if node.id != "sequence":
            self._fault(node, _l("Write this as a list."))
            return []
        if len(node.value) > most:
            self._fault(node, _l("There can be at most {most} of these.", most=most))
        return list(node.value[:most])

    def _text(self, node: Any) -> str:
        if node is None:
            return ""
        if node.id != "scalar":
            self._fault(node, _l("Write one text here."))
            return ""
        return str(node.value).strip()

    def _one_of(self, node: Any, known: Iterable[str], otherwise: str) -> str:
        said = self._text(node)
        if not said:
            return otherwise
        allowed = list(known)
        if said not in allowed:
            self._fault(
                node,
                _l("“{words}” isn't one of these: {known}.", words=said, known=", ".join(allowed)),
            )
            return otherwise
        return said

    def _key(self, node: Any, owner: Any, pattern: re.Pattern[str] = _KEY) -> str:
        said = self._text(node)
        if not said:
            self._fault(owner, _l("The key is missing."))
        elif not pattern.fullmatch(said):
            self._fault(
                node, _l("Write the key “{key}” with small letters a–z, digits and _.", key=said)
            )
        return said

    def _words(
        self, node: Any, owner: Any, what: str = "", limit: int = LONGEST_WORDS
    ) -> LanguageText:
        """A text by language; with ``what`` it can't be missing."""
        said: dict[str, str] = {}
        if node is not None and node.id == "scalar":
            if node.value.strip():
                self._fault(node, _l("Write this by language, for example fi: … and en: …."))
                return {}
        elif node is not None:
            said = {name: self._text(value) for name, value in self._map(node).items()}
        found = {language: words for language, words in said.items() if words}
        for language, words in found.items():
            if len(words) > limit:
                self._fault(node, _l("The text ({language}) is too long.", language=language))
        if what and not any(found.get(language) for language in languages()):
            self._fault(node or owner, _l("“{name}” is missing.", name=what))
        return found

    def _number(self, node: Any, otherwise: Any, low: float, high: float) -> Any:
        said = self._text(node)
        if not said:
            return otherwise
        try:
            number = float(said)
        except ValueError:
            number = float("nan")
        if not low <= number <= high:
            self._fault(
                node,
                _l("Write a number from {low} to {high}.", low=f"{low:g}", high=f"{high:g}"),
            )
            return otherwise
        return int(number) if number == int(number) else number

    def _plain(self, node: Any) -> Any:
        """What a node holds as texts, lists and maps; the values are understood where they are used."""
        if node.id == "scalar":
            return str(node.value)
        if node.id == "sequence":
            return [self._plain(each) for each in node.value]
        return {str(key.value): self._plain(value) for key, value in node.value}

    # What a type is made of

    def whole(self, root: Any) -> WorksheetType | None:
        """The whole type, as far as it can be read."""
        parts = self._map(root, _HEAD)
        key = self._key(parts.get("key"), root)
        name = self._words(parts.get("name"), root, "name", LONGEST_NAME)
        layout = self._one_of(parts.get("layout"), LAYOUTS, "form")
        category = self._one_of(parts.get("category"), dict(CATEGORIES), "development")
        grid = self._grid(parts.get("grid"))
        fields = self._fields(parts.get("fields"), root, MOST_FIELDS, within=False)
        steps = tuple(self._step(each) for each in self._list(parts.get("steps"), MOST_COLUMNS))
        axes = {
            name: self._text(value)
            for name, value in self._map(parts.get("axes"), ("x", "y")).items()
        }
        found = WorksheetType(
            key=key,
            version=self._text(parts.get("version")),
            category=category,
            icon=self._text(parts.get("icon")) or "note",
            name=name,
            summary=self._words(parts.get("summary"), root),
            layout=layout,
            fields=fields,
            grid=grid,
            axes=axes,
            items=self._text(parts.get("items")),
            by=self._text(parts.get("by")),
            x=self._text(parts.get("x")),
            y=self._text(parts.get("y")),
            steps=steps,
            example=self._example(parts.get("example"), fields),
        )
        self._together(found, root, parts)
        return found

    def _grid(self, node: Any) -> tuple[int, int]:
        numbers = [self._number(each, 1, 1, MOST_GRID) for each in self._list(node, 2)]
        return (numbers[0], numbers[1]) if len(numbers) == 2 else (1, 1)  # noqa: PLR2004

    def _fields(self, node: Any, owner: Any, most: int, *, within: bool) -> tuple[SheetField, ...]:
        nodes = self._list(node, most)
        if not nodes and not within:
            self._fault(node or owner, _l("There are no fields."))
        found: dict[str, SheetField] = {}
        for each in nodes:
            made = self._field(each, within=within)
            if made.key in found:
                self._fault(
                    each, _l("The key “{key}” is used twice. Give each its own.", key=made.key)
                )
            found[made.key] = made
        return tuple(found.values())

    def _field(self, node: Any, *, within: bool) -> SheetField:
        parts = self._map(node, _FIELD)
        kinds = SINGLE if within else TYPES
        type_ = self._one_of(parts.get("type"), kinds, "text")
        if "type" not in parts:
            self._fault(node, _l("“{name}” is missing.", name="type"))
        options = tuple(
            self._option(each) for each in self._list(parts.get("options"), MOST_OPTIONS)
        )
        source = self._one_of(parts.get("source"), SOURCES, "")
        if type_ == "choice" and not options and not source:
            self._fault(node, _l("A choice needs its options."))
        columns = self._fields(parts.get("columns"), node, MOST_COLUMNS, within=True)
        if type_ in NAMED_COLUMN and (not columns or columns[0].type not in {"line", "text"}):
            self._fault(
                node, _l("The first column of these holds a text: make it “line” or “text”.")
            )
        formula = self._text(parts.get("formula"))
        if type_ == "computed":
            self._formula(formula, parts.get("formula"), node)
        least, most = (
            self._number(parts.get(name), usual, -1000, 1000)
            for name, usual in (("least", 1), ("most", 5))
        )
        if least >= most:
            self._fault(parts.get("most", node), _l("The scale ends before it begins."))
        elif most - least > MOST_STEPS:
            self._fault(
                parts.get("most", node),
                _l("A scale has at most {most} steps. Make it a number.", most=MOST_STEPS),
            )
        return SheetField(
            key=self._key(parts.get("key"), node),
            type=type_,
            label=self._words(parts.get("label"), node, "label", LONGEST_NAME),
            help=self._words(parts.get("help"), node),
            tone=self._tone(parts.get("tone")),
            place=self._place(parts.get("place")),
            least=int(least),
            most=int(most),
            low=self._words(parts.get("low"), node),
            high=self._words(parts.get("high"), node),
            options=options,
            source=source,
            unit=self._words(parts.get("unit"), node),
            places=int(self._number(parts.get("places"), 0, 0, 4)),
            formula=formula,
            bands=self._bands(parts.get("bands")),
            columns=columns,
            levels=tuple(self._words(each, each) for each in self._list(parts.get("levels"), 10)),
            seed=tuple(self._plain(each) for each in self._list(parts.get("seed"), MOST_SEEDS)),
        )

    def _tone(self, node: Any) -> Tone:
        said = self._one_of(node, TONES, "plain")
        return next(tone for tone in TONES if tone == said)

    def _place(self, node: Any) -> Place | None:
        if node is None:
            return None
        numbers = [self._number(each, 0, 0, MOST_GRID) for each in self._list(node, 4)]
        if len(numbers) != 4 or not (numbers[2] and numbers[3]):  # noqa: PLR2004
            self._fault(node, _l("A place is written [column, row, width, height]."))
            return None
        return (numbers[0], numbers[1], numbers[2], numbers[3])

    def _option(self, node: Any) -> Option:
        parts = self._map(node, ("key", "label", "tone"))
        return Option(
            self._key(parts.get("key"), node, _OPTION_KEY),
            self._words(parts.get("label"), node, "label", LONGEST_NAME),
            self._tone(parts.get("tone")),
        )

    def _bands(self, node: Any) -> tuple[Band, ...]:
        found = []
        for each in self._list(node, 10):
            parts = self._map(each, ("from", "tone", "label"))
            least = float(self._number(parts.get("from"), 0, -1e9, 1e9))
            found.append(
                Band(least, self._tone(parts.get("tone")), self._words(parts.get("label"), each))
            )
        return tuple(sorted(found, key=lambda band: -band.least))

    def _step(self, node: Any) -> Step:
        parts = self._map(node, ("minutes", "title", "words"))
        return Step(
            int(self._number(parts.get("minutes"), 10, 1, 480)),
            self._words(parts.get("title"), node, "title", LONGEST_NAME),
            self._words(parts.get("words"), node),
        )

    def _formula(self, formula: str, node: Any, owner: Any) -> None:
        try:
            formulas.parse(formula)
        except formulas.BadFormula:
            self._fault(
                node or owner,
                _l("The formula isn't understood. Use names, numbers and + - * / ( )."),
            )

    def _example(self, node: Any, fields: Iterable[SheetField]) -> Mapping[str, Any]:
        known = {each.key for each in fields}
        return {name: self._plain(each) for name, each in self._map(node, known).items()}

    # What belongs together

    def _together(self, found: WorksheetType, root: Any, parts: Mapping[str, Any]) -> None:
        for field in found.fields:
            if field.place and (
                field.place[0] + field.place[2] > found.grid[0]
                or field.place[1] + field.place[3] > found.grid[1]
            ):
                self._fault(root, _l("“{name}” has a place outside the grid.", name=field.key))
            self._formula_names(found, field, root)
            self._circles(field.columns, root)
        self._circles(found.fields, root)
        self._overlap(found, root)
        shown = found.main
        if found.layout in PICTURED and (shown is None or shown.type not in COLLECTIONS):
            self._fault(
                parts.get("items", root),
                _l("“{name}” tells which field with items the picture shows.", name="items"),
            )
        for name in ("by", "x", "y"):
            wanted = getattr(found, name)
            if wanted and (shown is None or shown.column(wanted) is None):
                self._fault(parts[name], _l("There is no column “{name}”.", name=wanted))
        needed: Mapping[str, tuple[str, ...]] = {
            "board": ("by",),
            "year": ("by",),
            "matrix": ("x", "y"),
        }
        for name in needed.get(found.layout, ()):
            if not getattr(found, name):
                self._fault(root, _l("“{name}” is missing.", name=name))
        for wanted in found.axes.values():
            if found.field(wanted) is None:
                self._fault(root, _l("There is no field “{name}”.", name=wanted))

    def _overlap(self, found: WorksheetType, root: Any) -> None:
        taken: dict[tuple[int, int], str] = {}
        for field in found.placed():
            assert field.place
            left, top, width, height = field.place
            for at in ((x, y) for x in range(left, left + width) for y in range(top, top + height)):
                if at in taken:
                    what = _l(
                        "“{first}” and “{second}” have the same place.",
                        first=taken[at],
                        second=field.key,
                    )
                    self._fault(root, what)
                    return
                taken[at] = field.key

    def _circles(self, fields: Iterable[SheetField], root: Any) -> None:
        """Formulas that need their own results, one through another."""
        needs = {each.key: _needed(each) for each in fields if each.type == "computed"}
        for key, first in needs.items():
            seen, ahead = set[str](), set(first)
            while ahead - seen:
                at = (ahead - seen).pop()
                seen.add(at)
                ahead |= needs.get(at, frozenset())
            if key in seen:
                what = _l(
                    "The formula of “{field}” needs its own result. Break the circle.", field=key
                )
                self._fault(root, what)

    def _formula_names(self, found: WorksheetType, field: SheetField, root: Any) -> None:
        if field.type == "computed":
            self._known(field, root, {each.key for each in found.fields}, found)
        inside = {each.key for each in field.columns}
        for column in field.columns:
            if column.type == "computed":
                self._known(column, root, inside, None)

    def _known(
        self, field: SheetField, root: Any, plain: set[str], whole: WorksheetType | None
    ) -> None:
        try:
            used = formulas.names(field.formula)
        except formulas.BadFormula:  # it was told where it stands
            return
        missing = sorted(used.plain - plain)
        exists: Callable[[tuple[str, str]], bool] = lambda pair: bool(  # noqa: E731
            whole
            and (collection := whole.field(pair[0]))
            and (pair[1] == "text" or collection.column(pair[1]))
        )
        missing += sorted(".".join(pair) for pair in used.columns if not exists(pair))
        for name in missing:
            self._fault(
                root,
                _l(
                    "The formula of “{field}” speaks of “{name}”, which isn't there.",
                    field=field.key,
                    name=name,
                ),
            )


def _needed(field: SheetField) -> frozenset[str]:
    try:
        return formulas.names(field.formula).plain
    except formulas.BadFormula:  # it was told where it stands
        return frozenset()
