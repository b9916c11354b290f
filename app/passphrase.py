"""Where the command line gets a passphrase from: a file or a prompt, never an argument."""

import os
from pathlib import Path

import click

from app.core.fault import Refusal
from app.core.text import _l

VARIABLE = "KUMPPANI_PASSPHRASE_FILE"


def passphrase(file: Path | None, *, confirm: bool = False) -> str:
    """The passphrase from ``file``, from the file named in the environment, or from a prompt.

    Raises:
        Refusal: the file can't be read or is empty.
    """
    named = os.environ.get(VARIABLE)
    source = file or (Path(named) if named else None)
    if source is None:
        return click.prompt(
            str(_l("Passphrase")), hide_input=True, confirmation_prompt=confirm, err=True
        )
    try:
        found = source.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise Refusal(_l("The passphrase file {path} can't be read.", path=str(source))) from fault
    if not found or not found[0]:
        raise Refusal(_l("The passphrase file {path} is empty.", path=str(source)))
    return found[0]
