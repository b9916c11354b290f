"""The register as an ASGI application. It keeps no state: several may serve one PostgreSQL."""

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app import __version__
from app.register import described, faults
from app.register.answers import refused
from app.register.database import Database
from app.register.extras import EXTRAS
from app.register.refused import STATUS, Refused
from app.register.routes import changes, comparing, joining
from app.register.settings import Settings
from app.sync.protocol import Code

_NOT_ALLOWED = 405
_CODES = {status: code for code, status in STATUS.items()}


def create_app(database: Database, settings: Settings) -> FastAPI:
    """The application on an open database."""
    app = FastAPI(
        title="Kumppani network register",
        version=__version__,
        description="The register of a network of welfare services: what its offices share.",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    for routes in (joining, changes, comparing):
        routes.add(app, database)
    for add in EXTRAS:
        add(app, database, settings)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(HTTPException, _http)
    described.describe(app)
    return app


async def _refused(_request: Request, fault: Exception) -> Response:
    assert isinstance(fault, Refused)
    return refused(fault)


async def _http(request: Request, fault: Exception) -> Response:
    """What Starlette itself refuses: an address that there isn't, a method that it doesn't know."""
    assert isinstance(fault, HTTPException)
    code = _CODES.get(fault.status_code, Code.MALFORMED)
    response = faults.refusal(fault.status_code, code, fault.detail)
    response.headers.update(fault.headers or {})
    if fault.status_code == _NOT_ALLOWED:  # Starlette names those of the first route that fits
        response.headers["Allow"] = ", ".join(_methods(request))
    return response


def _methods(request: Request) -> list[str]:
    """What may be done at the address of a request."""
    routes = [route for route in request.app.routes if isinstance(route, Route)]
    found = [route for route in routes if route.path_regex.match(request.url.path)]
    return sorted({method for route in found for method in route.methods or ()})
