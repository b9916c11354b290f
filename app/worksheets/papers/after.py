"""What follows the picture of a sheet on paper: texts in full, what was agreed, and what led to what."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from reportlab.platypus import NextPageTemplate, PageBreak, Spacer
from sqlalchemy.orm import Session

from app.agenda.tasks import actions as tasks
from app.agenda.tasks import rules
from app.core.format import show_date
from app.core.record import record_kinds
from app.core.text import Text, _l, literal, pick
from app.paper.kit import Paper, bare
from app.paper.pages import FIRST, LATER
from app.worksheets.chains import actions as chains
from app.worksheets.chains.actions import Ring
from app.worksheets.papers.long_text import long_text
from app.worksheets.papers.photos import photos
from app.worksheets.papers.shown import Shown
from app.worksheets.pictures.shapes import Picture
from app.worksheets.types.values import number_of

NO_LONGER = _l("In fields that this worksheet no longer has")
_MARK, _AIR = 14.0, 6.0


def add(paper: Paper, session: Session, shown: Shown, picture: Picture) -> None:
    """Add the pages after the picture; none where the picture tells everything."""
    begun = len(paper.story)
    texts = [*_left_over(picture, paper.language), *_unknown(shown, paper.language)]
    rings = chains.chain(session, "worksheet", shown.sheet.id)
    width = paper.page.column if texts else paper.page.inner[0]
    _texts(paper, texts)
    if texts or len(rings) > 1 or not _told_all(shown, picture):
        _agreed(paper, shown, width)
    photos(paper, session, shown.sheet.id, width)
    _chain(paper, rings, width)
    if len(paper.story) > begun:
        template = LATER if texts else FIRST
        paper.story[begun:begun] = [NextPageTemplate(template), PageBreak()]


def _told_all(shown: Shown, picture: Picture) -> bool:
    """Whether the picture itself tells all that was agreed: a page for that alone would only repeat it."""
    places = (picture.slot(task.source_item) for task in shown.tasks)
    fields = (shown.type.field(place.field) if place else None for place in places)
    return all(field is not None and field.type == "actions" for field in fields)


def _left_over(picture: Picture, language: str) -> Iterator[tuple[str, str]]:
    for each in picture.left_over:
        yield pick(each.label, language), each.text


def _unknown(shown: Shown, language: str) -> Iterator[tuple[str, str]]:
    """What stands in fields that the type no longer has: no picture has a place for it."""
    heading = NO_LONGER.say(language)
    for key, items in shown.content.items.items():
        if shown.type.field(key) is None:
            for item in items:
                facts = (str(each) for each in item.facts.values() if number_of(each) is None)
                if said := " · ".join(part for part in (item.text, *facts) if part):
                    yield heading, said


def _texts(paper: Paper, texts: Iterable[tuple[str, str]]) -> None:
    for heading, group in groupby(texts, key=lambda each: each[0]):
        blocks = (long_text(paper, text, paper.page.column, after=_AIR) for _heading, text in group)
        paper.section(literal(heading), *blocks)


def _agreed(paper: Paper, shown: Shown, width: float) -> None:
    states = dict(rules.STATES)
    rows = [
        (
            each.what,
            each.who,
            states[tasks.state(each)].say(paper.language),
            show_date(each.due, paper.language) if each.due else "",
        )
        for each in shown.tasks
    ]
    head = (_l("What"), _l("Who"), _l("Status"), _l("By when"))
    parts = (0.48, 0.2, 0.16, 0.16)
    paper.section(_l("What was agreed"), paper.grid(head, rows, parts, width))


def _chain(paper: Paper, rings: list[Ring], width: float) -> None:
    if len(rings) < 2:  # noqa: PLR2004 - itself alone is no chain
        return
    rows = [
        [
            paper.paragraph("→" if place else "•"),
            [
                paper.paragraph(pick(each.title, paper.language), _style(each)),
                paper.paragraph(_told(each), "small"),
                Spacer(1, _AIR),
            ],
        ]
        for place, each in enumerate(rings)
    ]
    paper.section(_l("What led to this, and what it led to"), bare(rows, (_MARK, width - _MARK)))


def _style(ring: Ring) -> str:
    return "text" if ring.step else "strong"


def _told(ring: Ring) -> Text:
    """Which kind of page it is, that it is this one or in the bin, and what the link says."""
    record = record_kinds().get(ring.kind)
    words = record.kind.label if record else literal("")
    if not ring.step:
        words = _l("{kind}, this one", kind=words)
    elif ring.gone:
        words = _l("{kind}, in the bin", kind=words)
    return _l("{kind}: {why}", kind=words, why=ring.why) if ring.why else words
