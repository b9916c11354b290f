"""Settings that belong to the store and travel with it."""

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.record import Table


class Setting(Table):
    """A named value."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


def get(session: Session, name: str, default: Any = None) -> Any:
    """The value of a setting."""
    found = session.get(Setting, name)
    return default if found is None else found.value


def put(session: Session, name: str, value: Any) -> None:
    """Keep the value of a setting."""
    session.merge(Setting(name=name, value=value))
