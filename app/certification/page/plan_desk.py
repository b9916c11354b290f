"""How self-monitoring plans are worked with on the page of the room."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.certification.page.plan_comparison import PlanComparison
from app.certification.plans import actions, rules
from app.certification.plans.records import ROUND_FIELDS, SelfMonitoringPlan
from app.core import editing
from app.core.brand import Tone
from app.core.field import fields_of
from app.core.format import show_date
from app.core.record import today
from app.core.text import LanguageText, Text, _l, literal, pick
from app.ui.ask_dialog import AskDialog
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.language import Wording
from app.ui.office import Office
from app.ui.widgets import Banner, Part, RowItem, RowList, TwoLines, words


def plan_desk() -> Desk:
    """Self-monitoring plans, one record a version."""
    return Desk(
        SelfMonitoringPlan,
        sentence=_l(
            "The plan that each service unit makes, publishes and follows up. Draft it from what you "
            "answered in the readiness check, and complete it in your own words."
        ),
        new_words=_l("New plan"),
        chips=tuple(
            Chip(code, label, SelfMonitoringPlan.status == code) for code, label in rules.STATES
        ),
        cells={
            "status": lambda plan: Cell(
                dict(rules.STATES)[plan.status].say(), rules.TONES[plan.status]
            ),
            "version": lambda plan: Cell(str(plan.version or 1)),
            "follow_up_on": _follow_up,
        },
        actions=(
            RecordAction(
                _l("Publish"), "megaphone", dialog=PublishDialog, when=_is_draft, prominent=True
            ),
            RecordAction(
                _l("Note a follow-up"),
                "clipboard-text",
                dialog=FollowUpDialog,
                when=_is_published,
                prominent=True,
            ),
            RecordAction(
                _l("Begin a new version"),
                "git-branch",
                work=actions.new_version,
                when=_is_published,
                leads_to="self_monitoring_plan",
            ),
            RecordAction(
                _l("Compare with the earlier version"),
                "git-diff",
                dialog=PlanComparison,
                when=_has_earlier,
            ),
        ),
        extra=_extra,
        hidden=frozenset({"name", "chapters", "version", "status", "amends_id", "rounds"}),
        example=actions.begin,
        example_words=_l("Draft it from the answers"),
        can_duplicate=False,
    )


def _is_draft(plan: Any) -> bool:
    return plan.status == rules.DRAFT


def _is_published(plan: Any) -> bool:
    return plan.status == rules.PUBLISHED


def _has_earlier(plan: Any) -> bool:
    return plan.amends_id is not None


def _follow_up(plan: SelfMonitoringPlan) -> Cell:
    if plan.follow_up_on is None or plan.status != rules.PUBLISHED:
        return Cell("")
    late = plan.follow_up_on < today()
    return Cell(show_date(plan.follow_up_on), "bad" if late else None)


class PublishDialog(AskDialog):
    """Asks who has approved the plan, when it is published, and where."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        found = office.ask(lambda session: editing.find(session, SelfMonitoringPlan, record_id))
        known = fields_of(SelfMonitoringPlan)
        super().__init__(
            parent,
            office,
            _l("Publish the plan"),
            _l(
                "The chapters then stay as they are; what changes goes into a new version. The version "
                "before this is replaced, and you are reminded of the next follow-up."
            ),
            [
                replace(known["approved_by"], required=True),
                replace(known["published_on"], required=True),
                known["link"],
            ],
            lambda session, values: actions.publish(session, record_id, values),
            do=_l("Publish"),
            leave=_l("Keep as a draft"),
            starts={
                "approved_by": found.approved_by or found.responsible,
                "published_on": found.published_on or today(),
                "link": found.link,
            },
        )


class FollowUpDialog(AskDialog):
    """Asks what was found in a round of follow-up."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        found = office.ask(lambda session: editing.find(session, SelfMonitoringPlan, record_id))
        super().__init__(
            parent,
            office,
            _l("Note a follow-up"),
            _l(
                "Write what you found, what you changed and what you do next. Publish it beside the plan. "
                "No client's or employee's data."
            ),
            [replace(field, required=field.name != "by") for field in ROUND_FIELDS],
            lambda session, values: actions.follow_up(session, record_id, values),
            do=_l("Note it"),
            starts={"day": today(), "by": found.responsible},
        )


def _extra(office: Office, session: Session, plan: SelfMonitoringPlan) -> Extra:
    tags: list[tuple[Text, Tone]] = [
        (dict(rules.STATES)[plan.status], rules.TONES[plan.status]),
        (_l("Version {number}", number=str(plan.version or 1)), "plain"),
    ]
    return Extra(tags=tags, above=_notices(session, plan), below=_below(office, session, plan))


def _notices(session: Session, plan: SelfMonitoringPlan) -> list[QWidget]:
    if plan.status == rules.DRAFT:
        ready = plan.chapters and not rules.chapters_open(plan.chapters)
        return [Banner(actions.draft_words(plan), "main" if ready else "watch")]
    due = plan.follow_up_on
    found: list[QWidget] = []
    if plan.status == rules.PUBLISHED and due and rules.follow_up_near(due, today()):
        late = due < today()
        when = (
            _l("The follow-up was due on {day}.", day=due)
            if late
            else _l("The follow-up is due on {day}.", day=due)
        )
        found.append(Banner(when, "bad" if late else "watch"))
    newer = actions.after(session, plan)
    if newer and newer.status == rules.DRAFT:
        found.append(
            Banner(_l("Version {number} is being prepared.", number=str(newer.version)), "main")
        )
    return found


def _below(office: Office, session: Session, plan: SelfMonitoringPlan) -> list[QWidget]:
    found: list[QWidget] = []
    if rounds := actions.rounds_of(plan):
        found.append(Part(_l("Follow-up rounds"), *(_round(row) for row in rounds)))
    for row in plan.chapters:
        heading, text = row.get("heading") or {}, row.get("text") or {}
        found.append(Part(literal(heading), words(_said(text))))
    others = [
        each for each in (actions.before(session, plan), actions.after(session, plan)) if each
    ]
    if others:
        found.append(Part(_l("Other versions"), _versions(office, others)))
    return found


def _round(row: dict[str, Any]) -> QWidget:
    day, by = row["day"], row["by"]
    return TwoLines(
        _said(row["findings"]),
        lambda: " · ".join(filter(None, (show_date(day) if day else "", by))),
    )


def _said(text: LanguageText) -> Wording:
    """A language text as wording that follows the language."""
    kept = dict(text)
    return lambda: pick(kept)


def _versions(office: Office, plans: list[SelfMonitoringPlan]) -> RowList:
    rows = RowList(
        [
            RowItem(
                each.id,
                _l("Version {number}", number=str(each.version or 1)),
                _said(each.lead()),
                "",
                dict(rules.STATES)[each.status],
                rules.TONES[each.status],
            )
            for each in plans
        ]
    )
    rows.chosen.connect(lambda name: office.wanted.emit("self_monitoring_plan", name))
    return rows
