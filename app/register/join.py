"""The page that an invitation leads to: what to do with it in Kumppani.

The invitation's code stands in the fragment of the address, which a browser never sends; a script of the
page shows it to be copied.
"""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app.core.text import _l
from app.register import pages

TITLE = _l("Join a network with Kumppani")
WORDS = {
    "whose": _l("{organisation} is invited to {network}."),
    "open": _l("Open Kumppani on the computer of your organisation."),
    "choose": _l("Choose “Network”, then “Connect to a network”."),
    "paste": _l("Paste the invitation there."),
    "invitation": _l("Invitation"),
    "copy": _l("Copy the invitation"),
    "copied": _l("Copied. Paste it in Kumppani."),
    "none": _l(
        "This address holds no invitation. Open the whole link that you were sent, or paste the invitation in Kumppani as it is."
    ),
    "by_hand": _l("Copy the whole address of this page from the address bar."),
    "stays": _l("The code stays on this computer: this page doesn't send it anywhere."),
    "once": _l("It works once."),
    "missing": _l("Kumppani isn't on this computer? Ask whoever invited you where to get it."),
}


def add(app: FastAPI) -> None:
    """Let the application answer for the page."""

    @app.get("/join", include_in_schema=False)
    def join(request: Request) -> Response:
        return pages.page(request, "join.html", TITLE, WORDS)
