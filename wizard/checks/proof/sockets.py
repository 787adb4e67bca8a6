"""Opening a port on all addresses of this machine or on one; why it cannot be opened is told, not raised."""

import errno
import ipaddress
import socket
import sys
from collections.abc import Iterator

from wizard.checks.proof.challenge import Port, PortState, Protocol

_KINDS: dict[Protocol, socket.SocketKind] = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM}
# The second of each is Windows' (WinError.h).
_TAKEN = {errno.EADDRINUSE, 10048}
_NOT_PERMITTED = {errno.EACCES, errno.EPERM, 10013}
_NO_SUCH_FAMILY = {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, 10047, 10049}
_BACKLOG = 128


def open_port(port: Port, address: str | None) -> tuple[PortState, tuple[socket.socket, ...]]:
    """Return how opening went, and the non-blocking sockets: of IPv4 and IPv6 where no address is given."""
    opened: list[socket.socket] = []
    for family, host in _list_hosts(address):
        try:
            opened.append(_bind(family, host, port))
        except OSError as error:
            if address is None and error.errno in _NO_SUCH_FAMILY:
                continue
            for each in opened:
                each.close()
            return _name_fault(error), ()
    return (PortState.OPEN if opened else PortState.NOT_OPENED), tuple(opened)


def _list_hosts(address: str | None) -> Iterator[tuple[socket.AddressFamily, str]]:
    if address is None:
        yield socket.AF_INET, "0.0.0.0"  # noqa: S104 - any of the server's networks may hold a prover
        if socket.has_ipv6:
            yield socket.AF_INET6, "::"
    elif ipaddress.ip_address(address).version == 4:  # noqa: PLR2004 - IPv4
        yield socket.AF_INET, address
    else:
        yield socket.AF_INET6, address


def _bind(family: socket.AddressFamily, host: str, port: Port) -> socket.socket:
    made = socket.socket(family, _KINDS[port.protocol])
    try:
        made.settimeout(0)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if sys.platform == "win32":
            # Without it Windows lets two programs share a port, and a port that is taken would look free.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        elif port.protocol == "tcp":
            # Connections of a listener just stopped still linger.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port.number))
        if port.protocol == "tcp":
            made.listen(_BACKLOG)
    except OSError:
        made.close()
        raise
    return made


def _name_fault(error: OSError) -> PortState:
    if error.errno in _TAKEN:
        return PortState.TAKEN
    return PortState.NOT_PERMITTED if error.errno in _NOT_PERMITTED else PortState.NOT_OPENED
