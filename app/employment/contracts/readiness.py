"""What an employment contract lacks before it is signed, and what may change in it. Pure functions."""

from collections.abc import Mapping
from typing import Any

from app.core import signed
from app.core.text import Text, _l
from app.employment.contracts import checks, fixed_terms
from app.employment.contracts.rules import EMPLOYMENT, FREE

Row = Mapping[str, Any]


def problems(values: Row, before: Row | None) -> dict[str, Text]:
    """What stops a contract from being kept, by field; ``before`` is what it was."""
    found: dict[str, Text] = {}
    if not signed.is_signed(before):
        found = checks.stops(checks.findings(values))
        if signed.is_signed(values):
            found = {**missing(values), **found}
    else:
        found = checks.stops(checks.dates(values))
    found |= _moved(values, before)
    return found | signed.frozen(values, before, FREE)


def _moved(values: Row, before: Row | None) -> dict[str, Text]:
    """Why a contract can't come to be in force by writing so: signing and ending do more than that."""
    if before is None or values.get("status") == before.get("status"):
        return {}
    if before["status"] in signed.OPEN and signed.is_signed(values):
        return {
            "status": _l(
                "Use “Mark signed” on the contract's page, so that all is checked and sealed."
            )
        }
    if before["status"] in {"ended", "replaced"} and values.get("status") == "in_force":
        return {"status": _l("It has ended. Make a new contract that goes on from it.")}
    return {}


def missing(values: Row) -> dict[str, Text]:
    """What a contract lacks before it can be signed, by field."""
    wanted: list[tuple[str, Text]] = [
        ("starts", _l("Give the day on which the work begins.")),
        ("job_title", _l("Tell what the job is called.")),
        ("duties", _l("Tell the main duties.")),
    ]
    if values.get("form") == EMPLOYMENT:
        wanted += [
            ("duration", _l("Choose whether the contract is permanent or for a fixed term.")),
            ("hours_kind", _l("Choose the working time.")),
            ("pay", _l("Tell the pay.")),
            ("pay_kind", _l("Choose whether the pay is for an hour or a month.")),
            ("place", _l("Tell where the work is done.")),
        ]
        if values.get("duration") == "fixed_term":
            wanted += _missing_end(values)
        if values.get("notice") == "agreed":
            wanted += [
                ("notice_employer", _l("Tell the employer's period of notice.")),
                ("notice_employee", _l("Tell the employee's period of notice.")),
            ]
        if values.get("hours_kind") == "variable":
            wanted += [
                ("hours_least", _l("Tell the least and the most hours a week.")),
                ("hours_most", _l("Tell the least and the most hours a week.")),
                ("hours_need", _l("Tell when and how much work there is.")),
                ("hours_when", _l("Tell on which days and at what times work can be given.")),
            ]
        elif values.get("hours_kind"):
            wanted.append(("weekly_hours", _l("Tell the weekly hours.")))
    return {name: words for name, words in wanted if values.get(name) in (None, "", {}, [])}


def _missing_end(values: Row) -> list[tuple[str, Text]]:
    """A fixed term needs its last day, or what ends it where the ground has no longest duration."""
    if values.get("ends") is None and fixed_terms.longest(values):
        return [
            ("ends", _l("Give the last day of the fixed term; this ground has a longest duration."))
        ]
    if values.get("ends") is None and not values.get("ends_when"):
        return [("ends", _l("Give the last day, or what ends the fixed term."))]
    return []
