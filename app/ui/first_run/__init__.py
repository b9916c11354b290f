"""The first-run guide: language, organisation, passphrase, recovery sheet, and where to begin."""

from app.ui.first_run.guide import FirstRun

__all__ = ["FirstRun"]
