"""Metres of the Finnish map become degrees where they should."""

from math import asin, asinh, atan, atanh, cos, cosh, radians, sin, sinh, sqrt, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.directories.projection import in_finland, is_on_map, to_degrees

_N = (1 / 298.257222101) / (2 - 1 / 298.257222101)
_RADIUS = 6378137.0 / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)


def to_metres(latitude: float, longitude: float) -> tuple[float, float]:
    """The way back, by the forward series."""
    e = sqrt(2 / 298.257222101 - (1 / 298.257222101) ** 2)
    phi, away = radians(latitude), radians(longitude - 27)
    q = asinh(tan(phi)) - e * atanh(e * sin(phi))
    beta = atan(sinh(q))
    eta0 = atanh(cos(beta) * sin(away))
    xi0 = asin(sin(beta) * cosh(eta0))
    h = (
        _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
        13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
        61 * _N**3 / 240 - 103 * _N**4 / 140,
        49561 * _N**4 / 161280,
    )
    xi = xi0 + sum(a * sin(2 * k * xi0) * cosh(2 * k * eta0) for k, a in enumerate(h, 1))
    eta = eta0 + sum(a * cos(2 * k * xi0) * sinh(2 * k * eta0) for k, a in enumerate(h, 1))
    return xi * _RADIUS * 0.9996, eta * _RADIUS * 0.9996 + 500_000


@pytest.mark.parametrize(
    ("northing", "easting", "latitude", "longitude"),
    [
        (6672224, 385594, 60.1708, 24.9380),  # Helsinki
        (6834688, 503879, 61.6455, 27.0732),  # near Mikkeli
        (7761000, 500000, 69.9563, 27.0),  # Utsjoki, on the middle meridian
    ],
    ids=["helsinki", "mikkeli", "utsjoki"],
)
def test_known_places(northing: float, easting: float, latitude: float, longitude: float) -> None:
    assert to_degrees(northing, easting) == pytest.approx((latitude, longitude), abs=1e-3)


@given(st.floats(59.5, 70.1), st.floats(19.1, 31.6))
def test_there_and_back_again(latitude: float, longitude: float) -> None:
    northing, easting = to_metres(latitude, longitude)
    assert is_on_map(northing, easting)
    found = to_degrees(northing, easting)
    assert found == pytest.approx((latitude, longitude), abs=1e-7)
    assert in_finland(*found)


@pytest.mark.parametrize(
    "point", [(100, 101), (51.5, 0.1), (0, 0)], ids=["ninety", "london", "zero"]
)
def test_other_places_are_not_in_finland(point: tuple[float, float]) -> None:
    assert not in_finland(*point)
    assert not is_on_map(*point)
