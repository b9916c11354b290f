"""What is true of clients: names, what is withheld, the same client twice, grounds. Pure functions.

Rows are dicts by field name; days in them may be dates or ISO texts, which compare alike.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.core.record import FILES
from app.core.text import Text, _l

Row = Mapping[str, Any]

ADDRESS = frozenset({"street", "postal_code", "post_office", "municipality", "phone", "email"})
"""What tells where a person is; withheld under a non-disclosure order (Act 661/2009, 36 §)."""
ALWAYS_SHOWN = frozenset(
    {
        "client_type",
        "family_name",
        "given_names",
        "call_name",
        "organisation_name",
        "code",
        "status",
        "protected_address",
        "restricted",
        "merged_into",
        "apart",
    }
)
"""What is still shown while processing is restricted (GDPR, Article 18)."""
OTHERS = frozenset(
    {
        "personal_id", "business_id", "language", "interpreter", "interpreter_note", "needs", "goals",
        "services", "plan_made", "plan_review", "people", "grounds", "origin", "came_on",
    }
)  # fmt: skip

CONSENT_PURPOSES = frozenset({"photos", "marketing", "references"})
"""What only a consent allows (GDPR, Articles 6 and 7; domain reference, section 6)."""
REVIEW_DAYS, AUTHORITY_DAYS = 14, 30
"""How long before its day a plan's review, and the end of an authority, is brought up."""


def client_name(values: Mapping[str, Any]) -> str:
    """Family name first, as lists are ordered: ``Mäkelä Aino``."""
    if values.get("client_type") == "organisation":
        return values.get("organisation_name") or "–"
    given = values.get("call_name") or (values.get("given_names") or "").partition(" ")[0]
    return f"{values.get('family_name') or ''} {given}".strip() or "–"


def withheld(*, protected_address: bool, restricted: bool) -> frozenset[str]:
    """The fields that are left out of pages, lists, papers, files and the search."""
    if restricted:
        return ADDRESS | OTHERS | {FILES}
    return ADDRESS if protected_address else frozenset()


def problems(values: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, Text]:
    """What is wrong with a client's values together, by field; ``before`` is what they were."""
    found: dict[str, Text] = {}
    if before and before.get("client_type") != values.get("client_type"):
        # The names and codes of a person and of an organisation are not the same facts.
        found["client_type"] = _l(
            "A person can't be made an organisation, or the other way round. Add a new client instead."
        )
        return found
    if values.get("client_type") == "organisation":
        if not values.get("organisation_name"):
            found["organisation_name"] = _l("Write the organisation's name.")
    elif not values.get("family_name"):
        found["family_name"] = _l("Write the family name.")
    made, review = values.get("plan_made"), values.get("plan_review")
    if made and review and review < made:
        found["plan_review"] = _l("This day is before the day the plan was made.")
    if any(_wrong_way(row, "begins", "ends") for row in values.get("services") or ()):
        found["services"] = _l("A service ends before it begins. Check its days.")
    if any(_wrong_way(row, "given_on", "withdrawn_on") for row in values.get("grounds") or ()):
        found["grounds"] = _l("A consent is withdrawn before it was given. Check its days.")
    return found


def _wrong_way(row: Row, first: str, last: str) -> bool:
    return bool(row.get(first) and row.get(last) and row[last] < row[first])


def ground_gaps(rows: Iterable[Row]) -> list[Text]:
    """What the record of grounds and consents still lacks, in words."""
    rows = [row for row in rows if not row.get("withdrawn_on")]
    gaps: list[Text] = []
    if not any(row.get("purpose") == "service" for row in rows):
        gaps.append(_l("The ground for providing the service is not recorded."))
    for row in rows:
        consent = row.get("ground") == "consent"
        if row.get("purpose") in CONSENT_PURPOSES and not consent:
            gaps.append(_l("Photos, marketing and references need the client's consent."))
        elif consent and not (row.get("given_on") and row.get("way")):
            gaps.append(_l("A consent lacks its day or the way it was given."))
    return list({gap.msgid: gap for gap in gaps}.values())


def folded(words: str) -> str:
    """Words for comparing: case, accents, hyphens and doubled spaces aside, ä and ö kept."""
    plain = unicodedata.normalize("NFC", words).casefold().replace("-", " ")
    return " ".join(plain.split())


def likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Text]:
    """Why two clients may be the same one; empty when nothing speaks for it.

    The whole personal identity code is compared: the personal part alone may repeat since 2023.
    Different codes settle that they are two people.
    """
    codes = one.get("personal_id"), other.get("personal_id")
    if all(codes):
        return [_l("The same personal identity code")] if codes[0] == codes[1] else []
    if one.get("business_id") and one.get("business_id") == other.get("business_id"):
        return [_l("The same business ID")]
    same_name = folded(client_name(one)) == folded(client_name(other)) and client_name(one) != "–"
    same: list[Text] = []
    for name, words in (
        ("phone", _l("The same telephone number")),
        ("email", _l("The same e-mail address")),
        ("street", _l("The same address")),
    ):
        if one.get(name) and folded(one[name]) == folded(other.get(name) or ""):
            same.append(words)
    if same_name and same:
        return [_l("The same name"), *same]
    if same_name and one.get("municipality") == other.get("municipality"):
        return [_l("The same name and municipality")]
    return []


@dataclass(frozen=True)
class Merged:
    """What one client becomes when another is merged into it.

    Attributes:
        values: the values to write, by field name; only those that change.
        differing: fields where both have something else; the kept client's stays, the other's can be
            read in its history.
    """

    values: dict[str, Any]
    differing: tuple[str, ...]


_FLAGS = ("interpreter", "protected_address", "restricted")
_ROWS = ("needs", "goals", "services", "people", "grounds", "apart")
_OWN = frozenset({"merged_into", "status", "client_type"})


def merged(
    keep: Mapping[str, Any], drop: Mapping[str, Any], is_empty: Callable[[str, Any], bool]
) -> Merged:
    """What ``keep`` becomes: its blanks filled, rows of both, and every protection of either.

    Nothing that ``keep`` says is changed, but that a protection is never taken away.
    """
    values: dict[str, Any] = {}
    differing: list[str] = []
    for name, other in drop.items():
        own = keep.get(name)
        if name in _OWN or is_empty(name, other):
            continue
        if name in _FLAGS:
            if other and not own:
                values[name] = True
        elif name in _ROWS:
            rows = joined(own or [], other)
            if rows != own:
                values[name] = rows
        elif is_empty(name, own):
            values[name] = other
        elif own != other:
            differing.append(name)
    return Merged(values, tuple(differing))


def joined(rows: Sequence[Row], more: Sequence[Row]) -> list[dict[str, Any]]:
    """All rows of both, each content once, in their order; rows keep their ids."""
    seen: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    for row in (*rows, *more):
        content = {name: value for name, value in row.items() if name != "id"}
        if content not in seen:
            seen.append(content)
            found.append(dict(row))
    return found


@dataclass(frozen=True)
class Event:
    """Something in a client's story: on which day, what, in words."""

    day: date
    words: Text


def timeline(values: Mapping[str, Any]) -> list[Event]:
    """The client's story by day, the latest first; rows are values with dates."""
    events: list[Event] = []

    def add(day: date | None, words: Text) -> None:
        if day:
            events.append(Event(day, words))

    add(values.get("came_on"), _l("First contact"))
    add(values.get("plan_made"), _l("Service plan made"))
    add(values.get("plan_review"), _l("Service plan to be looked at again"))
    for row in values.get("goals") or ():
        add(row.get("reviewed"), _l("Goal looked at: {goal}", goal=row.get("goal") or ""))
    for row in values.get("services") or ():
        name = row.get("called") or row.get("service") or "–"
        add(row.get("begins"), _l("Begins: {name}", name=name))
        add(row.get("ends"), _l("Ends: {name}", name=name))
    for row in values.get("agreements") or ():
        add(row["begins"], _l("Agreement begins: {name}", name=row["called"]))
        add(row["ends"], _l("Agreement ends: {name}", name=row["called"]))
    for row in values.get("grounds") or ():
        if row.get("ground") == "consent":
            add(row.get("given_on"), _l("Consent given"))
            add(row.get("withdrawn_on"), _l("Consent withdrawn"))
    return sorted(events, key=lambda event: event.day, reverse=True)


def review_is_due(review: date | None, today: date) -> bool:
    """Whether a plan's review is near or late."""
    return review is not None and review <= today + timedelta(days=REVIEW_DAYS)
