"""The report of all experiments: how many there are and what was decided, then a card for each."""

from collections import Counter
from collections.abc import Iterable, Iterator

from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Spacer
from sqlalchemy.orm import Session

from app.core.format import show_date
from app.core.record import today
from app.core.text import Text, _l, _n, literal, pick, speaking
from app.organisation.papers import letterhead
from app.paper.kit import LINE, WIDTH, Paper, bare
from app.worksheets.papers.long_text import long_text
from app.worksheets.sheets.experiments import KEY, STATE_TONES, STATES, Experiment, experiments
from app.worksheets.sheets.records import type_of
from app.worksheets.types.rules import SheetField, WorksheetType
from app.worksheets.types.values import shown

SCALE = 0.95
IN_FACTS = 700
"""A text longer than this stands below the facts, at the whole width."""
TEXTS = ("target_group", "test", "baseline", "metric", "result")
_UNDECIDED = _l("Not decided yet")


def report(session: Session, _record_id: str | None, language: str) -> bytes:
    """All experiments on paper, those that run first."""
    with speaking(language):
        return _report(session, language)


def _report(session: Session, language: str) -> bytes:
    found = experiments(session)
    title = _l("Experiments")
    paper = Paper(language, title.say(language), letterhead(session, language), today(), SCALE)
    paper.add(title, "title")
    paper.add(lead(found), "lead")
    type_ = type_of(KEY)
    if found and type_:
        paper.section(
            _l("All in brief"),
            paper.facts(_counts(found)),
            Spacer(1, 8),
            paper.grid(*_brief(found)),
        )
        for each in found:
            _card(paper, type_, each)
    return paper.draw()


def lead(found: list[Experiment]) -> Text:
    """How many there are."""
    if not found:
        return _l("No experiments yet. Begin one with the experiment card.")
    every = _n("{count} experiment", "{count} experiments", len(found))
    running = sum(each.state == "running" for each in found)
    if not running:
        return every
    some = _n("{count} of them running", "{count} of them running", running)
    return _l("{all}, {some}", all=every, some=some)


def _counts(found: list[Experiment]) -> Iterator[tuple[Text, str]]:
    """How many stand how, and what was decided on those that have ended."""
    states = Counter(each.state for each in found)
    yield _l("Status"), _counted((words.say(), states[state]) for state, words in STATES)
    yield _l("Decisions"), _counted(Counter(filter(None, map(_decided, found))).most_common())


def _counted(found: Iterable[tuple[str, int]]) -> str:
    return " · ".join(f"{words} {count}" for words, count in found)


def _brief(
    found: Iterable[Experiment],
) -> tuple[tuple[Text, ...], list[tuple[str, ...]], tuple[float, ...]]:
    rows: list[tuple[str, ...]] = [
        (each.name, dict(STATES)[each.state].say(), _decided(each), when(each).say())
        for each in found
    ]
    head = (_l("Experiment"), _l("Status"), _l("Decision"), _l("Time of the trial"))
    return head, rows, (0.36, 0.14, 0.24, 0.26)


def when(each: Experiment) -> Text:
    """Its days in words."""
    if each.begin is None:
        return literal("–")
    first, last = (show_date(day) if day else "" for day in (each.begin, each.end))
    return literal(f"{first}–{last}")


def _decided(each: Experiment) -> str:
    if each.decision:
        return pick(each.decided) or each.decision
    return _UNDECIDED.say() if each.undecided else ""


def _card(paper: Paper, type_: WorksheetType, each: Experiment) -> None:
    paper.gap(10)
    head: list[Flowable] = [
        HRFlowable("100%", 0.8, color=LINE, spaceAfter=4),
        paper.paragraph(each.name, "section"),
        _tags(paper, each),
        Spacer(1, 4),
    ]
    paper.story.append(KeepTogether(head))
    if hypothesis := long_text(paper, each.hypothesis, WIDTH, after=4):
        paper.story.append(hypothesis)
    facts = list(_facts(type_, each))
    short = [(label, words) for label, words in facts if len(words) <= IN_FACTS]
    if table := paper.facts(short):
        paper.story.append(table)
    for label, words in facts:
        if len(words) > IN_FACTS:
            _block(paper, label, [long_text(paper, words, WIDTH)])
    _steps(paper, type_.field("process_steps"), each)
    if each.learning:
        texts = (long_text(paper, f"– {text}", WIDTH) for text in each.learning)
        _block(paper, _label(type_, "learning"), texts)


def _tags(paper: Paper, each: Experiment) -> Flowable:
    """How it stands and what was decided, beside each other."""
    tags = [paper.tag(dict(STATES)[each.state].say(), STATE_TONES[each.state])]
    if decided := _decided(each):
        tags.append(paper.tag(decided, each.tone if each.decision else "watch"))
    return bare([tags], [tag.wrap(WIDTH, 0)[0] + 6 for tag in tags])


def _facts(type_: WorksheetType, each: Experiment) -> Iterator[tuple[Text, str]]:
    for key in TEXTS:
        yield _label(type_, key), getattr(each, key)
    budget = type_.field("budget")
    yield _label(type_, "duration"), when(each).say() if each.begin else ""
    yield _label(type_, "budget"), shown(budget, each.budget) if budget and each.budget else ""
    yield _l("Responsible"), each.owner
    yield _label(type_, "people"), "\n".join(each.people)


def _label(type_: WorksheetType, key: str) -> Text:
    field = type_.field(key)
    return literal(field.label if field else key)


def _block(paper: Paper, label: Text, blocks: Iterable[Flowable | None]) -> None:
    content = [block for block in blocks if block is not None]
    paper.gap(7)
    paper.story.append(KeepTogether([paper.paragraph(label, "strong"), *content[:1]]))
    paper.story += content[1:]


def _steps(paper: Paper, field: SheetField | None, each: Experiment) -> None:
    """How it goes, as a table with the columns of the type."""
    if field is None or not each.steps:
        return
    head = [literal(column.label) for column in field.columns]
    rows = []
    for number, item in enumerate(each.steps, start=1):
        told = [shown(column, item.facts.get(column.key)) for column in field.facts]
        rows.append([f"{number}. {item.text}", *told])
    parts = [0.4, *[0.6 / len(field.facts)] * len(field.facts)] if field.facts else [1.0]
    if table := paper.grid(head, rows, parts):
        _block(paper, literal(field.label), [table])
