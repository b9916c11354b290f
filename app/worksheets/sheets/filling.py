"""Seeds and examples of a type, as they stand in its file, put into a content. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.core.record import new_id
from app.core.text import pick
from app.worksheets.sheets.content import COLOURS, Content, Item
from app.worksheets.types.rules import DONE, MAIN, NOTE, SheetField, WorksheetType
from app.worksheets.types.values import value_of

STEP = 1 << 20
"""Between the places of neighbours, so that much fits between them before any has to move."""
_YES = {"true", "yes", "kyllä", "1", "on"}


def seeded(type_: WorksheetType, language: str, today: date) -> Content:
    """What a new sheet of a type begins with."""
    fill = _Filler(language, today)
    items = {
        each.key: tuple(fill.items(each, each.seed))
        for each in type_.fields
        if each.collects and each.seed
    }
    return Content({}, items)


def example(type_: WorksheetType, language: str, today: date) -> Content:
    """The filled example of a type; what was agreed in it is told by :func:`tasks`.

    A survey has none on its sheets: what one person has answered stands on none of them.
    """
    fill = _Filler(language, today)
    if type_.layout == "survey":
        return Content()
    values: dict[str, Any] = {}
    items: dict[str, tuple[Item, ...]] = {
        key: each
        for key, each in seeded(type_, language, today).items.items()
        if key not in type_.example
    }
    for field in type_.fields:
        said = type_.example.get(field.key)
        if said is None:
            continue
        if field.collects:
            items[field.key] = tuple(fill.items(field, said))
        elif field.type not in {"actions", "files", "computed"}:
            values[field.key] = fill.value(field, said)
    return Content(values, items)


def tasks(type_: WorksheetType, language: str, today: date) -> list[tuple[str, dict[str, Any]]]:
    """The tasks of the example: the field where each was agreed, and its values."""
    fill = _Filler(language, today)
    found = []
    for field in type_.fields:
        if field.type == "actions":
            for said in _list(type_.example.get(field.key)):
                found.append((field.key, fill.task(said)))
    return found


class _Filler:
    """Turns what a file says into stored values, in one language and from one day on."""

    def __init__(self, language: str, today: date) -> None:
        self.language = language
        self.today = today

    def words(self, said: Any) -> str:
        """A text, or a text by language."""
        return pick(said, self.language) if isinstance(said, Mapping) else str(said or "")

    def day(self, said: Any) -> str:
        """A day counted from today, or a day as written."""
        if isinstance(said, Mapping):
            return (self.today + timedelta(days=int(said.get("day", 0)))).isoformat()
        return str(said)

    def value(self, field: SheetField, said: Any) -> Any:
        """The stored value of a single field; ``None`` of what no such field can hold."""
        try:
            found = self._made(field, said)
            value_of(field).from_json(found)
        except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError):
            return None
        return found

    def _made(self, field: SheetField, said: Any) -> Any:
        kinds: Mapping[str, Callable[[Any], Any]] = {
            "date": self.day,
            "period": lambda each: f"{self.day(each['from'])}/{self.day(each['to'])}",
            "moment": lambda each: f"{self.day(each)}T{each['time']}",
            "year": lambda each: (
                self.today.year + int(each["year"]) if isinstance(each, Mapping) else int(each)
            ),
            "yesno": lambda each: str(each).casefold() in _YES,
            "scale": int,
            "minutes": int,
            "number": str,
            "money": str,
            "percent": str,
            "choice": str,
        }
        return kinds.get(field.type, self.words)(said)

    def items(self, field: SheetField, said: Any) -> Iterable[Item]:
        """The items of a collection, those under others after them."""
        for number, each in enumerate(_list(said)):
            yield from self._item(field, each, (number + 1) * STEP, "")

    def _item(self, field: SheetField, said: Any, position: int, parent: str) -> Iterable[Item]:
        plain = not isinstance(said, Mapping) or not (set(said) & self._names(field))
        parts: Mapping[str, Any] = {MAIN: said} if plain else said
        main = field.main
        text = self.words(parts.get(main.key if main else MAIN, parts.get(MAIN, "")))
        facts = {
            column.key: self.value(column, parts[column.key])
            for column in field.facts
            if column.key in parts and column.type != "computed"
        }
        if field.type == "checks":
            facts[DONE] = str(parts.get(DONE, "")).casefold() in _YES
            facts[NOTE] = self.words(parts.get(NOTE, ""))
        facts = {
            key: value
            for key, value in facts.items()
            if value not in ("", None) and value is not False
        }
        colour = str(parts.get("colour", ""))
        made = Item(
            new_id(),
            text,
            facts,
            colour if colour in COLOURS else "",
            _whole(parts.get("votes")),
            parent,
            position,
        )
        yield made
        for number, each in enumerate(_list(parts.get("under"))):
            yield from self._item(field, each, (number + 1) * STEP, made.id)

    def _names(self, field: SheetField) -> set[str]:
        return {MAIN, DONE, NOTE, "colour", "votes", "under", *(each.key for each in field.columns)}

    def _due(self, said: Any) -> date | None:
        try:
            return date.fromisoformat(self.day(said)) if said else None
        except (ValueError, OverflowError):
            return None

    def task(self, said: Any) -> dict[str, Any]:
        """The values of a task."""
        parts: Mapping[str, Any] = (
            said if isinstance(said, Mapping) and "what" in said else {"what": said}
        )
        due = parts.get("due")
        status = str(parts.get("status", "todo"))
        return {
            "what": self.words(parts["what"]),
            "who": self.words(parts.get("who", "")),
            "due": self._due(due),
            "status": status,
            **({"done_on": self.today} if status == "done" else {}),
        }


def _whole(said: Any) -> int:
    return int(said) if str(said or "").isdecimal() else 0


def _list(said: Any) -> list[Any]:
    return list(said) if isinstance(said, list | tuple) else []


def renewed(content: Content) -> Content:
    """The same content with ids of its own, for another sheet."""
    ids = {each.id: new_id() for items in content.items.values() for each in items}
    return replace(
        content,
        items={
            key: tuple(
                replace(each, id=ids[each.id], parent=ids.get(each.parent, "")) for each in items
            )
            for key, items in content.items.items()
        },
    )
