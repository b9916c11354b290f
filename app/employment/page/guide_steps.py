"""What the contract guide asks, step by step, in plain words, and why."""

from dataclasses import dataclass

from app.core.text import Text, _l


@dataclass(frozen=True)
class GuideStep:
    """One step.

    Attributes:
        name: tells it from the others; ``label`` is what it is called in the list of steps.
        question: what it asks; ``why`` explains the choice in plain words.
        fields: the fields of the contract that it asks.
        paid_only: whether it concerns employment only.
    """

    name: str
    label: Text
    question: Text
    why: Text
    fields: tuple[str, ...]
    paid_only: bool = False


STEPS = (
    GuideStep(
        "work",
        _l("The work"),
        _l("What is the work, and where is it done?"),
        _l(
            "Write the duties as you would tell them to a friend. They say what you may ask the person to "
            "do, so leave nothing important out."
        ),
        ("job_title", "duties", "place"),
    ),
    GuideStep(
        "duration",
        _l("How long"),
        _l("For how long?"),
        _l(
            "A contract is permanent unless the law gives a ground for a fixed term. A permanent contract "
            "is the best way to keep a good person. Probation lets both of you try."
        ),
        (
            "duration",
            "starts",
            "ground",
            "ground_detail",
            "ends",
            "ends_when",
            "probation_ends",
            "notice_allowed",
        ),
    ),
    GuideStep(
        "hours",
        _l("Working time"),
        _l("How much work is there?"),
        _l(
            "Agree on hours that you can really give. Variable hours are for a need that truly varies: the "
            "least hours must be what you really need, and you look at them again every year."
        ),
        (
            "hours_kind",
            "weekly_hours",
            "full_week",
            "hours_least",
            "hours_most",
            "on_request",
            "hours_need",
            "hours_when",
            "hours_system",
            "balancing_weeks",
            "part_time_wish",
        ),
        paid_only=True,
    ),
    GuideStep(
        "pay",
        _l("Pay"),
        _l("What is paid, and when?"),
        _l(
            "If the field has a generally binding collective agreement, you follow it even if you belong to "
            "no employers' association. It tells the least pay and the supplements."
        ),
        (
            "agreement",
            "agreement_name",
            "pay_group",
            "pay_kind",
            "pay",
            "supplements",
            "pay_day",
            "increment_on",
        ),
        paid_only=True,
    ),
    GuideStep(
        "terms",
        _l("Leave and insurance"),
        _l("What else does the law ask you to tell?"),
        _l(
            "These are usually the same for everybody in the house. Next time the guide fills them in as "
            "they were in the latest contract."
        ),
        (
            "leave",
            "notice",
            "notice_employer",
            "notice_employee",
            "occupational_health",
            "pension_insurer",
            "accident_insurer",
            "training",
        ),
    ),
    GuideStep(
        "other",
        _l("Other terms"),
        _l("Has something else been agreed?"),
        _l(
            "For example a telephone or a car, secrecy, or work from home. What you agree aloud binds too, "
            "but only on paper can it be seen. You can leave this empty."
        ),
        ("other_terms", "agency_user", "abroad"),
    ),
)
