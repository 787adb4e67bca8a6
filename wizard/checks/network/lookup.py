"""The addresses of a host by this system's DNS servers; an address needs no question."""

import asyncio
from typing import NamedTuple

import dns.name
import dns.rdatatype
import dns.reversename

from wizard.checks.network.dns_query import ANSWERS, Answer, DnsOutcome, ask
from wizard.checks.network.dns_servers import DnsServers, read_system_servers
from wizard.checks.network.faults import Unproven
from wizard.checks.network.hosts import Host, HostError, parse_host

LOOKUP_SECONDS = 6.0
# A server that leaves AAAA unanswered must not hold a probe that has an A record already.
_GRACE_SECONDS = 0.5
_MOST_REVERSED, _MOST_CONFIRMED = 4, 2
_KINDS = (dns.rdatatype.A, dns.rdatatype.AAAA)


class Lookup(NamedTuple):
    """What a name came to; ``whole`` says that the servers answered for IPv4 and for IPv6."""

    outcome: DnsOutcome
    addresses: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    detail: str | None = None
    whole: bool = True


async def resolve(host: str, servers: DnsServers | None = None) -> tuple[str, ...]:
    """Return a host's addresses, IPv4 first; an address is returned without a packet. None of the system's is None.

    Raises:
        Unproven: there are none: failed where the servers know no such name, unknown else.

    """
    try:
        wanted = parse_host(host)
    except HostError as error:
        raise Unproven("unknown", "bad_name") from error
    if wanted.address is not None:
        return (wanted.address,)
    found = await look_up(wanted, servers or read_system_servers(), grace=_GRACE_SECONDS)
    if found.addresses:
        return found.addresses
    raise Unproven("failed" if found.outcome is DnsOutcome.NO_NAME else "unknown", found.outcome.value, found.detail)


async def look_up(host: Host, servers: DnsServers, grace: float | None = None) -> Lookup:
    """Return what the servers know of a name; one without a dot is tried with the system's suffixes first.

    ``grace``: seconds that the second kind of address is awaited once the first is there; None: as long as it takes.
    """
    best: Lookup | None = None
    try:
        async with asyncio.timeout(LOOKUP_SECONDS):
            for name in _list_names(host, servers):
                found = await _look_up_name(name, servers, grace)
                if found.outcome not in {DnsOutcome.NO_NAME, DnsOutcome.NO_DATA}:
                    return found
                # A name that exists without an address says more than one that does not.
                if best is None or found.outcome is DnsOutcome.NO_DATA:
                    best = found
    except TimeoutError:
        best = None
    return best or Lookup(DnsOutcome.NO_ANSWER, whole=False)


def _list_names(host: Host, servers: DnsServers) -> tuple[dns.name.Name, ...]:
    name = host.name or ""
    suffixes = () if host.absolute or "." in name else servers.suffixes
    return tuple(dns.name.from_text(text) for text in (*(f"{name}.{suffix}" for suffix in suffixes), name))


async def _look_up_name(name: dns.name.Name, servers: DnsServers, grace: float | None) -> Lookup:
    tasks = [asyncio.create_task(ask(servers.servers, name, kind)) for kind in _KINDS]
    try:
        await _await_both(tasks, grace)
        return _combine([task.result() for task in tasks if task.done()])
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _await_both(tasks: list[asyncio.Task[Answer]], grace: float | None) -> None:
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    usable = any(task.result().outcome is DnsOutcome.FOUND for task in done)
    await asyncio.wait(tasks, timeout=grace if usable else None)


def _combine(answers: list[Answer]) -> Lookup:
    """Return both kinds' answers as one: any address is found; a failure beside no data leaves it open."""
    addresses = tuple(text for answer in answers for text in answer.texts)
    chain = max((answer.chain for answer in answers), key=len)
    whole = len(answers) == len(_KINDS) and all(answer.outcome in ANSWERS for answer in answers)
    order = (DnsOutcome.FOUND, DnsOutcome.NO_NAME)
    leading = next((each for outcome in order for each in answers if each.outcome is outcome), None)
    if leading is None:
        leading = next((each for each in answers if each.outcome not in ANSWERS), answers[0])
    return Lookup(leading.outcome, addresses, chain, leading.detail, whole)


async def find_names(address: str, servers: DnsServers) -> tuple[str, ...]:
    """Return the names that an address's PTR records give, at most four."""
    answer = await ask(servers.servers, dns.reversename.from_address(address), dns.rdatatype.PTR)
    return answer.texts[:_MOST_REVERSED]


async def is_confirmed(address: str, names: tuple[str, ...], servers: DnsServers) -> bool:
    """Say whether one of an address's names leads back to it (of the first two)."""
    kind = dns.rdatatype.AAAA if ":" in address else dns.rdatatype.A
    asked = (ask(servers.servers, dns.name.from_text(name), kind) for name in names[:_MOST_CONFIRMED])
    return any(address in answer.texts for answer in await asyncio.gather(*asked))
