"""The addresses of a host by this system's DNS servers; an address needs no question."""

import asyncio
from typing import NamedTuple

import dns.name
import dns.rdatatype
import dns.reversename

from wizard.checks.network.dns_query import ANSWERS, Answer, DnsOutcome, ask, ask_all
from wizard.checks.network.dns_servers import DnsServers, read_system_servers
from wizard.checks.network.faults import Unproven
from wizard.checks.network.hosts import Host, HostError, find_source, is_special, parse_host

LOOKUP_SECONDS = 6.0
# A server that leaves AAAA unanswered must not hold a probe that has an A record already.
_GRACE_SECONDS = 0.5
_MOST_REVERSED, _MOST_CONFIRMED = 4, 2
_MOST_ADDRESSES = 16
_KINDS = {4: dns.rdatatype.A, 6: dns.rdatatype.AAAA}


class Lookup(NamedTuple):
    """What a name came to, and under which full name.

    ``answered`` are the IP versions that servers answered for; ``differ`` says that servers answered differently,
    ``whole`` that each of them answered.
    """

    outcome: DnsOutcome
    addresses: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    detail: str | None = None
    answered: frozenset[int] = frozenset()
    differ: bool = False
    whole: bool = True
    name: str = ""


async def resolve(host: str, servers: DnsServers | None = None, *, may_be_here: bool = False) -> tuple[str, ...]:
    """Return another host's addresses, IPv4 first; an address is returned without a packet. None: the system's servers.

    ``may_be_here``: this machine may be the one that is meant.

    Raises:
        Unproven: there are none: failed where all servers know no such name, unknown else; or the name leads nowhere
            but to this machine, or to what is no host's address.

    """
    try:
        wanted = parse_host(host)
    except HostError as error:
        raise Unproven("unknown", "bad_name") from error
    if wanted.address is not None:
        return (wanted.address,)
    found = await look_up(wanted, servers or read_system_servers(), grace=_GRACE_SECONDS)
    if found.addresses:
        return _keep_others(found.addresses, may_be_here=may_be_here)[:_MOST_ADDRESSES]
    if found.outcome is DnsOutcome.NO_NAME and not found.whole:
        raise Unproven("unknown", "not_every_server", found.detail)
    raise Unproven("failed" if found.outcome is DnsOutcome.NO_NAME else "unknown", found.outcome.value, found.detail)


def _keep_others(addresses: tuple[str, ...], *, may_be_here: bool) -> tuple[str, ...]:
    hosts = [address for address in addresses if not is_special(address)]
    if not hosts:
        raise Unproven("unknown", "special_address", ", ".join(addresses))
    others = hosts if may_be_here else [address for address in hosts if find_source(address) != address]
    if not others:
        raise Unproven("unknown", "leads_here", ", ".join(hosts))
    return tuple(others)


async def look_up(host: Host, servers: DnsServers, grace: float | None = None) -> Lookup:
    """Return what the servers know of a name; one without a dot is tried with the system's suffixes first.

    ``grace``: seconds that the second kind of address is awaited once the first is there; the first server to know is
    believed then. None: every server is asked for both kinds.
    """
    best: Lookup | None = None
    whole = True
    try:
        async with asyncio.timeout(LOOKUP_SECONDS):
            for name in _list_names(host, servers):
                found = await _look_up_name(name, servers, grace)
                whole = whole and found.whole
                if found.outcome not in {DnsOutcome.NO_NAME, DnsOutcome.NO_DATA}:
                    return found
                # A name that exists without an address says more than one that does not.
                if best is None or found.outcome is DnsOutcome.NO_DATA:
                    best = found
    except TimeoutError:
        best = None
    return best._replace(whole=whole) if best else Lookup(DnsOutcome.NO_ANSWER, whole=False)


def _list_names(host: Host, servers: DnsServers) -> tuple[dns.name.Name, ...]:
    name = host.name or ""
    suffixes = () if host.absolute or "." in name else servers.suffixes
    return tuple(dns.name.from_text(text) for text in (*(f"{name}.{suffix}" for suffix in suffixes), name))


async def _look_up_name(name: dns.name.Name, servers: DnsServers, grace: float | None) -> Lookup:
    put = ask_all if grace is None else ask
    tasks = {version: asyncio.create_task(put(servers.servers, name, kind)) for version, kind in _KINDS.items()}
    try:
        await _await_both(list(tasks.values()), grace)
        answers = {version: task.result() for version, task in tasks.items() if task.done()}
        return _combine(answers)._replace(name=name.to_text(omit_final_dot=True))
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)


async def _await_both(tasks: list[asyncio.Task[Answer]], grace: float | None) -> None:
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    usable = any(task.result().outcome is DnsOutcome.FOUND for task in done)
    await asyncio.wait(tasks, timeout=grace if usable else None)


def _combine(answers: dict[int, Answer]) -> Lookup:
    """Return both kinds' answers as one: any address is found; a failure beside no data leaves it open."""
    both = list(answers.values())
    order = (DnsOutcome.FOUND, DnsOutcome.NO_NAME)
    leading = next((each for outcome in order for each in both if each.outcome is outcome), None)
    if leading is None:
        leading = next((each for each in both if each.outcome not in ANSWERS), both[0])
    return Lookup(
        leading.outcome,
        addresses=tuple(text for answer in both for text in answer.texts),
        chain=max((answer.chain for answer in both), key=len),
        detail=leading.detail,
        answered=frozenset(version for version, answer in answers.items() if answer.outcome in ANSWERS),
        differ=any(answer.differ for answer in both),
        whole=all(answer.whole for answer in both),
    )


async def find_names(address: str, servers: DnsServers) -> tuple[str, ...]:
    """Return the names that an address's PTR records give, at most four."""
    answer = await ask_all(servers.servers, dns.reversename.from_address(address), dns.rdatatype.PTR)
    return answer.texts[:_MOST_REVERSED]


async def is_confirmed(address: str, names: tuple[str, ...], servers: DnsServers) -> bool:
    """Say whether one of an address's names leads back to it (of the first two)."""
    kind = _KINDS[6 if ":" in address else 4]
    asked = (ask_all(servers.servers, dns.name.from_text(name), kind) for name in names[:_MOST_CONFIRMED])
    return any(address in answer.texts for answer in await asyncio.gather(*asked))
