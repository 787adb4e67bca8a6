"""DNS: what a name leads to, asked of the system's own servers with our own messages (RFC 1035)."""

import struct
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from wizard.checks.network.sockets import Place, exchange_datagrams, exchange_stream, is_address
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind, Value
from wizard.i18n import Message

if TYPE_CHECKING:
    from dns.message import Message as DnsMessage

DNS_PORT = 53
LOOKUP_SECONDS = 8.0
_PAUSES = (1.0, 2.0)
_MOST_SERVERS, _MOST_ADDRESSES = 3, 16
ASK_NAME = Message("DNS name lookup")


class NameLookupError(Exception):
    """A name leads nowhere; ``reason`` tells why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Answer(NamedTuple):
    """What a name leads to: addresses, and the names on the way."""

    addresses: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@cache
def list_servers() -> tuple[str, ...]:
    """Return the addresses of the system's DNS servers, as it is configured; none where that cannot be read."""
    from dns.exception import DNSException  # noqa: PLC0415 - heavy, and needed by few runs
    from dns.resolver import Resolver  # noqa: PLC0415 - as above

    try:
        found = Resolver().nameservers
    except (DNSException, OSError):
        return ()
    return tuple(str(server) for server in found if isinstance(server, str) and is_address(server))[:_MOST_SERVERS]


def touch_servers(host: str, servers: Sequence[str] | None = None) -> tuple[Touch, ...]:
    """Return what looking a host up will touch; nothing for an IP address."""
    if is_address(host):
        return ()
    asked = list_servers() if servers is None else servers
    return tuple(
        Touch(TouchKind.PACKET, f"{protocol} {server}:{DNS_PORT}", ASK_NAME)
        for server in asked
        for protocol in ("udp", "tcp")
    )


async def resolve(host: str, servers: Sequence[str] | None = None) -> Answer:
    """Return the addresses of a host; an IP address is its own, without a packet.

    Raises:
        NameLookupError: there is no such name, it has no address, or no server answered.

    """
    if is_address(host):
        return Answer((host,))
    asked = list_servers() if servers is None else tuple(servers)
    if not asked:
        raise NameLookupError("no_dns_server")
    found: dict[str, None] = {}
    aliases: dict[str, None] = {}
    for kind in ("A", "AAAA"):
        reply = await _ask(host, kind, asked)
        for name, value in _list_values(reply, kind):
            found[value] = None
            aliases[name] = None
    if not found:
        raise NameLookupError("no_address")
    first = host.rstrip(".").lower()
    return Answer(tuple(found)[:_MOST_ADDRESSES], tuple(name for name in aliases if name != first))


async def find_back(address: str, servers: Sequence[str] | None = None) -> tuple[str, ...]:
    """Return the names that an address leads back to; none where there are none."""
    from dns.reversename import from_address  # noqa: PLC0415 - as above

    asked = list_servers() if servers is None else tuple(servers)
    try:
        reply = await _ask(from_address(address).to_text(), "PTR", asked)
    except NameLookupError:
        return ()
    return tuple(value.rstrip(".").lower() for _, value in _list_values(reply, "PTR"))


def _list_values(reply: "DnsMessage", kind: str) -> list[tuple[str, str]]:
    from dns.rdatatype import from_text  # noqa: PLC0415 - as above

    wanted = from_text(kind)
    return [
        (found.name.to_text(omit_final_dot=True).lower(), item.to_text())
        for found in reply.answer
        if found.rdtype == wanted
        for item in found
    ]


async def _ask(name: str, kind: str, servers: Sequence[str]) -> "DnsMessage":
    """Return the first server's reply that settles the question.

    Raises:
        NameLookupError: as ``resolve``.

    """
    reason = "no_dns_answer"
    for server in servers:
        try:
            return await _ask_server(name, kind, Place(server, DNS_PORT))
        except NameLookupError as error:
            # No such name is an answer; a server that fails may have a healthy neighbour.
            if error.reason in ("no_name", "bad_name"):
                raise
            reason = error.reason
        except OSError:
            continue
    raise NameLookupError(reason)


async def _ask_server(name: str, kind: str, place: Place) -> "DnsMessage":
    from dns import exception, flags, message, rcode  # noqa: PLC0415 - as above

    try:
        query = message.make_query(name, kind)
        wire = query.to_wire()
    except (exception.DNSException, UnicodeError, ValueError) as error:
        raise NameLookupError("bad_name") from error

    def read(data: bytes) -> "DnsMessage | None":
        try:
            found = message.from_wire(data, ignore_trailing=True)
        except (exception.DNSException, ValueError, IndexError, struct.error):
            return None
        return found if query.is_response(found) else None

    data, _, _ = await exchange_datagrams(place, lambda _: wire, lambda got: read(got) is not None, _PAUSES)
    reply = None if data is None else read(data)
    if reply is not None and reply.flags & flags.TC:
        whole, _ = await exchange_stream(place, struct.pack("!H", len(wire)) + wire, _is_whole)
        reply = read(whole[2:])
    if reply is None:
        raise NameLookupError("no_dns_answer")
    if reply.rcode() != rcode.NOERROR:
        raise NameLookupError("no_name" if reply.rcode() == rcode.NXDOMAIN else "dns_refused")
    return reply


def _is_whole(data: bytes) -> bool:
    # Over TCP a message follows its length (RFC 1035, 4.2.2).
    return len(data) > 1 and len(data) >= 2 + int.from_bytes(data[:2])


def make_name_probe(
    name: str,
    expected: str | None,
    *,
    facts: tuple[str, ...],
    subject: str | None,
    servers: Sequence[str] | None = None,
) -> Probe:
    """Return the probe that asks whether a name leads to an expected address, and that address back to it."""

    async def measure() -> Sequence[Measurement]:
        return (await _measure_name(name, expected, servers),)

    # A domain leads back through the servers too, whatever the name.
    touches = touch_servers(name, servers) or touch_servers("x.invalid", servers)
    return Probe("name.lookup", facts, touches, measure, LOOKUP_SECONDS, subject=subject, target=name)


async def _measure_name(name: str, expected: str | None, servers: Sequence[str] | None) -> Measurement:
    try:
        found = await resolve(name, servers)
    except NameLookupError as error:
        return Measurement("failed" if error.reason in ("no_name", "no_address") else "unknown", error.reason)
    back = await find_back(found.addresses[0], servers)
    values: dict[str, Value] = {
        "name_addresses": ", ".join(found.addresses),
        "aliases": ", ".join(found.aliases),
        "names_back": ", ".join(back),
        "confirmed_back": name.rstrip(".").lower() in back,
    }
    shown = {key: value for key, value in values.items() if value != ""}
    if expected is None:
        return Measurement("ok", values=shown)
    if not is_address(expected):
        return Measurement("unknown", "address_not_known", values=shown)
    same = expected in found.addresses
    return Measurement("ok" if same else "failed", None if same else "other_address", values=shown)
