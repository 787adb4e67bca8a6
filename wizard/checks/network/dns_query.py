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
# What a system asks too (resolv.conf(5)).
MOST_SERVERS = 3
# No answer with the addresses of one host comes near it.
MOST_TCP_BYTES = 16_384
_MOST_TEXTS = 16


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
    """An outcome, the texts found (addresses or names), the names that CNAME records led over, and a server's words."""

    outcome: DnsOutcome
    texts: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    detail: str | None = None


async def ask(servers: Sequence[DnsServer], name: dns.name.Name, kind: dns.rdatatype.RdataType) -> Answer:
    """Ask one server after the other, in two rounds, until one knows; the servers' common answer is never awaited."""
    best = Answer(DnsOutcome.NO_SERVERS)
    waiting = list(servers[:MOST_SERVERS])
    for _ in range(ROUNDS):
        for server in tuple(waiting):
            answer = await _try(server, name, kind)
            if answer.outcome in ANSWERS:
                return answer
            best = max(best, answer, key=lambda each: _TELLING.index(each.outcome))
            if answer.outcome is not DnsOutcome.NO_ANSWER:
                waiting.remove(server)
    return best


async def _try(server: DnsServer, name: dns.name.Name, kind: dns.rdatatype.RdataType) -> Answer:
    query = dns.message.make_query(name, kind)
    try:
        async with asyncio.timeout(TRY_SECONDS):
            response = await _exchange_datagrams(server, query)
            if response is None:
                response = await _exchange_stream(server, query)
        return _read(response)
    except TimeoutError:
        return Answer(DnsOutcome.NO_ANSWER)
    except OSError as error:
        return Answer(DnsOutcome.NO_ANSWER, detail=describe_fault(error))
    except Unproven as end:
        return Answer(DnsOutcome.NO_ANSWER, detail=end.detail)
    except Malformed as error:
        return Answer(DnsOutcome.NOT_DNS, detail=str(error))


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
    return Answer(DnsOutcome.FOUND, tuple(texts)[:_MOST_TEXTS], chain)


def _write(name: dns.name.Name) -> str:
    return name.to_text(omit_final_dot=True)
