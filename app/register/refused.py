"""How the register's parts refuse a request; the server makes a ``Fault`` of it."""

from app.sync.protocol import Code

STATUS: dict[Code, int] = {
    Code.MALFORMED: 400,
    Code.TOKEN: 401,
    Code.INVITATION: 403,
    Code.MISSING: 404,
    Code.COPY: 409,
    Code.FRESH: 410,
    Code.TOO_LARGE: 413,
    Code.UPDATE: 426,
    Code.SLOW_DOWN: 429,
    Code.BUSY: 503,
}
"""The HTTP status of each code that stands for a whole request."""
RETRY = 5
"""After so many seconds it is worth trying again when the register was busy."""


class Refused(Exception):
    """A request is refused.

    Attributes:
        code: why, for the office's program.
        reason: why, in words for whoever reads the protocol.
        status: the HTTP status, the one of the code unless another is told.
    """

    def __init__(self, code: Code, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.status = status or STATUS[code]


def busy() -> Refused:
    """The database is being used by too many at once, or can't be reached."""
    return Refused(Code.BUSY, "The register is busy. Try again in a moment.")
