"""What this computer remembers: language, look, the last store, windows and columns.

One small file, written whole or not at all; no personal data. A broken file is set aside and
forgotten: preferences are never an obstacle.
"""

import logging
from pathlib import Path
from typing import Any, Literal

import msgspec

from app.core import paths

_log = logging.getLogger(__name__)


class _Kept(msgspec.Struct, omit_defaults=True):
    """The file: names, types and defaults."""

    language: str = ""
    theme: Literal["system", "light", "dark"] = "system"
    text_scale: int = 100
    last_store: str = ""
    unfinished: str = ""
    windows: dict[str, bytes] = {}
    columns: dict[str, bytes] = {}
    flags: dict[str, bool] = {}


class Preferences:
    """Named values in one file, written at each change."""

    def __init__(self, path: Path, kept: _Kept) -> None:
        self._path = path
        self._kept = kept

    @classmethod
    def load(cls, path: Path | None = None) -> "Preferences":
        """What the file holds, ``preferences.json`` in the settings folder by default."""
        path = path or paths.settings() / "preferences.json"
        try:
            kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
        except FileNotFoundError:
            kept = _Kept()
        except (msgspec.DecodeError, OSError, UnicodeDecodeError) as fault:
            _log.info("preferences start afresh: %s", fault)
            _set_aside(path)
            kept = _Kept()
        return cls(path, kept)

    @property
    def language(self) -> str:
        """The chosen language, ``""`` when nobody has chosen."""
        return self._kept.language

    @property
    def theme(self) -> Literal["system", "light", "dark"]:
        """The chosen colours."""
        return self._kept.theme

    @property
    def text_scale(self) -> int:
        """The size of text in percent, 100 to 200."""
        return min(200, max(100, self._kept.text_scale))

    @property
    def last_store(self) -> Path | None:
        """The store that was open last."""
        return Path(self._kept.last_store) if self._kept.last_store else None

    @property
    def unfinished(self) -> Path | None:
        """A store that the first-run guide is just making."""
        return Path(self._kept.unfinished) if self._kept.unfinished else None

    def begin_making(self, path: Path) -> None:
        """Remember which store is being made, so that an interrupted one can be removed."""
        self._change({"unfinished": str(path)})

    def end_making(self) -> None:
        """It is made, or removed."""
        self._change({"unfinished": ""})

    def set(
        self,
        *,
        language: str | None = None,
        theme: Literal["system", "light", "dark"] | None = None,
        text_scale: int | None = None,
        last_store: Path | None = None,
    ) -> None:
        """Remember what is given; the rest stays."""
        given: dict[str, Any] = {
            "language": language,
            "theme": theme,
            "text_scale": text_scale,
            "last_store": str(last_store) if last_store else None,
        }
        self._change({name: value for name, value in given.items() if value is not None})

    def window(self, name: str) -> bytes | None:
        """A window's geometry or a splitter's state, as Qt saved it."""
        return self._kept.windows.get(name)

    def keep_window(self, name: str, state: bytes) -> None:
        """Remember a window's geometry or a splitter's state."""
        self._change({"windows": self._kept.windows | {name: state}})

    def columns(self, name: str) -> bytes | None:
        """The columns that a person chose for a table, as :mod:`app.ui.columns` wrote them."""
        return self._kept.columns.get(name)

    def keep_columns(self, name: str, state: bytes) -> None:
        """Remember a table's column widths and order."""
        self._change({"columns": self._kept.columns | {name: state}})

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no that has no better place, for example a hint that was closed."""
        return self._kept.flags.get(name, default)

    def set_flag(self, name: str, value: bool) -> None:
        """Remember a yes or no."""
        self._change({"flags": self._kept.flags | {name: value}})

    def _change(self, values: dict[str, Any]) -> None:
        changed = msgspec.structs.replace(self._kept, **values)
        if changed == self._kept:
            return
        self._kept = changed
        half = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(msgspec.json.format(msgspec.json.encode(changed)))
            half.replace(self._path)
        except OSError as fault:
            # A disk that refuses is no reason to stop working; the choice holds until the end.
            _log.warning("preferences were not written: %s", fault)


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".broken.json"))
    except OSError as fault:
        _log.warning("the broken preferences stay where they are: %s", fault)
