"""What feedback tells: of each service, and where it is going."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients.feedback import rules
from app.clients.feedback.records import Feedback
from app.clients.feedback.rules import Answer, Result
from app.core import search
from app.core.record import today
from app.core.room import Fact
from app.core.text import LanguageText, Text, _l, _n, languages, literal

QUARTERS = 6
YEAR = timedelta(days=365)


def answers(session: Session, service_id: str = "", since: date | None = None) -> list[Answer]:
    """The surveys in use, of one service or of all, from a day on."""
    statement = select(Feedback).where(Feedback.deleted_at.is_(None), Feedback.day.is_not(None))
    if service_id:
        statement = statement.where(Feedback.service_id == service_id)
    if since:
        statement = statement.where(Feedback.day >= since)
    return [
        Answer(
            each.day,
            each.service_id or "",
            rules.score({name: getattr(each, name) for name in rules.STATEMENTS}),
            each.recommends,
        )
        for each in session.scalars(statement)
        if each.day
    ]


@dataclass(frozen=True)
class ServiceResult:
    """A service's feedback: the last year, the year before, and by quarter."""

    service_id: str
    service: LanguageText
    year: Result
    before: Result
    quarters: Sequence[tuple[tuple[int, int], Result]]


def results(session: Session, day: date) -> list[ServiceResult]:
    """The feedback of all services together (with a blank id) and of each, the most answered first."""
    found = answers(session, since=day - 2 * YEAR)
    ids = {answer.service_id for answer in found if answer.service_id}
    named: dict[str, dict[str, str]] = {}
    for language in languages():
        for service_id, title in search.titles(session, list(ids), language).items():
            named.setdefault(service_id, {})[language] = title
    each = [_of_service(service_id, named.get(service_id, {}), found, day) for service_id in ids]
    each.sort(key=lambda one: -one.year.count)
    return [_of_service("", {}, found, day), *each] if found else []


def _of_service(
    service_id: str, name: LanguageText, found: Iterable[Answer], day: date
) -> ServiceResult:
    own = [answer for answer in found if not service_id or answer.service_id == service_id]
    return ServiceResult(
        service_id,
        name,
        rules.result(answer for answer in own if answer.day > day - YEAR),
        rules.result(answer for answer in own if day - 2 * YEAR < answer.day <= day - YEAR),
        rules.by_quarter(own, day, QUARTERS),
    )


def result_words(found: Result) -> Text:
    """A result in words: the score and how many answers it rests on."""
    if found.score is None:
        return _n("{count} answer", "{count} answers", found.count)
    return _n(
        "{score} / 5, {count} answer",
        "{score} / 5, {count} answers",
        found.count,
        score=found.score,
    )


def change_words(change: Decimal) -> Text:
    """How much a score has risen or sunk, with its sign."""
    return Text("+{number}" if change > 0 else "{number}", args={"number": change})


def about(session: Session, kind: str, record_id: str) -> Iterable[Fact]:
    """What feedback measures of a service product in the last year: it feeds its quality measures."""
    if kind != "service":
        return
    day = today()
    found = answers(session, record_id, day - 2 * YEAR)
    year = rules.result(answer for answer in found if answer.day > day - YEAR)
    if not year.count:
        return
    yield Fact(_l("Feedback of the last year"), result_words(year))
    if year.recommends is not None:
        yield Fact(_l("Recommendation index"), literal(f"{year.recommends:+d}"))
    before = rules.result(answer for answer in found if answer.day <= day - YEAR)
    change = rules.change(year, before)
    if change is not None:
        yield Fact(_l("Change from the year before"), change_words(change))


def change_of(found: ServiceResult) -> Decimal | None:
    """By how much a service's score has risen from the year before."""
    return rules.change(found.year, found.before)
