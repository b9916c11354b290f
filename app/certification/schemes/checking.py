"""Whether a scheme file can be used: every fault is told with its place. Pure functions."""

import re
from collections.abc import Iterable, Mapping

from app.certification.schemes import rules
from app.certification.schemes.raw import Entry, RawScheme
from app.certification.schemes.records import CRITERION_FIELDS, NAMED_FIELDS, Scheme
from app.certification.schemes.rules import (
    MOST_CRITERIA,
    MOST_WEIGHT,
    Criterion,
    Named,
    SchemeContent,
)
from app.core.fault import BadFile, InvalidValue, placed
from app.core.field import Field, fields_of, kind_of_value
from app.core.text import Text, _l, language_called, languages
from app.core.value import PlainText, Rows, Words

_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_YES, _NO = {"yes", "kyllä", "true", "1"}, {"no", "ei", "false", "0", ""}
_WHOLE = {"fi": "Kaikki kriteerit", "en": "All criteria"}
"""The level of a scheme that names none."""


def checked(raw: RawScheme, name: str) -> SchemeContent:
    """The scheme that a file holds.

    Raises:
        BadFile: something in it is missing, there twice, or can't be.
    """
    if len(raw.criteria) > MOST_CRITERIA:
        what = _l(
            "A scheme has at most {most} criteria, and this has {count}. Split it in several schemes.",
            most=MOST_CRITERIA,
            count=len(raw.criteria),
        )
        raise BadFile(name, [what])
    check = _Check(raw)
    content = check.content()
    if check.faults or content is None:
        raise BadFile(name, check.faults)
    return content


class _Check:
    """The checking of one file."""

    def __init__(self, raw: RawScheme) -> None:
        self.raw = raw
        self.faults = list(raw.faults)
        self.spoken = [each for each in languages() if raw.head.words("name").get(each)]

    def content(self) -> SchemeContent | None:
        head = self.raw.head
        fields = fields_of(Scheme)
        self._shape(head, {n: f for n, f in fields.items() if not isinstance(f.value, Rows)})
        key, version = self._key(head, "key"), self._required(head, "version")
        if len(version) > kind_of_value(Scheme, "version", PlainText).limit:
            self._add(head, "version", _l("The version is too long."))
        name = self._words(head, fields["name"])
        summary, basis = (self._words(head, fields[each]) for each in ("summary", "basis"))
        subject = head.text("subject") or rules.ORGANISATION
        if subject not in {code for code, _label in rules.SUBJECTS}:
            self._add(head, "subject", _l("Write “organisation” or “service”."))
        levels = [self._named(each) for each in self.raw.levels]
        levels = levels or [Named("all", _WHOLE, {})]
        groups = [self._named(each) for each in self.raw.groups]
        self._once(self.raw.levels)
        self._once(self.raw.groups)
        self._once(self.raw.criteria)
        criteria = [self._criterion(each, levels, groups) for each in self.raw.criteria]
        if not criteria:
            self.faults.append(placed(head.place, _l("There are no criteria.")))
        self._circle(criteria)
        order = {each.key: number for number, each in enumerate(groups)}
        criteria.sort(key=lambda each: order.get(each.group, len(order)))
        said = head.text("certificate").casefold()
        certificate = said in _YES
        if said not in _YES | _NO:
            self._add(head, "certificate", _l("Write yes or no."))
        valid = self._number(head, "valid_months", 1, 120)
        wanted = head.text("certificate_level") or levels[-1].key
        if certificate and valid is None:
            self._add(head, "valid_months", _l("Tell for how many months a certificate is valid."))
        if wanted not in {each.key for each in levels}:
            self._add(head, "certificate_level", _unknown(wanted))
        passing = self._number(head, "pass_percent", 0, 100)
        partly = self._number(head, "partly_percent", 0, 100)
        return SchemeContent(
            key=key,
            version=version,
            name=name,
            summary=summary,
            basis=basis,
            subject=subject,
            pass_percent=80 if passing is None else passing,
            partly_percent=50 if partly is None else partly,
            certificate=certificate,
            certificate_level=wanted if certificate else "",
            peer_months=self._number(head, "peer_months", 1, 120),
            valid_months=valid,
            levels=tuple(levels),
            groups=tuple(groups),
            criteria=tuple(criteria),
        )

    def _add(self, entry: Entry, name: str, what: Text) -> None:
        self.faults.append(placed(entry.place_of(name), what))

    def _shape(self, entry: Entry, fields: Mapping[str, Field]) -> None:
        """Nothing is left out silently: names that aren't known, lists where a text should be."""
        for name, said in entry.said.items():
            if name not in fields:
                self._add(entry, name, _l("“{name}” isn't known here.", name=name))
            elif isinstance(fields[name].value, Words):
                if not isinstance(said.value, dict) and said.value != "":
                    what = _l("Write “{name}” in each language: fi: …, en: ….", name=name)
                    self._add(entry, name, what)
            elif not isinstance(said.value, str):
                self._add(entry, name, _l("Write “{name}” as one text.", name=name))

    def _required(self, entry: Entry, name: str) -> str:
        found = entry.text(name)
        if not found and not _misshapen(entry, name, str):
            self._add(entry, name, _l("“{name}” is missing.", name=name))
        return found

    def _key(self, entry: Entry, name: str) -> str:
        found = self._required(entry, name)
        if found and not _KEY.fullmatch(found):
            what = _l(
                "“{key}” can't be a key: write small letters a–z, digits and underscores.",
                key=found,
            )
            self._add(entry, name, what)
        return found

    def _once(self, entries: Iterable[Entry]) -> None:
        seen: dict[str, Entry] = {}
        for each in entries:
            key = each.text("key")
            if key and key in seen:
                what = _l(
                    "The key “{key}” was used already ({place}). Give each its own.",
                    key=key,
                    place=seen[key].place,
                )
                self._add(each, "key", what)
            seen.setdefault(key, each)

    def _words(self, entry: Entry, field: Field) -> dict[str, str]:
        """Texts by language, in all the languages in which the scheme has its name."""
        value = field.value
        assert isinstance(value, Words)
        found = entry.words(field.name)
        if _misshapen(entry, field.name, dict):
            return {}
        if field.required and not found:
            self._add(entry, field.name, _l("“{name}” is missing.", name=field.name))
        elif found:
            for language in self.spoken:
                if not found.get(language):
                    what = _l(
                        "“{name}” is missing in {language}.",
                        name=field.name,
                        language=language_called(language),
                    )
                    self._add(entry, field.name, what)
        try:
            return value.check(found)
        except InvalidValue as problem:
            self._add(entry, field.name, problem.words)
            return {}

    def _named(self, entry: Entry) -> Named:
        names = _by_name(NAMED_FIELDS)
        self._shape(entry, names)
        return Named(
            self._key(entry, "key"),
            self._words(entry, names["name"]),
            self._words(entry, names["help"]),
        )

    def _number(self, entry: Entry, name: str, least: int, most: int) -> int | None:
        words = entry.text(name).lstrip("0") or entry.text(name)[:1]
        if not words:
            return None
        if not words.isdecimal() or not least <= int(words[:9]) <= most:
            self._add(
                entry, name, _l("Write a number from {least} to {most}.", least=least, most=most)
            )
            return None
        return int(words)

    def _criterion(self, entry: Entry, levels: list[Named], groups: list[Named]) -> Criterion:
        fields = _by_name(CRITERION_FIELDS)
        self._shape(entry, fields)
        key, group = self._key(entry, "key"), self._required(entry, "group")
        if group and group not in {each.key for each in groups}:
            self._add(entry, "group", _l("There is no group “{key}”.", key=group))
        level = entry.text("level") or rules.REQUIRED
        if level not in {code for code, _label in rules.LEVELS}:
            self._add(entry, "level", _l("Write “required”, “recommended” or “question”."))
        target = entry.text("target") or levels[0].key
        if target not in {each.key for each in levels}:
            self._add(entry, "target", _unknown(target))
        return Criterion(
            key=key,
            group=group,
            text=self._words(entry, fields["text"]),
            guidance=self._words(entry, fields["guidance"]),
            evidence=self._words(entry, fields["evidence"]),
            level=level,
            weight=self._number(entry, "weight", 1, MOST_WEIGHT) or 1,
            target=target,
            applies_when=self._conditions(entry),
        )

    def _conditions(self, entry: Entry) -> tuple[rules.Condition, ...]:
        words = entry.text("applies_when")
        known = {each.text("key") for each in self.raw.criteria}
        try:
            found = rules.conditions(words)
        except ValueError:
            what = _l(
                "“{words}” isn't understood. Write for example has_staff=yes|partly.", words=words
            )
            self._add(entry, "applies_when", what)
            return ()
        for each in found:
            if each.criterion not in known:
                what = _l("There is no criterion “{key}”.", key=each.criterion)
                self._add(entry, "applies_when", what)
        return found

    def _circle(self, criteria: list[Criterion]) -> None:
        circle = rules.cycle(criteria)
        if circle:
            place = next(each for each in self.raw.criteria if each.text("key") == circle[0])
            what = _l(
                "These apply depending on each other in a circle: {keys}.", keys=" → ".join(circle)
            )
            self._add(place, "applies_when", what)


def _misshapen(entry: Entry, name: str, wanted: type) -> bool:
    """Whether something else was said than what is wanted, which :meth:`_Check._shape` tells."""
    said = entry.said.get(name)
    return said is not None and said.value != "" and not isinstance(said.value, wanted)


def _unknown(level: str) -> Text:
    return _l("There is no target level “{key}”.", key=level)


def _by_name(fields: Iterable[Field]) -> Mapping[str, Field]:
    return {each.name: each for each in fields}
