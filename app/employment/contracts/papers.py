"""Contracts on paper: for signing in one language or two, in plain language; certificate and advertisement."""

from collections.abc import Callable, Sequence

from reportlab.platypus import Flowable, KeepTogether, Table, TableStyle
from sqlalchemy.orm import Session

from app.core import editing, signed
from app.core.fault import Refusal
from app.core.field import fields_of, values_of
from app.core.format import show_date
from app.core.identifier import birth_day
from app.core.record import today
from app.core.text import Text, _l, languages, pick
from app.employment.contracts import actions, fixed_terms, plain_words, rules, sentences, wording
from app.employment.contracts.records import Contract, JobTemplate, row_of
from app.employment.people.records import Person
from app.employment.people.rules import calendar_name
from app.organisation.actions import own
from app.organisation.papers import letterhead
from app.organisation.wording import identity_words
from app.paper.kit import WIDTH, Paper

SCALES = (1.0, 0.95, 0.9)
"""Sizes of print to try, until a contract fits on one page."""
GAP = 16
"""Points between the columns of two languages."""


def contract(session: Session, record_id: str | None, language: str) -> bytes:
    """The contract as it stands in this version.

    Raises:
        Missing: there is no such contract.
    """
    return _contract(session, record_id, (language,))


def bilingual(session: Session, record_id: str | None, language: str) -> bytes:
    """The contract in two languages beside each other, the asked one on the left.

    Raises:
        Missing: there is no such contract.
    """
    other = next(each for each in languages() if each != language)
    return _contract(session, record_id, (language, other))


def _contract(session: Session, record_id: str | None, spoken: tuple[str, ...]) -> bytes:
    """On one page where it fits there in a slightly smaller print; a signature never stands alone."""
    found = editing.find(session, Contract, record_id or "")
    for scale in SCALES:
        paper = _written(session, found, spoken, scale)
        content = paper.draw()
        if paper.pages == 1:
            return content
    return _written(session, found, spoken, SCALES[0]).draw()


def _written(session: Session, found: Contract, spoken: tuple[str, ...], scale: float) -> Paper:
    row = row_of(found)
    first = spoken[0]
    title = wording.heading(row)
    head = letterhead(session, first)
    paper = Paper(first, title.say(first), head, today(), scale)
    if found.status != "in_force":
        paper.story.append(paper.tag(dict(signed.STATES)[found.status].say(first), "watch"))
        paper.gap(4)
    paper.add(" · ".join(title.say(each) for each in spoken), "title")
    paper.add(_number(found, first), "lead")
    provider = own(session)
    employment = found.form == rules.EMPLOYMENT
    ours = _l("Employer") if employment else _l("Organisation")
    theirs = _l("Employee") if employment else _l("The other party")

    def parties(language: str) -> list[str]:
        return [
            f"{ours.say(language)}: {identity_words(provider, language)}",
            f"{theirs.say(language)}: {_person(found.person)}",
        ]

    _section(paper, spoken, _l("Parties"), parties, running=False)
    for section in wording.sections(row):
        _section(
            paper,
            spoken,
            section.heading,
            lambda language, section=section: [each.say(language) for each in section.sentences],
        )
    kept = len(paper.story)
    for words in _closing(found, spoken):
        paper.add(words, "small")
    person = calendar_name(values_of(found.person)) if found.person else "–"
    paper.signatures([person, head.name])
    paper.story[kept:] = [KeepTogether(paper.story[kept:])]
    return paper


def _closing(found: Contract, spoken: tuple[str, ...]) -> list[str]:
    """What stands above the signatures."""
    said = [_copies(found).say(language) for language in spoken]
    if len(spoken) > 1:
        differ = _l("If the languages differ, the Finnish text holds.")
        said = [f"{each} {differ.say(lang)}" for each, lang in zip(said, spoken, strict=True)]
    # Of what is printed here: the signed paper can be told from a later change of the record.
    proof = _l(
        "Fingerprint of what was agreed: {hash} (version {number})",
        hash=actions.fingerprint(found)[: actions.SHORT_HASH],
        number=str(found.version or 1),
    )
    return [*said, proof.say(spoken[0])]


def _section(
    paper: Paper,
    spoken: tuple[str, ...],
    heading: Text,
    say: Callable[[str], list[str]],
    *,
    running: bool = True,
) -> None:
    """A section of sentences, in two columns where two languages are printed."""
    if len(spoken) == 1:
        paper.section(heading, *_blocks(paper, say(spoken[0]), WIDTH, running=running))
        return
    width = (WIDTH - GAP) / 2
    cells: list[list[Flowable]] = [
        [
            paper.paragraph(heading.say(language), "section"),
            *_blocks(paper, say(language), width, running=running),
        ]
        for language in spoken
    ]
    made = Table([cells], colWidths=[width + GAP, width], hAlign="LEFT", splitInRow=1)
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (0, -1), GAP),
                ("RIGHTPADDING", (1, 0), (1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ]
        )
    )
    paper.story.append(made)


def _blocks(paper: Paper, sentences: list[str], width: float, *, running: bool) -> list[Flowable]:
    """Sentences as running text or each alone; what has lines of its own is a list below its first line."""
    if not running:
        return [paper.paragraph(sentence) for sentence in sentences]
    found: list[Flowable] = []
    said: list[str] = []
    for sentence in sentences:
        first, *rest = sentence.split("\n")
        said.append(first)
        if rest:
            found.append(paper.paragraph(" ".join(said)))
            listed = paper.lines("\n".join(rest), width=width)
            found += [listed] if listed else []
            said = []
    if said:
        found.append(paper.paragraph(" ".join(said)))
    return found


def _number(found: Contract, language: str) -> str:
    parts = [found.code, _l("version {number}", number=str(found.version or 1)).say(language)]
    if found.signed_on:
        parts.append(_l("signed on {day}", day=found.signed_on).say(language))
    return " · ".join(part for part in parts if part)


def _full_name(person: Person) -> str:
    return f"{person.given_names} {person.family_name}".strip()


def _person(person: Person | None) -> str:
    if person is None:
        return "–"
    shown = fields_of(Person)
    code = shown["personal_id"].value.show(person.personal_id)
    address = f"{person.postal_code} {person.post_office}".strip()
    parts = (
        _full_name(person),
        code,
        person.street,
        address,
        shown["phone"].value.show(person.phone),
    )
    return ", ".join(part for part in parts if part)


def _copies(found: Contract) -> Text:
    if (found.version or 1) > 1:
        return _l(
            "This amendment is an annex to the contract {code} and made in two copies. What isn't changed "
            "here stays as it was.",
            code=signed.stem(row_of(found)),
        )
    return _l("This contract has been made in two copies, one for each party.")


def plain(session: Session, record_id: str | None, language: str) -> bytes:
    """A contract in plain language on one page, for somebody who reads little of the language.

    Raises:
        Missing: there is no such contract.
    """
    found = editing.find(session, Contract, record_id or "")
    provider = own(session)
    employer = dict(provider.name) if provider else {}
    title = _l("Your contract in plain language")
    paper = Paper(language, title.say(language), letterhead(session, language), today(), 1.15)
    paper.add(title, "title")
    paper.add(_person_name(found), "lead")
    row = row_of(found)
    # Agreements without pay are written to "you" already, and promise other things.
    paid = found.form == rules.EMPLOYMENT
    for section in plain_words.plain(row, employer) if paid else wording.sections(row):
        said = "\n".join(each.say(language) for each in section.sentences)
        paper.section(section.heading, paper.lines(said))
    paper.gap(8)
    paper.add(_l("This page only explains. The contract that you sign holds."), "small")
    return paper.draw()


def _person_name(found: Contract) -> str:
    return _full_name(found.person) if found.person else ""


def certificate(session: Session, record_id: str | None, language: str) -> bytes:
    """A certificate of employment: how long and in which duties; nothing else unless it is asked for.

    Employment Contracts Act 55/2001, chapter 6, section 7.

    Raises:
        Missing: there is no such person.
        Refusal: no contract of employment has been signed with the person.
    """
    person = editing.find(session, Person, record_id or "")
    rows = fixed_terms.in_order(actions.signed_rows(session, person.id))
    if not rows:
        raise Refusal(
            _l("There is no signed contract of employment, so there is nothing to certify yet.")
        )
    goes_on = max(map(fixed_terms.last_day, rows)) >= today()
    title = _l("Interim certificate of employment") if goes_on else _l("Certificate of employment")
    head = letterhead(session, language)
    paper = Paper(language, title.say(language), head, today())
    paper.add(title, "title")
    paper.add(_full_name(person), "lead")
    facts = [(_l("Employer"), identity_words(own(session), language))]
    if person.personal_id:
        born = birth_day(person.personal_id)
        facts.append((_l("Date of birth"), show_date(born, language)))
    spells = fixed_terms.spells(rows)
    facts.append(
        (_l("Employment relationship"), "; ".join(_span(each, language) for each in spells))
    )
    paper.section(_l("Employment relationship"), paper.facts(facts))
    jobs = [
        (
            " · ".join(
                part
                for part in (pick(each[0]["job_title"], language), _span(each, language))
                if part
            ),
            pick(each[0]["duties"], language),
        )
        for spell in spells
        for each in fixed_terms.jobs(spell)
    ]
    paper.section(_l("Duties"), paper.numbered(jobs))
    paper.gap(10)
    paper.signatures([head.name])
    return paper.draw()


def _span(rows: Sequence[fixed_terms.Row], language: str) -> str:
    first, last = fixed_terms.first_day(rows[0]), max(fixed_terms.last_day(row) for row in rows)
    if last >= today():
        return _l("from {first}, goes on", first=first).say(language)
    return _l("{first}–{last}", first=first, last=last).say(language)


def advertisement(session: Session, record_id: str | None, language: str) -> bytes:
    """A draft of a job advertisement from a template's terms.

    Raises:
        Missing: there is no such template.
    """
    template = editing.find(session, JobTemplate, record_id or "")
    head = letterhead(session, language)
    title = pick(template.job_title, language) or template.name
    paper = Paper(language, title, head, today())
    paper.add(title, "title")
    provider = own(session)
    paper.add(pick(provider.name, language) if provider else "", "lead")
    row = {
        **{name: getattr(template, name) for name in fields_of(JobTemplate)},
        "form": rules.EMPLOYMENT,
    }
    paper.section(_l("What you do"), paper.lines(pick(template.duties, language)))
    facts = [
        (_l("Place of work"), template.place),
        (_l("Working time"), _hours(row, language)),
        (_l("Pay"), _pay(row, language)),
        (_l("Collective agreement"), _agreement(row, language)),
        (_l("Training that we offer"), template.training),
    ]
    paper.section(_l("The job"), paper.facts(facts))
    paper.section(
        _l("Good to know"),
        paper.words(
            _l(
                "If the work is with children, older or disabled people, a criminal record extract is asked "
                "to be shown before the work begins."
            ).say(language)
        ),
    )
    contact = provider.email if provider else ""
    paper.section(
        _l("How to apply"),
        paper.words(
            _l("Write to {contact} and tell why you want this job.", contact=contact).say(language)
            if contact
            else ""
        ),
    )
    return paper.draw()


def _hours(row: dict[str, object], language: str) -> str:
    return next((each.say(language) for each in sentences.hours_sentences(row)), "")


def _pay(row: dict[str, object], language: str) -> str:
    pay = sentences.pay_words(row)
    return pay.say(language) if pay else ""


def _agreement(row: dict[str, object], language: str) -> str:
    name = sentences.agreement_name(row)
    return pick(name, language) if isinstance(name, dict) else str(name)
