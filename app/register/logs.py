"""The register's log: one JSON object a line on standard error, without personal data.

It never holds addresses of people or computers, tokens, codes, names or values; ids of networks and devices
only, so that a device whose requests fail can be found.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

from app.register.watching import Served, in_short

LOGGER = "kumppani.register"
_log = logging.getLogger(LOGGER)
_QUIET = frozenset({"/health", "/ready", "/metrics"})
_SERVER_FAILED = 500


class JsonLines(logging.Formatter):
    """A record of the log as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "what": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line |= in_short(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def start(stream: TextIO | None = None) -> None:
    """Send the log of this process, the server's own words included, to a stream."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    _log.setLevel(logging.INFO)


def tell(served: Served) -> None:
    """Write the line of one request; what only watches the server is told when it fails."""
    if served.route in _QUIET and served.status < _SERVER_FAILED:
        return
    facts = {
        "request": served.id,
        "method": served.method,
        "route": served.route,
        "status": served.status,
        "ms": round(served.seconds * 1000, 1),
        "received": served.received,
        "sent": served.sent,
        "network": served.network,
        "device": served.device,
    }
    _log.info("request", extra={"facts": facts})
