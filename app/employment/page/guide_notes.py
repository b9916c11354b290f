"""What the contract guide says while one types: the ground explained, what is unlawful or doubtful."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.brand import Tone
from app.core.text import Text, _l, literal
from app.employment import law
from app.employment.contracts import checks, fixed_terms
from app.employment.contracts.checks import Finding
from app.ui.widgets import Banner, Column, clear

Row = Mapping[str, Any]


class GuideNotes(QWidget):
    """Bands below the questions of a step; only what has changed is made anew."""

    def __init__(self, use: Callable[[str, Any], object]) -> None:
        super().__init__()
        self._use = use
        self._column = Column(self, spacing=8)
        self._said: list[tuple[str, str]] = []

    def tell(
        self,
        row: Row,
        others: Sequence[Row],
        doubts: Sequence[Finding],
        fields: Collection[str],
    ) -> None:
        """Say what there is to say about some fields of a contract as it stands."""
        help_words = _ground_help(row) if "ground" in fields else None
        advice = _advice(row, others) if "ground" in fields else None
        longest = _longest_probation(row, others) if "probation_ends" in fields else None
        notes: list[tuple[Text, Tone]] = [(help_words, "main")] if help_words else []
        notes += [(each.told(), "watch") for each in doubts]
        if advice:
            notes.append((advice, "watch"))
        said = [(words.say(), tone) for words, tone in notes] + [(str(longest), "")]
        if said == self._said:
            return
        self._said = said
        clear(self._column)
        for words, tone in notes:
            self._column.addWidget(Banner(words, tone))
        if longest:
            self._column.addWidget(self._probation(longest))
        self.setVisible(bool(notes or longest))

    def _probation(self, longest: date) -> Banner:
        rule = law.rate("probation.max", longest)
        words = _l("The longest lawful probation here ends on {day}.", day=longest)
        check = rule is None or rule.needs_check
        note = Finding("probation_ends", words, law.PROBATION, check, stops=False)
        return Banner(
            note.told(), "main", action=(_l("Use it"), lambda: self._use("probation_ends", longest))
        )


def _advice(row: Row, others: Sequence[Row]) -> Text | None:
    """What to think of the chain that this fixed term would go on."""
    if row.get("duration") != "fixed_term" or not row.get("starts"):
        return None
    found = fixed_terms.permanence([*others, row], row["starts"])
    return found.why if found and found.level == "advisable" else None


def _longest_probation(row: Row, others: Sequence[Row]) -> date | None:
    """What to offer: nothing when it is chosen already, or the person knows the work."""
    starts = row.get("starts")
    if not starts or fixed_terms.chain(others, starts):
        return None
    longest = checks.longest_probation(starts, row.get("ends"))
    return None if longest == row.get("probation_ends") else longest


def _ground_help(row: Row) -> Text | None:
    ground = law.ground(row.get("ground") or "") if row.get("duration") == "fixed_term" else None
    if ground is None:
        return None
    source = literal(ground.code.extra["law"])
    words = literal(ground.code.helps)
    return Finding("ground", words, source, ground.needs_check, stops=False).told()
