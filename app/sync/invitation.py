"""An invitation to a network, as it is pasted or read from its QR code."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from app.core.fault import Refusal
from app.core.text import _l
from app.sync.enrolling import check_address
from app.sync.protocol import Role

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PAGE = "/join"
_CODE = re.compile(r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$")
_GROUP, _LETTERS = 4, 16
_LOOK_ALIKE = str.maketrans("OIL", "011")


@dataclass(frozen=True)
class Invitation:
    """Where to join what as whom.

    Attributes:
        url: the register's address.
        code: the one-time code.
        network: the network's name, ``organisation`` the organisation's, as the invitation tells them.
        role: what the office will be in the network.
    """

    url: str
    code: str
    network: str
    organisation: str
    role: Role


def read(pasted: str) -> Invitation:
    """The invitation in a text, whatever stands around it or has been broken over lines.

    Raises:
        Refusal: there is none, or it isn't whole.
    """
    found = _ADDRESS.search(pasted) or _ADDRESS.search(re.sub(r"\s+", "", pasted))
    if not found:
        raise Refusal(
            _l(
                "There is no invitation in this text. Copy all of it from the message: it begins "
                "with https:// and holds the code."
            )
        )
    invitation = _parts(found[0])
    if invitation is None:  # an e-mail may have broken the address over several lines
        invitation = _parts(re.sub(r"\s+", "", pasted[found.start() :]))
    if invitation is None:
        raise Refusal(
            _l("The invitation isn’t whole: its code is missing. Copy it again to its end.")
        )
    return invitation


def _parts(address: str) -> Invitation | None:
    head, _hash, tail = address.rstrip(".,;>)\"'").partition("#")
    said = {name: values[0] for name, values in parse_qs(tail).items()}
    code = clean_code(said.get("code", ""))
    if not code:
        return None
    parts = urlsplit(head)
    url = check_address(head.removesuffix("/").removesuffix(_PAGE) or parts.netloc)
    role = said.get("role", "")
    return Invitation(
        url,
        code,
        said.get("network", ""),
        said.get("organisation", ""),
        Role(role) if role in set(Role) else Role.MEMBER,
    )


def clean_code(typed: str) -> str:
    """A code as it is written, look-alike letters set right; ``""`` when it isn't one."""
    letters = re.sub(r"[^0-9A-Z]", "", typed.upper()).translate(_LOOK_ALIKE)
    code = "-".join(letters[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))
    return code if len(letters) == _LETTERS and _CODE.match(code) else ""
