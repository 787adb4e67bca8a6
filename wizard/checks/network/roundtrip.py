"""The round-trip time to a host by ICMP echo, as far as the system lets everybody send it; a reading, no verdict."""

import asyncio
import statistics
import sys
from collections.abc import Awaitable, Callable
from functools import partial

from wizard.checks.blocking import read_aside
from wizard.checks.network import echo, echo_windows
from wizard.checks.network.dns_servers import DnsServers
from wizard.checks.network.faults import Unproven
from wizard.checks.network.peers import Asked, Found, Question, make_peer_probe
from wizard.checks.network.sockets import tell_cause
from wizard.checks.probe import Probe, Value
from wizard.i18n import Message

ECHOES = 5
_PURPOSE = Message("echo request (ICMP), five times")
ECHO_SECONDS = 1.0
# Voice is sent in packets of 20 ms: so far apart no echo waits behind the one before.
_PAUSE_SECONDS = 0.02

SendEcho = Callable[[int], Awaitable[float | None]]
"""Sends the request with a number and returns the milliseconds until its answer, None without one."""


def make_roundtrip_probe(host: str, facts: tuple[str, ...], servers: DnsServers | None = None) -> Probe:
    """Return the probe that sends five echo requests: ok (read) with the median of the answers and the number lost.

    unknown: no answer, which a firewall may be the reason of, or this system does not let it without rights.
    """
    # ICMP has no ports.
    asked = Asked(host, 0, facts, "server", None, ECHOES * (ECHO_SECONDS + _PAUSE_SECONDS) + 0.5, servers)
    return make_peer_probe("path.roundtrip", asked, Question(_PURPOSE, "icmp", _ask, "no_answer"))


async def _ask(address: str) -> Found:
    if sys.platform == "win32":
        if ":" in address:
            raise Unproven("unknown", "not_on_this_system")
        return await measure(partial(_send_by_library, echo_windows.load_library(), address))
    else:  # noqa: RET505 - mypy leaves out what stands behind another system's test only in a branch
        with echo.open_echo_socket(address) as own:
            return await measure(partial(echo.send_echo, own))


async def _send_by_library(library: echo_windows.IcmpLibrary, address: str, _: int) -> float | None:
    return await read_aside(partial(echo_windows.send_echo, library, address, int(ECHO_SECONDS * 1_000)))


async def measure(send: SendEcho) -> Found:
    """Return the median of five round trips and how many were lost.

    Raises:
        Unproven: no answer at all, with the last reason that was given.

    """
    times, why = [], Unproven("unknown", "no_answer")
    for number in range(ECHOES):
        try:
            async with asyncio.timeout(ECHO_SECONDS):
                took = await send(number)
        except TimeoutError:
            took = None
        except OSError as error:
            took, why = None, Unproven("unknown", tell_cause(error))
        if took is not None:
            times.append(took)
        await asyncio.sleep(_PAUSE_SECONDS)
    if not times:
        raise why
    values: dict[str, Value] = {"rtt_ms": round(statistics.median(times), 3), "echoes_lost": ECHOES - len(times)}
    return Found(values)
