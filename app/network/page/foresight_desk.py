"""How shared foresight is worked with: read, said what we think of it, taken into our own work."""

from functools import partial
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget
from sqlalchemy.orm import Session, object_session

from app.core import editing, sample
from app.core.brand import Tone
from app.core.change import Changes
from app.core.field import fields_of, row_field
from app.core.format import show_number
from app.core.record import today
from app.core.text import Text, _l, _n, literal, pick
from app.core.value import Choices
from app.network.foresight import actions
from app.network.foresight.records import MEGATREND, SORTS, ForesightNote, ForesightOpinion
from app.network.page.kept import is_kept, keeper, kept_note
from app.sync import link as links
from app.sync.protocol import Role
from app.ui.ask_dialog import AskDialog
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, Facts, Part, TwoLines, small
from app.worksheets.chains import actions as chains
from app.worksheets.page import inputs  # noqa: F401 - registers the scale
from app.worksheets.page.chain_strip import ChainStrip
from app.worksheets.page.continue_dialog import ContinueDialog
from app.worksheets.types.values import Scale

HIGHEST = 5
_MANY = {
    "megatrend": _l("Megatrends"),
    "trend": _l("Trends"),
    "weak": _l("Weak signals"),
}


def foresight_desk() -> Desk:
    """What is changing around the members, as the coordinator of the network tells it."""
    return Desk(
        ForesightNote,
        sentence=_l(
            "What is changing around you: population, municipalities, law, ways of living. The coordinator of a "
            "network writes it for all; each member says what it means for them."
        ),
        new_words=_l("New observation"),
        chips=tuple(
            Chip(code, _MANY.get(code, words), ForesightNote.sort == code) for code, words in SORTS
        ),
        cells={"sort": lambda each: Cell(_sort(each).say()), "seen_on": _seen},
        actions=(
            RecordAction(
                _l("Give our opinion"), "chat-circle-text", dialog=OpinionDialog, prominent=True
            ),
            RecordAction(
                _l("Into our own signals"),
                "bookmark-simple",
                work=actions.to_library,
                leads_to="signal",
            ),
            RecordAction(_l("Use in a worksheet"), "note-pencil", dialog=use_in_worksheet),
            RecordAction(_l("Open the link"), "arrow-square-out", run=_open_link, when=_has_link),
            RecordAction(
                _l("Take our opinion back"),
                "arrow-counter-clockwise",
                work=actions.take_back,
                when=_have_said,
            ),
        ),
        extra=_extra,
        hidden=frozenset({"sort"}),
        locked=is_kept,
        example=example,
        order=("seen_on", True),
    )


def coordinates(session: Session) -> bool:
    """Whether this office coordinates its network, so that its notes go to all members."""
    link = links.connected(session)
    return link is not None and link.role == Role.COORDINATOR


def _sort(note: ForesightNote) -> Text:
    return dict(SORTS).get(note.sort, SORTS[-1][1])


def _seen(note: ForesightNote) -> Cell:
    return Cell(_l("{day}", day=note.seen_on).say() if note.seen_on else "")


def _has_link(note: Any) -> bool:
    return bool(note.link)


def _have_said(note: Any) -> bool:
    session = object_session(note)
    return session is not None and actions.our_opinion(session, note.id) is not None


def _open_link(_parent: QWidget, office: Office, note_id: str) -> None:
    address = office.ask(lambda session: editing.find(session, ForesightNote, note_id).link)
    QDesktopServices.openUrl(QUrl(address))


def use_in_worksheet(parent: QWidget, office: Office, note_id: str) -> QDialog:
    """Ask which worksheet goes on from a note, and what it is called."""
    title = office.ask(lambda session: dict(editing.find(session, ForesightNote, note_id).title()))
    return ContinueDialog(parent, office, (ForesightNote.kind.name, note_id), pick(title))


def _extra(office: Office, session: Session, note: ForesightNote) -> Extra:
    tone: Tone = "main" if note.sort == MEGATREND else "plain"
    tags: list[tuple[Text, Tone]] = [(_sort(note), tone)]
    if actions.signal_of(session, note.id):
        tags.append((_l("In our own signals"), "good"))
    above = kept_note(session, note)
    if not note.owner_id and links.connected(session) and not coordinates(session):
        above.append(
            Banner(
                _l(
                    "This note stays in your office: only the coordinator’s notes go to the network."
                ),
                "plain",
            )
        )
    below: list[QWidget] = [_opinions(session, note)]
    strip = ChainStrip(office)
    strip.show_chain(chains.chain(session, ForesightNote.kind.name, note.id))
    below.append(Part(_l("What led to what"), strip))
    return Extra(tags=tags, above=above, below=below)


def _opinions(session: Session, note: ForesightNote) -> Part:
    given = actions.opinions(session, note.id)
    heading = _l("What members think")
    if not given:
        return Part(heading, small(_l("Nobody has given an opinion yet. Be the first.")))
    mean = actions.together(given)
    facts = [
        (words, partial(_mean, number, mean.count))
        for words, number in (
            (_l("Significance"), mean.significance),
            (_l("How likely"), mean.probability),
        )
        if number is not None
    ]
    contents: list[QWidget] = [Facts(facts)] if facts else []
    contents += [_opinion(session, each) for each in given]
    return Part(heading, *contents)


def _mean(number: Any, count: int) -> str:
    counted = _n("{count} opinion", "{count} opinions", count)
    return str(
        _l(
            "{number} of {most}, {counted}",
            number=show_number(number),
            most=HIGHEST,
            counted=counted,
        )
    )


def _opinion(session: Session, opinion: ForesightOpinion) -> QWidget:
    organisation, ours = dict(opinion.organisation), not opinion.owner_id
    who = literal(organisation) if organisation else keeper(session, opinion)
    name = _l("{who} (ours)", who=who) if ours else who
    return TwoLines(name, partial(_said, opinion))


def _said(opinion: ForesightOpinion) -> str:
    parts = []
    if opinion.significance is not None:
        parts.append(str(_l("significance {number}", number=opinion.significance)))
    if opinion.probability is not None:
        parts.append(str(_l("likelihood {number}", number=opinion.probability)))
    lines = [" · ".join(parts), opinion.comment]
    return "\n".join(line for line in lines if line)


class OpinionDialog(AskDialog):
    """Asks what we think of a note; what we said before stands there to be changed."""

    def __init__(self, parent: QWidget, office: Office, note_id: str) -> None:
        known = fields_of(ForesightOpinion)
        before, shared = office.ask(lambda session: _before(session, note_id))
        words = (
            _l(
                "One opinion an organisation. The other members see it with your name; change it when you like."
            )
            if shared
            else _l("You are in no network, so it stays in your office. Change it when you like.")
        )
        scale = Scale(1, HIGHEST)
        super().__init__(
            parent,
            office,
            _l("Give our opinion"),
            words,
            [
                *(
                    row_field(name, scale, known[name].label, help=known[name].help)
                    for name in ("significance", "probability")
                ),
                known["comment"],
            ],
            lambda session, values: actions.give_opinion(session, note_id, values),
            do=_l("Give it"),
            starts=before,
        )


def _before(session: Session, note_id: str) -> tuple[dict[str, Any], bool]:
    ours = actions.our_opinion(session, note_id)
    names = ("significance", "probability", "comment")
    said = {name: getattr(ours, name) for name in names} if ours else {}
    return said, links.connected(session) is not None


class OfferDialog(AskDialog):
    """Asks which of our own signals are offered to the members of the network."""

    def __init__(self, parent: QWidget, office: Office) -> None:
        options = office.ask(
            lambda session: tuple(
                (each.id, literal(each.name)) for each in actions.offerable(session)
            )
        )
        words = (
            _l(
                "Each becomes a note that all members read. What you do about it yourself stays with you."
            )
            if options
            else _l("All your own signals have been offered, or you have none yet.")
        )
        super().__init__(
            parent,
            office,
            _l("Offer our signals"),
            words,
            [row_field("signals", Choices(options=options), _l("Which of them"))]
            if options
            else [],
            lambda session, values: actions.offer(session, values.get("signals") or []),
            do=_l("Offer them"),
            done=lambda done: office.wanted.emit(ForesightNote.kind.name, done.result),
        )
        self.do_button.setEnabled(bool(options))


def example(session: Session) -> Changes:
    """A note of what is changing, to look at."""
    stored = sample.content("partnerships")["notes"][0]["values"]
    return editing.add(session, ForesightNote, sample.placed(stored, today(), {}))
