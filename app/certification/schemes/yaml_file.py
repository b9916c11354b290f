"""A scheme as a YAML file: read safely, with the line of everything that is said."""

from collections.abc import Iterator
from typing import Any

from app.certification.schemes.raw import Entry, RawScheme, Said
from app.core import yaml_file
from app.core.fault import Refusal, placed
from app.core.text import Text, _l

LISTS = ("levels", "groups")
_MANY_SAME = "criteria"


def read(text: str, name: str) -> RawScheme:
    """What a YAML file says.

    Raises:
        Refusal: it isn't YAML, or not a scheme at all.
    """
    root = yaml_file.compose(text, name)
    if root is None or root.id != "mapping":
        raise Refusal(_l("{name} isn't a scheme: it has no key, version and groups.", name=name))
    found = RawScheme(Entry(yaml_file.line_of(root), {}))
    faults = found.faults
    head = _mapping(root, faults)
    levels, groups = (list(_items(head.pop(name, None), name, faults)) for name in LISTS)
    found.head = _flat(root, head, faults)
    found.levels = [_flat(node, _mapping(node, faults), faults) for node in levels]
    for node in groups:
        group = _mapping(node, faults)
        criteria = list(_items(group.pop(_MANY_SAME, None), _MANY_SAME, faults))
        entry = _flat(node, group, faults)
        found.groups.append(entry)
        for criterion in criteria:
            said = _mapping(criterion, faults)
            condition = said.pop("applies_when", None)
            made = _flat(criterion, said, faults)
            made.said["group"] = Said(made.place, entry.text("key"))
            made.said["applies_when"] = _conditions(condition, made, faults)
            found.criteria.append(made)
    return found


def _mapping(node: Any, faults: list[Text]) -> dict[str, Said]:
    """What a mapping says by name, its values still nodes; a name that is there twice is a fault."""
    found: dict[str, Said] = {}
    for key, value in node.value if node.id == "mapping" else ():
        name = str(key.value)
        if name in found:
            faults.append(
                placed(yaml_file.line_of(key), _l("“{name}” is there twice. Keep one.", name=name))
            )
        found[name] = Said(yaml_file.line_of(key), value)
    return found


def _items(said: Said | None, name: str, faults: list[Text]) -> Iterator[Any]:
    """The things of a list; something else in its place is a fault."""
    if said is None or (said.value.id == "scalar" and not said.value.value):
        return
    if said.value.id == "sequence":
        yield from said.value.value
    else:
        faults.append(placed(said.place, _l("Write “{name}” as a list.", name=name)))


def _flat(node: Any, mapping: dict[str, Said], faults: list[Text]) -> Entry:
    if node.id != "mapping":
        faults.append(
            placed(yaml_file.line_of(node), _l("This isn't understood: give each thing its name."))
        )
    said = {n: Said(s.place, _plain(s.value, faults)) for n, s in mapping.items()}
    return Entry(yaml_file.line_of(node), said)


def _plain(node: Any, faults: list[Text]) -> Any:
    """A text, texts by language, or ``None`` for what is neither, which the checking tells."""
    if node.id == "scalar":
        return str(node.value)
    words = _mapping(node, faults)
    if node.id == "mapping" and all(each.value.id == "scalar" for each in words.values()):
        return {language: str(each.value.value) for language, each in words.items()}
    return None


def _conditions(said: Said | None, entry: Entry, faults: list[Text]) -> Said:
    """Conditions of a criterion in one line, as the rules read them."""
    if said is None:
        return Said(entry.place, "")
    if said.value.id == "scalar":
        return Said(said.place, str(said.value.value))
    written = []
    for each in _items(said, "applies_when", faults):
        parts = {name: one.value.value for name, one in _mapping(each, faults).items()}
        answers, key = parts.pop("answer", ""), parts.pop("criterion", "")
        names = [answers] if isinstance(answers, str) else [_scalar(one) for one in answers]
        # Anything else than a key and answers is written so that the rules don't understand it.
        wrong = "" if isinstance(key, str) and not parts else "="
        written.append(f"{key if isinstance(key, str) else ''}={wrong}{'|'.join(names)}")
    return Said(said.place, "; ".join(written))


def _scalar(node: Any) -> str:
    return str(node.value) if getattr(node, "id", "") == "scalar" else ""
