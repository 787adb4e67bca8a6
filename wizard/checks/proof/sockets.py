"""Opening a port on all addresses of this machine or on one; why it cannot be opened is told, not raised."""

import errno
import socket
import sys
from collections.abc import Sequence

from wizard.checks.proof.challenge import Port, PortState, Protocol

_KINDS: dict[Protocol, socket.SocketKind] = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM}
# The second of each is Windows' (WinError.h).
_TAKEN = {errno.EADDRINUSE, 10048}
_NOT_PERMITTED = {errno.EACCES, errno.EPERM, 10013}
_NO_SUCH_ADDRESS = {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, 10047, 10049}
# What many provers at once have asked for and the listener has not come to yet.
_BACKLOG = 1_024
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - any of the machine's networks may hold a prover


def open_port(port: Port, address: str | None, own: Sequence[str] = ()) -> tuple[PortState, tuple[socket.socket, ...]]:
    """Return how opening went, and the non-blocking sockets: of IPv4 and IPv6 where no address is given.

    Of UDP there is then one for each of ``own``, this machine's addresses: an answer leaves from the address that was
    asked, which a socket of all addresses cannot promise, and the other end hears nobody else.
    """
    if address is not None:
        return _open_each(port, (address,))
    state, opened = _open_each(port, _EVERYWHERE, are_optional=True)
    if port.protocol == "tcp" or not own or state is not PortState.OPEN:
        return state, opened
    # That these could be opened shows that nobody holds the port on any address: what a system refuses to one address
    # then (Wine gives a port once for all of IPv4) is no other program's, and all addresses together will do.
    _close(opened)
    state, opened = _open_each(port, own, are_optional=True)
    return (state, opened) if state is PortState.OPEN else _open_each(port, _EVERYWHERE, are_optional=True)


def _open_each(
    port: Port, hosts: Sequence[str], *, are_optional: bool = False
) -> tuple[PortState, tuple[socket.socket, ...]]:
    """Open a port on all of some addresses or on none; of optional ones those that this machine has."""
    opened: list[socket.socket] = []
    for host in hosts:
        try:
            opened.append(_bind(host, port))
        except OSError as error:
            if are_optional and error.errno in _NO_SUCH_ADDRESS:
                continue
            _close(opened)
            return _name_fault(error), ()
    return (PortState.OPEN if opened else PortState.NOT_OPENED), tuple(opened)


def _close(opened: Sequence[socket.socket]) -> None:
    for each in opened:
        each.close()


def _bind(host: str, port: Port) -> socket.socket:
    # Looked up for the zone of an address that belongs to one link only; nobody is asked.
    family, kind, _, _, place = socket.getaddrinfo(
        host, port.number, type=_KINDS[port.protocol], flags=socket.AI_NUMERICHOST
    )[0]
    made = socket.socket(family, kind)
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
        made.bind(place)
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


def name_own_end(opened: socket.socket) -> str | None:
    """Return the own address that a socket has; None where it stands for all of them, or has none."""
    try:
        host = str(opened.getsockname()[0])
    except OSError:
        return None
    return None if host in _EVERYWHERE else host
