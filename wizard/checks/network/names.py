"""Whether a name leads to the address that the plan gives, and back (SEC-2)."""

import asyncio
import secrets
from collections.abc import Sequence
from functools import partial

from wizard.checks.network.dns_query import MOST_SERVERS, DnsOutcome
from wizard.checks.network.dns_servers import DnsServers, read_system_servers
from wizard.checks.network.hosts import Host, HostError, parse_host
from wizard.checks.network.lookup import LOOKUP_SECONDS, Lookup, find_names, is_confirmed, look_up
from wizard.checks.network.name_verdict import judge_name
from wizard.checks.probe import Measurement, Probe, Value

_MOST_REVERSED = 4
# Looking up, looking up a made-up name, finding the names back and confirming them, one after the other.
_SECONDS = 4 * LOOKUP_SECONDS + 0.5
_RANDOM_BYTES = 8


def make_name_probe(
    name: str,
    expected: str | None,
    *,
    facts: tuple[str, ...],
    subject: str | None,
    servers: DnsServers | None = None,
) -> Probe:
    """Return the probe of a name against an address; ``servers`` None: this system's.

    ok: all servers that answer lead to that address alone, IPv4 and IPv6 taken together, and a made-up name beside it
    leads elsewhere or nowhere; failed: every server says that there is no such name or that it has no address, or it
    leads elsewhere; unknown: anything else, and where none is expected. The way back is only told.
    """
    try:
        host = parse_host(name)
    except HostError:
        refused = Measurement("unknown", "bad_name")
        return Probe("name.lookup", facts, (), partial(_return, refused), 1.0, subject, name)
    if host.address is not None:
        literal = Measurement("unknown", "name_is_address")
        return Probe("name.lookup", facts, (), partial(_return, literal), 1.0, subject, name)
    asked = servers or read_system_servers()
    measure = partial(_measure, host, expected, asked)
    return Probe("name.lookup", facts, asked.list_touches(host), measure, _SECONDS, subject, name)


async def _return(measurement: Measurement) -> Sequence[Measurement]:
    return (measurement,)


async def _measure(host: Host, expected: str | None, servers: DnsServers) -> Sequence[Measurement]:
    found = await look_up(host, servers)
    sibling = _make_sibling(found.name) if found.outcome is DnsOutcome.FOUND else None
    beside = None if sibling is None else await look_up(sibling, servers)
    judged = judge_name(found, beside, expected)
    return (judged._replace(values=await _describe(found, servers), detail=found.detail),)


def _make_sibling(name: str) -> Host | None:
    """Return a name of the same domain that nobody has; None where it would be too long."""
    _, dot, domain = name.partition(".")
    try:
        return parse_host(f"x{secrets.token_hex(_RANDOM_BYTES)}{dot}{domain}.")
    except HostError:
        return None


async def _describe(found: Lookup, servers: DnsServers) -> dict[str, Value]:
    """Return the addresses, the names on the way, and the names back with whether they lead to the same address."""
    values: dict[str, Value] = {"dns_servers": ", ".join(address for address, _ in servers.servers[:MOST_SERVERS])}
    if found.chain:
        values["aliases"] = ", ".join(found.chain)
    if not found.addresses:
        return values
    values["name_addresses"] = ", ".join(found.addresses)
    addresses = found.addresses[:_MOST_REVERSED]
    names = await asyncio.gather(*(find_names(address, servers) for address in addresses))
    backwards = sorted({name for each in names for name in each})
    values["names_back"] = ", ".join(backwards)
    confirmed = await asyncio.gather(*(is_confirmed(*pair, servers) for pair in zip(addresses, names, strict=True)))
    values["confirmed_back"] = all(confirmed)
    return values
