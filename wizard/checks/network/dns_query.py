"""One DNS question to some servers, over UDP and where the answer is cut over TCP (RFC 1035, RFC 7766)."""

import asyncio
import struct
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import NamedTuple

import dns.exception
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype

from wizard.checks.network.datagrams import open_datagrams
from wizard.checks.network.faults import Malformed, Unproven, describe_fault
from wizard.checks.network.streams import open_stream

TRY_SECONDS = 1.0
ROUNDS = 2
# More than the adapters of a machine come with.
MOST_SERVERS = 8
# Resolvers follow no more either (RFC 1034, section 3.6.2, asks for short chains).
_MOST_ALIASES = 8
# No answer with the addresses of one host comes near it.
MOST_TCP_BYTES = 16_384


class DnsOutcome(StrEnum):
    """What a question came to; the first three are the servers' answer, the others leave it open."""

    FOUND = "found"
    NO_NAME = "no_name"
    NO_DATA = "no_address"
    SERVER_FAILURE = "dns_refused"
    NOT_DNS = "not_dns"
    NO_ANSWER = "no_dns_answer"
    NO_SERVERS = "no_dns_server"


ANSWERS = frozenset({DnsOutcome.FOUND, DnsOutcome.NO_NAME, DnsOutcome.NO_DATA})
# Of several servers that did not answer, the one that said most is told of.
_TELLING = (DnsOutcome.NO_SERVERS, DnsOutcome.NO_ANSWER, DnsOutcome.NOT_DNS, DnsOutcome.SERVER_FAILURE)
DnsServer = tuple[str, int]
"""Numeric address and port."""


class Answer(NamedTuple):
    """An outcome, the texts found (addresses or names), the names that CNAME records led over, and a server's words.

    ``differ`` says that servers answered differently, ``whole`` that each of them answered.
    """

    outcome: DnsOutcome
    texts: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    detail: str | None = None
    differ: bool = False
    whole: bool = True


async def ask(servers: Sequence[DnsServer], name: dns.name.Name, kind: dns.rdatatype.RdataType) -> Answer:
    """Ask one server after the other, in two rounds, until one finds something.

    That one finds nothing is no answer yet: Windows asks the servers of all its adapters, and a home router may not
    know what the VPN's server does. So the others are asked too, all at once.
    """
    told: dict[DnsServer, Answer] = {}
    waiting = list(servers[:MOST_SERVERS])
    for _ in range(ROUNDS):
        for server in tuple(waiting):
            told[server] = answer = await _try(server, name, kind)
            if answer.outcome is DnsOutcome.FOUND:
                return answer
            if answer.outcome is not DnsOutcome.NO_ANSWER:
                waiting.remove(server)
            if answer.outcome in ANSWERS:
                others = await asyncio.gather(*(_try(each, name, kind) for each in waiting))
                told.update(zip(waiting, others, strict=True))
                return _settle(tuple(told.values()), len(servers))
    return _settle(tuple(told.values()), len(servers))


async def ask_all(servers: Sequence[DnsServer], name: dns.name.Name, kind: dns.rdatatype.RdataType) -> Answer:
    """Ask all servers at once, a silent one twice, and return what they say together."""

    async def insist(server: DnsServer) -> Answer:
        answer = await _try(server, name, kind)
        return await _try(server, name, kind) if answer.outcome is DnsOutcome.NO_ANSWER else answer

    return _settle(await asyncio.gather(*map(insist, servers[:MOST_SERVERS])), len(servers))


def _settle(answers: Sequence[Answer], count: int) -> Answer:
    """Return what some of so many servers say together: whatever any of them finds is found."""
    known = [each for each in answers if each.outcome in ANSWERS]
    whole = len(known) == count
    found = [each for each in known if each.outcome is DnsOutcome.FOUND]
    if found:
        texts = tuple(dict.fromkeys(text for each in found for text in each.texts))
        differ = len(found) < len(known) or any(set(each.texts) != set(texts) for each in found)
        return found[0]._replace(texts=texts, differ=differ, whole=whole)
    if known:
        # That a name exists without an address says more than that it does not.
        return max(known, key=lambda each: each.outcome is DnsOutcome.NO_DATA)._replace(whole=whole)
    best = max(answers, key=lambda each: _TELLING.index(each.outcome), default=Answer(DnsOutcome.NO_SERVERS))
    return best._replace(whole=False)


async def _try(server: DnsServer, name: dns.name.Name, kind: dns.rdatatype.RdataType) -> Answer:
    try:
        async with asyncio.timeout(TRY_SECONDS):
            return await _follow(server, name, kind)
    except TimeoutError:
        return Answer(DnsOutcome.NO_ANSWER)
    except OSError as error:
        return Answer(DnsOutcome.NO_ANSWER, detail=describe_fault(error))
    except Unproven as end:
        return Answer(DnsOutcome.NO_ANSWER, detail=end.detail)
    except Malformed as error:
        return Answer(DnsOutcome.NOT_DNS, detail=str(error))


async def _follow(server: DnsServer, name: dns.name.Name, kind: dns.rdatatype.RdataType) -> Answer:
    """Ask a server, and once more for an alias whose target it left out."""
    chain: tuple[str, ...] = ()
    for _ in range(_MOST_ALIASES):
        query = dns.message.make_query(name, kind)
        response = await _exchange_datagrams(server, query)
        if response is None:
            response = await _exchange_stream(server, query)
        answer = _read(response)
        chain += answer.chain
        if answer.outcome is not DnsOutcome.NO_DATA or not answer.chain or _denies(response):
            return answer._replace(chain=chain)
        name = dns.name.from_text(answer.chain[-1])
    raise Malformed("a chain of names that does not end")


def _denies(response: dns.message.Message) -> bool:
    """Say whether a response states that there is no data (RFC 2308, section 2.2), not only leaves it out."""
    return any(each.rdtype == dns.rdatatype.SOA for each in response.authority)


async def _exchange_datagrams(server: DnsServer, query: dns.message.Message) -> dns.message.Message | None:
    """Return the response, None where it was cut. What does not belong to the question is not listened to."""
    async with open_datagrams(*server) as datagrams:
        await datagrams.send(query.to_wire())
        response, whole = await datagrams.find_answer(partial(_accept, query))
        return response if whole else None


def _accept(query: dns.message.Message, data: bytes) -> tuple[dns.message.Message, bool] | None:
    try:
        response, whole = _parse(data)
    except Malformed:
        return None
    return (response, whole) if query.is_response(response) else None


def _parse(data: bytes) -> tuple[dns.message.Message, bool]:
    """Return a message and whether it is whole."""
    try:
        return dns.message.from_wire(data, raise_on_truncation=True), True
    except dns.message.Truncated as cut:
        return cut.message(), False  # type: ignore[no-untyped-call]  # it carries no types
    except (dns.exception.DNSException, ValueError, struct.error) as error:
        raise Malformed("no DNS message") from error


async def _exchange_stream(server: DnsServer, query: dns.message.Message) -> dns.message.Message:
    wire = query.to_wire()
    async with open_stream(*server, TRY_SECONDS) as stream:
        await stream.send(len(wire).to_bytes(2) + wire)
        length = int.from_bytes(await stream.read_exactly(2))
        if length > MOST_TCP_BYTES:
            raise Malformed("a DNS answer longer than any of one host")
        response, whole = _parse(await stream.read_exactly(length))
    if not whole or not query.is_response(response):
        raise Malformed("an answer to another question")
    return response


def _read(response: dns.message.Message) -> Answer:
    code = response.rcode()
    if code not in {dns.rcode.NOERROR, dns.rcode.NXDOMAIN}:
        return Answer(DnsOutcome.SERVER_FAILURE, detail=dns.rcode.to_text(code))
    if not isinstance(response, dns.message.QueryMessage):
        raise Malformed("no answer to a query")
    try:
        result = response.resolve_chaining()
    except (dns.exception.DNSException, ValueError) as error:
        raise Malformed("a chain of names that does not end") from error
    chain = tuple(_write(each.target) for rrset in result.cnames for each in rrset)
    if code == dns.rcode.NXDOMAIN:
        return Answer(DnsOutcome.NO_NAME, chain=chain)
    if result.answer is None:
        return Answer(DnsOutcome.NO_DATA, chain=chain)
    texts = (_write(each.target) if hasattr(each, "target") else str(each.address) for each in result.answer)
    return Answer(DnsOutcome.FOUND, tuple(texts), chain)


def _write(name: dns.name.Name) -> str:
    return name.to_text(omit_final_dot=True)
