"""One of the things to choose from."""

from dataclasses import dataclass

from app.ui.language import Wording


@dataclass(frozen=True)
class Choice:
    """One of the things to choose from: its name in code, and its words."""

    name: str
    label: Wording
