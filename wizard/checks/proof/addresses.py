"""This machine's own addresses, as a socket can be bound to each of them."""

import contextlib
import ipaddress
import socket
import sys
from collections.abc import Iterator

_FAMILIES = (socket.AF_INET, socket.AF_INET6)
# A system need not list them among those of its interfaces; whoever has no IPv6 cannot be bound to the second.
_LOOPBACKS = ("127.0.0.1", "::1")


def list_own_addresses() -> tuple[str, ...]:
    """Return the IPv4 and IPv6 addresses of this machine, each once; one of a link only (fe80::…) with its zone.

    Those of the loopback are among them whatever the system lists.
    """
    return tuple(dict.fromkeys((*filter(_is_whole, _list_hosts()), *_LOOPBACKS)))


def list_reachable_addresses() -> tuple[str, ...]:
    """Return the own addresses by which another machine may find this one: no loopback, none of one link only."""
    return tuple(
        host
        for host in list_own_addresses()
        if not (ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_link_local)
    )


def _list_hosts() -> Iterator[str]:
    import psutil  # noqa: PLC0415 - loaded when something listens

    for addresses in psutil.net_if_addrs().values():
        yield from (each.address for each in addresses if each.family in _FAMILIES)
    if sys.platform == "win32":
        # There psutil leaves the zone out, and the own name is looked up without asking anybody; none without IPv6.
        with contextlib.suppress(OSError):
            for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET6):
                place: tuple[object, ...] = found[4]
                yield f"{str(place[0]).partition('%')[0]}%{place[3]}" if place[3] else str(place[0])


def _is_whole(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return not (isinstance(address, ipaddress.IPv6Address) and address.is_link_local and address.scope_id is None)
