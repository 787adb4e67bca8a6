"""Who holds which port on this machine, read from the system's tables: nothing is opened or connected to."""

import ipaddress
from collections.abc import Sequence
from typing import NamedTuple

from wizard.checks.machine.figures import LISTENERS, Listener
from wizard.checks.machine.reading import MachineReader
from wizard.checks.machine.registry import LONGEST_VALUE
from wizard.checks.probe import Value

# On Windows the kernel itself, which holds the ports of http.sys: IIS, but also WinRM, reporting services and others.
KERNEL_PID = 4


class Holder(NamedTuple):
    """Who holds one port: ``loopback`` where nobody else can reach it, ``kernel`` where it is Windows' http.sys.

    ``own``: nobody but this program, in this or another process, which listens to prove flows.
    """

    program: str | None
    address: str
    loopback: bool
    kernel: bool
    own: bool = False

    def describe(self) -> dict[str, Value]:
        """Return what people want to know about it."""
        named: dict[str, Value] = {} if self.program is None else {"program": self.program}
        return {**named, "listens_on": self.address}


def find_holders(reader: MachineReader) -> dict[tuple[str, int], Holder]:
    """Return who holds each port, by protocol and port.

    Raises:
        ReadingError: the tables cannot be read.

    """
    held: dict[tuple[str, int], list[Listener]] = {}
    for each in reader.read(LISTENERS):
        held.setdefault((each.protocol, each.port), []).append(each)
    return {port: _combine(reader, listeners) for port, listeners in held.items()}


def _combine(reader: MachineReader, listeners: Sequence[Listener]) -> Holder:
    """Return one holder for all that hold a port: as a rule one program, on IPv4 and IPv6."""
    # What can be reached from outside counts more than what cannot.
    reachable = [each for each in listeners if not _is_loopback(each.address)]
    telling = reachable or list(listeners)
    programs = sorted({each.program for each in telling if each.program})
    return Holder(
        program=", ".join(programs)[:LONGEST_VALUE] or None,
        address=", ".join(sorted({each.address for each in telling}))[:LONGEST_VALUE],
        loopback=not reachable,
        kernel=reader.system == "windows" and all(each.pid == KERNEL_PID for each in telling),
        own=all(each.own for each in telling),
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False
