"""How a contract is put into words, on the screen and on paper alike."""

from app.core.format import show_number
from app.core.text import LanguageText, Text, _l, languages
from app.employment.contracts import rules, sentences
from app.employment.contracts.records import DURATIONS, FORMS
from app.employment.contracts.sentences import Draft, Row, Section, lowered
from app.employment.contracts.term_fields import HOURS
from app.employment.contracts.unpaid_words import training, volunteering


def sections(row: Row) -> list[Section]:
    """What was agreed, in the order in which it is read; sections without content left out."""
    makers = {"volunteer": volunteering, "training": training}
    return sentences.kept(makers.get(row["form"], _employment)(row))


def _employment(row: Row) -> list[Draft]:
    return [
        (_l("Beginning and duration"), sentences.duration(row)),
        (_l("Work and place of work"), sentences.work(row)),
        (_l("Working time"), sentences.hours(row)),
        (_l("Pay"), sentences.pay(row)),
        (_l("Annual leave"), [sentences.leave(row)]),
        (_l("Notice"), sentences.notice(row)),
        (_l("Occupational health and insurance"), sentences.insurance(row)),
        (_l("Training"), [sentences.training_offer(row)]),
        *sentences.rest(row),
    ]


def heading(row: Row) -> Text:
    """What the paper is called."""
    amendment = (row["version"] or 1) - 1
    if amendment > 0:
        return _l("Amendment {number} to the contract", number=str(amendment))
    return dict(FORMS).get(row["form"], dict(FORMS)[rules.EMPLOYMENT])


def kind_words(row: Row) -> Text:
    """A contract in a few words for lists: ``Permanent, part time 30 h``."""
    if row["form"] != rules.EMPLOYMENT:
        return dict(FORMS)[row["form"]]
    duration, hours = dict(DURATIONS).get(row["duration"]), dict(HOURS).get(row["hours_kind"])
    if duration is None:
        return hours or _l("Contract")
    if hours is None:
        return duration
    amount = row["weekly_hours"]
    if amount is None or row["hours_kind"] == "variable":
        return _l("{duration}, {hours}", duration=duration, hours=_inside(hours))
    worded = _inside(hours)
    number = {
        language: f"{worded[language]} {show_number(amount, language)} h"
        for language in languages()
    }
    return _l("{duration}, {hours}", duration=duration, hours=number)


def _inside(words: Text) -> LanguageText:
    return lowered({language: words.say(language) for language in languages()})
