"""Whether a name leads to the address that the plan gives, and back (SEC-2)."""

import asyncio
from collections.abc import Sequence
from functools import partial
from ipaddress import ip_address

from wizard.checks.network.dns_query import ANSWERS, DnsOutcome
from wizard.checks.network.dns_servers import DnsServers, read_system_servers
from wizard.checks.network.hosts import Host, HostError, parse_host
from wizard.checks.network.lookup import LOOKUP_SECONDS, Lookup, find_names, is_confirmed, look_up
from wizard.checks.probe import Measurement, Probe, Value

_MOST_REVERSED = 4
# Looking up, finding the names back and confirming them, one after the other.
_SECONDS = 3 * LOOKUP_SECONDS + 0.5


def make_name_probe(
    name: str,
    expected: str | None,
    *,
    facts: tuple[str, ...],
    subject: str | None,
    servers: DnsServers | None = None,
) -> Probe:
    """Return the probe of a name against an address; ``servers`` None: this system's.

    ok: the name leads to that address alone (of its family), or none is expected; failed: there is no such name, it
    has no address, or leads elsewhere; unknown: the servers do not say, or it has several. The way back is only told.
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


def _read_address(text: str) -> str | None:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None


async def _measure(host: Host, expected: str | None, servers: DnsServers) -> Sequence[Measurement]:
    found = await look_up(host, servers)
    judged = _judge(found, expected)
    return (judged._replace(values=await _describe(found, servers), detail=found.detail),)


def _judge(found: Lookup, expected_text: str | None) -> Measurement:
    if found.outcome is not DnsOutcome.FOUND:
        return Measurement("failed" if found.outcome in ANSWERS else "unknown", found.outcome.value)
    if expected_text is None:
        return Measurement("ok")
    expected = _read_address(expected_text)
    if expected is None:
        return Measurement("unknown", "address_not_known")
    alike = {address for address in found.addresses if (":" in address) == (":" in expected)}
    if alike == {expected}:
        return Measurement("ok")
    if expected in alike:
        return Measurement("unknown", "several_addresses")
    return Measurement("failed", "other_address") if found.whole else Measurement("unknown", "no_dns_answer")


async def _describe(found: Lookup, servers: DnsServers) -> dict[str, Value]:
    """Return the addresses, the names on the way, and the names back with whether they lead to the same address."""
    values: dict[str, Value] = {"dns_servers": ", ".join(address for address, _ in servers.servers)}
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
