"""Why a connection could not be made, told apart; and one that was made to nobody."""

import errno
import os
from ipaddress import ip_address
from typing import Any

# Windows has its own numbers beside those of errno: Winsock's from 10000 on, below those of asyncio's completion port.
_WINDOWS = {
    64: "reset",
    121: "filtered",
    1225: "refused",
    1231: "unreachable",
    1232: "unreachable",
    1233: "unreachable",
    1234: "refused",
    1236: "reset",
    10013: "prohibited",
    10051: "unreachable",
    10053: "reset",
    10054: "reset",
    10060: "filtered",
    10061: "refused",
    10065: "unreachable",
}
_CAUSES = {
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "reset",
    errno.ECONNABORTED: "reset",
    errno.EPIPE: "reset",
    errno.ETIMEDOUT: "filtered",
    errno.EHOSTUNREACH: "unreachable",
    errno.ENETUNREACH: "unreachable",
    errno.EHOSTDOWN: "unreachable",
    # A packet filter on this very machine, or an administrator's ICMP on the way.
    errno.EACCES: "prohibited",
    errno.EPERM: "prohibited",
    errno.ENETDOWN: "unreachable",
    errno.EMFILE: "local_limit",
    errno.ENFILE: "local_limit",
    errno.ENOBUFS: "local_limit",
    errno.ENOMEM: "local_limit",
    errno.EADDRNOTAVAIL: "no_way_here",
    errno.EAFNOSUPPORT: "no_way_here",
}


def tell_cause(error: OSError) -> str:
    """Return why a connection failed, as a reason's name; "connection_failed" for causes that have no other."""
    if isinstance(error, TimeoutError):
        return "filtered"
    if isinstance(error, ConnectionResetError | BrokenPipeError | ConnectionAbortedError):
        # asyncio raises one of its own, without a number, where the system told it of the cut before.
        return "reset"
    code = getattr(error, "winerror", None)
    return _WINDOWS.get(code or 0) or _CAUSES.get(error.errno or 0, "connection_failed")


def refuse_itself(source: tuple[Any, ...] | None, address: str, port: int) -> None:
    """Tell a connect to itself apart, which is open though nobody listens (RFC 9293, 3.5: simultaneous open).

    It comes about where this machine's own port is asked for, and the system gives out the same for the asking end.
    ``source`` is that end as getsockname(2) gives it; None where the system has forgotten a connection that was cut.

    Raises:
        ConnectionRefusedError: as the port answers any other end.

    """
    if source is not None and source[1] == port and ip_address(source[0]) == ip_address(address):
        raise ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
