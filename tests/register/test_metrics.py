"""The numbers for those who watch the register, and for nobody else."""

import re
from typing import Any

import pytest
from fastapi import FastAPI

from app.register.database import Database
from app.register.server import create_app
from app.register.settings import Settings
from app.register.watching import Served
from app.sync.protocol import NETWORK, Answer, Outcome
from tests.register.around import Known, ask, known


@pytest.fixture
def office(database: Database) -> Known:
    return known(database, "Esimerkki Oy")


def numbers(application: FastAPI, client: str = "127.0.0.1", **headers: str | bytes) -> Any:
    return ask(application, ("GET", "/metrics", {"headers": headers}), client=client)[0]


def test_requests_changes_and_positions_are_counted(database: Database, office: Known) -> None:
    application = create_app(database, Settings())
    ask(
        application,
        ("GET", NETWORK, {"headers": office.headers}),
        ("GET", NETWORK, {}),
        ("SPELL", "/etc/passwd", {}),
    )
    told = numbers(application).text
    assert f'kumppani_requests_total{{method="GET",route="{NETWORK}",status="200"}} 1.0' in told
    assert f'kumppani_requests_total{{method="GET",route="{NETWORK}",status="401"}} 1.0' in told
    assert 'kumppani_requests_total{method="-",route="-",status="404"} 1.0' in told
    assert f'kumppani_network_position{{network="{office.network_id}"}} 0.0' in told
    assert re.search(r"^kumppani_networks [1-9]", told, re.MULTILINE)
    assert "kumppani_database_up 1.0" in told
    assert office.token not in told
    assert office.device_id not in told


def test_what_became_of_changes_is_counted(database: Database) -> None:
    from app.register.metrics import Metrics

    metrics = Metrics(database)
    answers = [Answer("a"), Answer("b", Outcome.REFUSED), Answer("c")]
    metrics.tell(Served("i", "POST", "/p", 200, 0.1, 10, 20, "n", "d", answers))
    value = metrics.registry.get_sample_value
    assert value("kumppani_changes_total", {"outcome": "applied"}) == 2
    assert value("kumppani_changes_total", {"outcome": "refused"}) == 1
    assert value("kumppani_bytes_total", {"direction": "sent"}) == 20


def test_a_database_that_is_away_is_told(database: Database, monkeypatch: Any) -> None:
    from sqlalchemy.exc import OperationalError

    def away() -> Any:
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(database, "reading", away)
    assert "kumppani_database_up 0.0" in numbers(create_app(database, Settings())).text


def test_they_are_for_this_machine(database: Database) -> None:
    application = create_app(database, Settings())
    assert numbers(application).status_code == 200
    assert numbers(application, client="::1").status_code == 200
    assert numbers(application, client="192.0.2.1").status_code == 404
    through = numbers(application, **{"X-Forwarded-For": "127.0.0.1"})
    assert through.status_code == 404, "a proxy on this machine isn't this machine"
    trusting = create_app(database, Settings(trust_proxy=True))
    assert numbers(trusting, **{"X-Forwarded-For": "192.0.2.1"}).status_code == 404


def test_they_are_for_whoever_has_the_token(database: Database) -> None:
    application = create_app(database, Settings(metrics_token="numerot"))
    assert numbers(application).status_code == 404
    right = numbers(application, client="192.0.2.1", Authorization="Bearer numerot")
    assert right.status_code == 200
    wrong = numbers(application, client="192.0.2.1", Authorization="Bearer ääkköset".encode())
    assert wrong.status_code == 404
