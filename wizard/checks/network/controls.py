"""Ports that nobody listens on, tried where another one opens, to see whether everything opens there.

A proxy or a firewall may accept every connection in a machine's place; an opening then shows nothing of the machine.
"""

import random
from collections.abc import Collection, Iterable

from wizard.checks.network.scan import PortState, scan_ports

# Whatever accepts everything does so as soon as it accepted the port itself; what drops a control must hold nobody.
CONTROL_SECONDS = 1.0
# One that IANA keeps reserved ("Service Name and Transport Protocol Port Number Registry"), and one that lies below
# what systems give out by themselves (Linux: from 32768, Windows: from 49152 on).
_RANGES = (range(225, 242), range(20_000, 30_000))


def choose_controls(host: str, taken: Collection[int]) -> tuple[int, ...]:
    """Return the TCP ports of a host that serve as controls, apart from those that somebody may have open.

    They are the same at each call, so that what the manifest names is what will be touched.
    """
    choice = random.Random(host)  # noqa: S311 - nothing secret: the same every time, and others on each host
    free = ([port for port in ports if port not in taken] for ports in _RANGES)
    return tuple(choice.choice(ports) for ports in free if ports)


async def find_opening(controls: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """Return which controls open, by their numeric address, in rising order."""
    ends = sorted(controls)
    opening: dict[str, tuple[int, ...]] = {}
    for (address, port), found in zip(ends, await scan_ports(ends, CONTROL_SECONDS), strict=True):
        if found.state is PortState.OPEN:
            opening[address] = (*opening.get(address, ()), port)
    return opening
