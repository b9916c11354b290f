"""How people are worked with on the page of the room."""

from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core.brand import Tone
from app.core.codes import codes
from app.core.field import fields_of, kind_of_value
from app.core.format import show_date
from app.core.identifier import is_artificial
from app.core.record import today
from app.core.signed import STATES as CONTRACT_STATES
from app.core.signed import TONES as CONTRACT_TONES
from app.core.text import Text, _l, _n, literal
from app.core.value import Rows
from app.employment.contracts import actions as contracts
from app.employment.contracts import fixed_terms
from app.employment.contracts.records import Contract, row_of
from app.employment.contracts.wording import kind_words
from app.employment.page.guide import ContractGuide
from app.employment.people import actions, rules
from app.employment.people.records import STATES, Person
from app.employment.periods import full_years
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.language import Wording
from app.ui.office import Office
from app.ui.widgets import Banner, Part, RowItem, RowList, TwoLines, small

TONES: dict[str, Tone] = {"active": "good", "away": "watch", "left": "plain"}


_SAID_ELSEWHERE = frozenset(
    {
        "family_name", "call_name", "status", "role", "induction", "cards", "checks", "gender", "birth_year",
    }
)  # fmt: skip


def person_desk() -> Desk:
    """People who work here."""
    roles = fields_of(Person)["role"].value
    return Desk(
        Person,
        sentence=_l(
            "Who works here, what they can do, and which of their cards expire. Begin with one."
        ),
        new_words=_l("New person"),
        chips=(
            *(Chip(code, words, Person.status == code) for code, words in STATES),
            Chip("volunteer", _l("Volunteers"), Person.role == "volunteer"),
        ),
        cells={
            "status": lambda person: Cell(
                fields_of(Person)["status"].value.show(person.status),
                TONES.get(person.status, "plain"),
            ),
            "role": lambda person: Cell(roles.show(person.role)),
        },
        actions=(
            RecordAction(
                _l("Write a contract"),
                "file-text",
                dialog=lambda parent, office, person_id: ContractGuide(
                    parent, office, person_id=person_id
                ),
                prominent=True,
            ),
            RecordAction(
                _l("Begin induction"),
                "check-square",
                work=actions.begin_induction,
                when=lambda person: not getattr(person, "induction", None),
            ),
        ),
        extra=_extra,
        hidden=_SAID_ELSEWHERE,
        can_duplicate=False,
    )


def _extra(office: Office, session: Session, person: Person) -> Extra:
    role = codes("person_roles").get(person.role)
    tags: list[tuple[Text, Tone]] = [
        (dict(STATES).get(person.status, _l("Works here")), TONES.get(person.status, "plain"))
    ]
    if role:
        tags.append((literal(role.names), "plain"))
    if person.personal_id and is_artificial(person.personal_id):
        tags.append((_l("Artificial identity code"), "plain"))
    return Extra(
        tags=tags,
        above=[*_notices(person), *_service(session, person)],
        below=_below(office, session, person),
    )


def _notices(person: Person) -> list[QWidget]:
    found: list[QWidget] = []
    for each in rules.expiring(actions.rows_of(person, "cards"), today()):
        late = each.day < today()
        words = (
            _l("{card} expired on {day}.", card=each.name, day=each.day)
            if late
            else _l("{card} expires on {day}.", card=each.name, day=each.day)
        )
        found.append(Banner(words, "bad" if late else "watch"))
    if person.status == "active" and rules.extract_open(
        person.role, actions.rows_of(person, "checks")
    ):
        found.append(
            Banner(
                _l(
                    "No criminal record extract is noted as shown. It is asked for when the work is with "
                    "children, older or disabled people for more than three months in a year (Acts 504/2002 "
                    "and 741/2023, section 28)."
                ),
                "main",
            )
        )
    left = rules.open_steps(actions.rows_of(person, "induction"))
    if left:
        words = _n(
            "{count} step of the induction is open.",
            "{count} steps of the induction are open.",
            left,
        )
        found.append(Banner(words, "watch"))
    return found


def _service(session: Session, person: Person) -> list[QWidget]:
    """How long the service has lasted, and whether the work should become permanent."""
    rows = contracts.signed_rows(session, person.id)
    found: list[QWidget] = []
    began = fixed_terms.service_began(rows, today())
    working = any(fixed_terms.last_day(row) >= today() for row in rows)
    if began and working:
        years = full_years(began, today())
        words = (
            _n(
                "Has worked here since {day}, {count} year.",
                "Has worked here since {day}, {count} years.",
                years,
                day=began,
            )
            if years
            else _l("Has worked here since {day}.", day=began)
        )
        found.append(small(words))
        advice = fixed_terms.permanence(rows, today())
        if advice and advice.level != "possible":
            found.append(Banner(advice.why, "watch"))
    return found


def _below(office: Office, session: Session, person: Person) -> list[QWidget]:
    found: list[QWidget] = []
    made = contracts.of_person(session, person.id)
    if made:
        found.append(Part(_l("Contracts"), contract_rows(office, made)))
    checks = actions.rows_of(person, "checks")
    if checks:
        found.append(Part(_l("Checks"), *(_Check(row) for row in checks)))
    cards = actions.rows_of(person, "cards")
    if cards:
        found.append(Part(_l("Cards and courses"), *(_Card(row) for row in cards)))
    steps = actions.rows_of(person, "induction")
    if steps:
        found.append(Part(_l("Induction"), *(_Step(row) for row in steps)))
    return found


def contract_rows(office: Office, made: list[Contract]) -> RowList:
    """Contracts to be opened, for the pages of others."""
    items = []
    for each in made:
        row = row_of(each)
        items.append(
            RowItem(
                each.id,
                each.code,
                kind_words(row),
                _days(each),
                dict(CONTRACT_STATES)[each.status],
                CONTRACT_TONES[each.status],
            )
        )
    rows = RowList(items)
    rows.chosen.connect(lambda contract_id: office.wanted.emit("contract", contract_id))
    return rows


def _days(contract: Contract) -> Wording:
    starts, ends = contract.starts, contract.last_day or contract.ends
    if not starts:
        return ""
    return lambda: f"{show_date(starts)}–{show_date(ends) if ends else ''}"


def _shown(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


class _Check(TwoLines):
    def __init__(self, row: dict[str, Any]) -> None:
        what = kind_of_value(Person, "checks", Rows).fields[0].value
        day = row["checked_on"]
        super().__init__(
            lambda: what.show(row["what"]),
            lambda: _shown(show_date(day) if day else "", row["checked_by"], row["number"]),
        )


class _Card(TwoLines):
    def __init__(self, row: dict[str, Any]) -> None:
        last = row["valid_to"]
        super().__init__(
            row["name"],
            _l("valid to {day}", day=last) if last else _l("valid until further notice"),
        )


class _Step(TwoLines):
    def __init__(self, row: dict[str, Any]) -> None:
        done = row["done_on"]
        super().__init__(
            row["step"],
            lambda: _shown(show_date(done) if done else _l("to be done").say(), row["with_whom"]),
        )
