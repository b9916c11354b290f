"""What is asked before a service of the directory goes into a client's plan or a service path."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.catalogue.items import Item
from app.core.change import Changes
from app.core.field import row_field
from app.core.record import today
from app.core.text import _l, pick
from app.core.value import Day, PlainText, Reference, Words
from app.network.directory import actions
from app.ui.ask_dialog import AskDialog
from app.ui.office import Office


class PlanDialog(AskDialog):
    """Asks whose plan it is, how much and from when."""

    def __init__(self, parent: QWidget, office: Office, item: Item) -> None:
        def work(session: Session, values: Mapping[str, Any]) -> Changes:
            told = {name: values[name] for name in ("amount", "begins")}
            return actions.add_to_plan(session, item.record_id, values["client"], told)

        name = pick(item.name)
        words = _l(
            "“{name}” goes into the plan, and its provider among the organisations that you know.",
            name=name,
        )
        if office.ask(lambda session: actions.is_ours(session, item)):
            words = _l("“{name}” goes into the plan.", name=name)
        super().__init__(
            parent,
            office,
            _l("Add to a client’s plan"),
            words,
            [
                row_field("client", Reference("client"), _l("Client"), required=True),
                row_field(
                    "amount",
                    PlainText(80),
                    _l("How much and how often"),
                    help=_l("For example 2 h on Tuesdays."),
                ),
                row_field("begins", Day(), _l("Begins")),
            ],
            work,
            do=_l("Add to the plan"),
            starts={"begins": today()},
        )


class PathDialog(AskDialog):
    """Asks for the path, or the name of a new one."""

    def __init__(self, parent: QWidget, office: Office, item: Item) -> None:
        def work(session: Session, values: Mapping[str, Any]) -> Changes:
            return actions.add_to_path(
                session, item.record_id, values["path"], {"name": values["name"]}
            )

        super().__init__(
            parent,
            office,
            _l("Add to a service path"),
            _l(
                "“{name}” becomes the last step. Choose a path, or name a new one.",
                name=pick(item.name),
            ),
            [
                row_field("path", Reference("service_path"), _l("Service path")),
                row_field(
                    "name",
                    Words(80),
                    _l("Name of a new path"),
                    shown_when=lambda values: not values.get("path"),
                ),
            ],
            work,
            do=_l("Add to the path"),
        )
