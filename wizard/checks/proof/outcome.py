"""How one attempt to go through a port ended, as the sockets of Linux and of Windows tell it."""

import errno
from dataclasses import dataclass
from enum import Enum, auto

from wizard.checks.proof.challenge import Message


class Ending(Enum):
    """How an attempt ended, before it is known whether anybody listened."""

    PROVEN = auto()
    DROPPED = auto()
    REFUSED = auto()
    UNREACHABLE = auto()
    CUT = auto()
    SILENT = auto()
    FOREIGN = auto()
    BLOCKED_HERE = auto()
    BUSY = auto()
    NOT_TRIED = auto()


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt: its ending, the sealed reply where there was one, this end's address, what the system said."""

    ending: Ending
    reply: Message | None = None
    source: str | None = None
    detail: str | None = None


# POSIX, then Windows (WinError.h: 10000 and up of Winsock, 12xx as asyncio's completion port gives them).
_REFUSED = {errno.ECONNREFUSED, 10061, 1225}
# EACCES: Linux's word for ICMPv6's "administratively prohibited"; Windows' own firewall says 10013.
_UNREACHABLE = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EACCES, errno.EPROTO, 10065, 10051, 1231, 1232, 1233, 1234}
_CUT = {errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED, 10054, 10053, 64, 1236}
_TIMED_OUT = {errno.ETIMEDOUT, 10060, 121, 1460}
# A datagram longer than any reply of ours: Windows makes it an error.
_TOO_LONG = {errno.EMSGSIZE, 10040, 234}
_BLOCKED_HERE = {errno.EPERM, 10013}


def name_fault(error: OSError, *, connected: bool) -> Ending:
    """Return what an error of a socket means; ``connected`` says whether TCP's handshake was over."""
    code = error.errno if getattr(error, "winerror", None) is None else getattr(error, "winerror", None)
    for codes, ending in (
        (_REFUSED, Ending.REFUSED),
        (_UNREACHABLE, Ending.UNREACHABLE),
        # A SYN answered by a reset is a refusal, whatever the system calls it.
        (_CUT, Ending.CUT if connected else Ending.REFUSED),
        (_TIMED_OUT, Ending.SILENT if connected else Ending.DROPPED),
        (_TOO_LONG, Ending.FOREIGN),
        (_BLOCKED_HERE, Ending.BLOCKED_HERE),
    ):
        if code in codes:
            return ending
    return Ending.NOT_TRIED
