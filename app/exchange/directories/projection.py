"""Coordinates of Finnish maps (ETRS-TM35FIN, metres) as degrees (WGS84). Pure functions.

The inverse of the transverse Mercator projection on the GRS80 ellipsoid by Krüger's series, as the Finnish
recommendation JHS 197 gives it; its error is far below a metre anywhere in Finland.
"""

from math import asin, atan, atanh, cos, cosh, degrees, radians, sin, sinh, sqrt, tanh

_A, _F = 6378137.0, 1 / 298.257222101
_SCALE, _EAST, _MERIDIAN = 0.9996, 500_000.0, radians(27)
_N = _F / (2 - _F)
_RADIUS = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ECCENTRICITY = sqrt(2 * _F - _F**2)
_H = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)
_MAP = (1000.0, 10_000_000.0, 1000.0, 1_000_000.0)
SOUTH, NORTH, WEST, EAST = 59.0, 71.0, 19.0, 32.0
"""Between these degrees lies Finland, Åland and the islands with it."""


def to_degrees(northing: float, easting: float) -> tuple[float, float]:
    """The latitude and longitude of a point of the map."""
    xi = northing / (_RADIUS * _SCALE)
    eta = (easting - _EAST) / (_RADIUS * _SCALE)
    xi0 = xi - sum(h * sin(2 * k * xi) * cosh(2 * k * eta) for k, h in enumerate(_H, 1))
    eta0 = eta - sum(h * cos(2 * k * xi) * sinh(2 * k * eta) for k, h in enumerate(_H, 1))
    beta = asin(sin(xi0) / cosh(eta0))
    away = asin(tanh(eta0) / cos(beta))
    q = atanh(sin(beta))
    inner = q
    for _time in range(4):
        inner = q + _ECCENTRICITY * atanh(_ECCENTRICITY * tanh(inner))
    return degrees(atan(sinh(inner))), degrees(_MERIDIAN + away)


def is_on_map(northing: float, easting: float) -> bool:
    """Whether two numbers can be metres of the map, and aren't degrees."""
    return _MAP[0] < northing < _MAP[1] and _MAP[2] < easting < _MAP[3]


def in_finland(latitude: float, longitude: float) -> bool:
    """Whether a point of degrees lies where Finland is."""
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST
