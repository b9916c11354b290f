"""The codes of invitations: letters that are hard to confuse, however they are typed."""

import hashlib
import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OILU", "011V")
LENGTH, PART = 16, 4
"""The first part is the handle that finds the invitation."""


def new() -> str:
    """A new code: ``XXXX-XXXX-XXXX-XXXX``."""
    letters = "".join(secrets.choice(_LETTERS) for _letter in range(LENGTH))
    return "-".join(letters[at : at + PART] for at in range(0, LENGTH, PART))


def read(written: str) -> str:
    """A code as it was typed, without what may differ; ``""`` when it can't be one."""
    letters = "".join(letter for letter in written.upper() if letter.isalnum())
    letters = letters.translate(_READ_AS)
    whole = len(letters) == LENGTH and all(letter in _LETTERS for letter in letters)
    return letters if whole else ""


def handle(code: str) -> str:
    """The part by which an invitation is found; ``code`` as :func:`read` returns it."""
    return code[:PART]


def digest(secret: str) -> str:
    """What is stored of a code or a token."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
