"""Where the program's own files and the user's files lie."""

from functools import cache
from pathlib import Path

import platformdirs

_APP = "Kumppani"


@cache
def root() -> Path:
    """The folder that holds ``resources/``, ``translations/`` and ``migrations/``.

    It is the source tree when the program runs from one, otherwise the copy inside the package.
    """
    package = Path(__file__).resolve().parents[1]
    source_tree = package.parent
    return source_tree if (source_tree / "resources").is_dir() else package / "_bundled"


def resources() -> Path:
    """The folder of reference data, templates and icons."""
    return root() / "resources"


def translations() -> Path:
    """The folder of gettext catalogs, one folder a language."""
    return root() / "translations"


def migrations() -> Path:
    """The folder of the store's Alembic history."""
    return root() / "migrations" / "store"


def documents() -> Path:
    """The folder where a new store is proposed."""
    return Path(platformdirs.user_documents_dir()) / _APP


def settings() -> Path:
    """The folder for this computer's preferences and logs."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False))


def logs() -> Path:
    """The folder for logs and crash reports."""
    return Path(platformdirs.user_log_dir(_APP, appauthor=False))
