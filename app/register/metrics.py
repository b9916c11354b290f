"""Numbers for Prometheus at ``/metrics``: requests, changes and how far each network has come.

Each process tells its own. They are for this very machine, or for whoever has the token of the settings.
"""

import hmac
from collections import Counter as Counts
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi import FastAPI
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response

from app import __version__
from app.register.addresses import is_this_machine
from app.register.faults import refusal
from app.register.refused import Refused
from app.register.settings import Settings
from app.register.tables import network
from app.register.watching import Served
from app.sync.protocol import Code

if TYPE_CHECKING:
    from app.register.database import Database

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT"})
MOST_NETWORKS = 1000
"""So many networks are told on their own."""


class Metrics:
    """The numbers of one application."""

    def __init__(self, database: "Database") -> None:
        disable_created_metrics()  # when each began would double them
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        Gauge(
            "kumppani_register_info", "The version that runs.", ["version"], registry=self.registry
        ).labels(__version__).set(1)
        self.requests = Counter(
            "kumppani_requests_total",
            "Requests that were answered.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "kumppani_request_seconds",
            "How long requests took, from their headers to the end of the answer.",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.bytes = Counter(
            "kumppani_bytes_total",
            "Bytes of bodies, as they were on the wire.",
            ["direction"],
            registry=self.registry,
        )
        self.changes = Counter(
            "kumppani_changes_total",
            "Changes that offices have pushed, by what became of them.",
            ["outcome"],
            registry=self.registry,
        )
        self.registry.register(_Networks(database))

    def tell(self, served: Served) -> None:
        """Count one request."""
        method = (
            served.method if served.method in _METHODS else "-"
        )  # anything may be written there
        self.requests.labels(method, served.route, str(served.status)).inc()
        self.seconds.labels(served.route).observe(served.seconds)
        self.bytes.labels("received").inc(served.received)
        self.bytes.labels("sent").inc(served.sent)
        outcomes = Counts(answer.outcome for answer in served.answers or ())
        for outcome, number in outcomes.items():
            self.changes.labels(str(outcome)).inc(number)


class _Networks(Collector):
    """Asked of the database each time that somebody reads the numbers."""

    def __init__(self, database: "Database") -> None:
        self.database = database

    def collect(self) -> Iterator[GaugeMetricFamily]:
        positions = GaugeMetricFamily(
            "kumppani_network_position", "How many changes a network has taken.", labels=["network"]
        )
        number, reached = 0, 1
        try:
            with self.database.reading() as connection:
                rows = connection.execute(
                    select(network.c.network_id, network.c.position)
                    .order_by(network.c.network_id)
                    .limit(MOST_NETWORKS)
                )
                for row in rows:
                    positions.add_metric([row.network_id], row.position)
                number = connection.scalar(select(func.count()).select_from(network)) or 0
        except (SQLAlchemyError, Refused):
            reached = 0
        yield GaugeMetricFamily(
            "kumppani_database_up", "Whether the database answers.", value=reached
        )
        if reached:
            yield positions
            yield GaugeMetricFamily(
                "kumppani_networks", "How many networks there are.", value=number
            )


def add(app: FastAPI, metrics: Metrics, settings: Settings) -> None:
    """Let the application answer for the numbers."""

    @app.get("/metrics", include_in_schema=False)
    def numbers(request: Request) -> Response:
        if not _may(request, settings):
            return refusal(404, Code.MISSING, "There is nothing at this address.")
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)


def _may(request: Request, settings: Settings) -> bool:
    if not settings.metrics_token:
        return is_this_machine(request.scope, trust_proxy=settings.trust_proxy)
    given = request.headers.get("authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {settings.metrics_token}".encode())
