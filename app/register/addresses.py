"""From which address a request came, for the limits; it is never logged or stored."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

UNKNOWN = "-"
_FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")


def address(scope: Scope, *, trust_proxy: bool) -> str:
    """The address whose requests are counted together: an IPv4 address, or the /64 of an IPv6 one."""
    found = _of(scope, trust_proxy=trust_proxy)
    if found is None:
        return UNKNOWN
    if isinstance(found, IPv6Address):
        return ":".join(found.exploded.split(":")[:4])
    return str(found)


def is_this_machine(scope: Scope, *, trust_proxy: bool) -> bool:
    """Whether a request comes from this machine itself, not through a proxy on it."""
    headers = Headers(scope=scope)
    if not trust_proxy and any(name in headers for name in _FORWARDED):
        return False
    found = _of(scope, trust_proxy=trust_proxy)
    return found is not None and found.is_loopback


def _of(scope: Scope, *, trust_proxy: bool) -> IPv4Address | IPv6Address | None:
    """Of X-Forwarded-For the last address counts, the one that the proxy in front has written itself.

    What stands before it anybody may have claimed.
    """
    found = _parsed(scope["client"][0]) if scope.get("client") else None
    written = Headers(scope=scope).getlist("x-forwarded-for") if trust_proxy else []
    return (_parsed(written[-1].rpartition(",")[2]) if written else None) or found


def _parsed(written: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(written.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
