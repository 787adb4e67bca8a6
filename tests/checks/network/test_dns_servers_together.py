"""Several DNS servers and odd answers: in whatever order they come, no more is said of a name than they all say."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import permutations

import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest

from tests.checks.network.answers import HOME, answer_datagrams, measure
from wizard.checks.network import lookup
from wizard.checks.network.dns_servers import DnsServers
from wizard.checks.network.faults import Unproven
from wizard.checks.network.hosts import is_special
from wizard.checks.network.lookup import resolve
from wizard.checks.network.names import make_name_probe
from wizard.domain.evidence.record import Evidence

SERVER, ELSEWHERE, OTHER_VERSION = "10.20.0.15", "10.20.0.16", "2001:db8::15"
NAME = dns.name.from_text("tws.valmont.example")
KINDS = {"A": dns.rdatatype.A, "AAAA": dns.rdatatype.AAAA}
Reply = Callable[[bytes], list[bytes]]


def make_server(*records: tuple[str, str, str], rcode: dns.rcode.Rcode = dns.rcode.NXDOMAIN) -> Reply:
    """Return a server of some records (name, type, data); it answers for all other names with a code."""
    names = {dns.name.from_text(name) for name, _, _ in records}

    def reply(query: bytes) -> list[bytes]:
        asked = dns.message.from_wire(query)
        question = asked.question[0]
        response = dns.message.make_response(asked)
        if question.name not in names:
            response.set_rcode(rcode)
        for name, kind, data in records:
            if dns.name.from_text(name) == question.name and (kind == "CNAME" or KINDS[kind] == question.rdtype):
                response.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, data))
        return [response.to_wire()]

    return reply


def be_silent(_: bytes) -> list[bytes]:
    """Answer nothing."""
    return []


KNOWS = make_server((str(NAME), "A", SERVER))
MISLEADS = make_server((str(NAME), "A", ELSEWHERE))
UNAWARE = make_server()
REFUSES = make_server(rcode=dns.rcode.REFUSED)
EMPTY = make_server(rcode=dns.rcode.NOERROR)


@contextmanager
def serve(*replies: Reply) -> Iterator[DnsServers]:
    """Give some servers, in their order."""
    with ExitStack() as stack:
        yield DnsServers(tuple((HOME, stack.enter_context(answer_datagrams(reply))) for reply in replies))


def look(servers: DnsServers, name: str = "tws.valmont.example", expected: str | None = SERVER) -> Evidence:
    """Return the evidence on a name."""
    return measure(make_name_probe(name, expected, facts=("SEC-2",), subject="server", servers=servers))


@pytest.mark.parametrize(
    ("replies", "state", "reason"),
    [
        ((KNOWS,), "ok", None),
        ((KNOWS, KNOWS), "ok", None),
        ((KNOWS, REFUSES), "ok", None),
        ((KNOWS, be_silent), "ok", None),
        ((KNOWS, UNAWARE), "unknown", "dns_servers_differ"),
        ((KNOWS, EMPTY), "unknown", "dns_servers_differ"),
        ((KNOWS, MISLEADS), "unknown", "dns_servers_differ"),
        ((UNAWARE, UNAWARE), "failed", "no_name"),
        ((UNAWARE, EMPTY), "failed", "no_address"),
        ((UNAWARE, be_silent), "unknown", "not_every_server"),
        ((UNAWARE, REFUSES), "unknown", "not_every_server"),
        ((MISLEADS, be_silent), "failed", "other_address"),
        ((REFUSES, be_silent), "unknown", "dns_refused"),
        ((be_silent, be_silent), "unknown", "no_dns_answer"),
    ],
)
def test_order_of_servers_changes_nothing(replies: tuple[Reply, ...], state: str, reason: str | None) -> None:
    """A home router before the VPN's server, a dead server, servers that contradict each other: either way round."""
    for order in set(permutations(replies)):
        with serve(*order) as servers:
            found = look(servers)
        assert (found.state, found.reason) == (state, reason)


def test_fourth_server_is_asked_too() -> None:
    """Windows has the servers of every adapter: that three know no such name says nothing while the fourth does."""
    with serve(UNAWARE, UNAWARE, UNAWARE, KNOWS) as servers:
        assert asyncio.run(resolve("tws.valmont.example", servers)) == (SERVER,)
        assert look(servers).reason == "dns_servers_differ"
    with serve(*[UNAWARE] * 9) as servers:
        assert (look(servers).state, look(servers).reason) == ("unknown", "not_every_server")


def test_peer_is_found_by_whichever_server_knows_it() -> None:
    """For connecting, a server that knows no such name does not end the search; a silent one leaves it open."""
    with serve(UNAWARE, KNOWS) as servers:
        assert asyncio.run(resolve("tws.valmont.example", servers)) == (SERVER,)
    for replies, state in (((UNAWARE, UNAWARE), "failed"), ((UNAWARE, be_silent), "unknown")):
        with serve(*replies) as servers, pytest.raises(Unproven) as raised:
            asyncio.run(resolve("tws.valmont.example", servers))
        assert raised.value.state == state


@pytest.mark.parametrize(
    ("records", "state", "reason"),
    [
        ((("A", SERVER), ("AAAA", OTHER_VERSION)), "unknown", "version_not_planned"),
        ((("AAAA", OTHER_VERSION),), "unknown", "version_not_planned"),
        ((("A", ELSEWHERE), ("AAAA", OTHER_VERSION)), "failed", "other_address"),
        ((("A", SERVER), ("A", ELSEWHERE)), "unknown", "several_addresses"),
        ((("A", ELSEWHERE), ("A", SERVER)), "unknown", "several_addresses"),
        ((("A", SERVER), ("A", SERVER)), "ok", None),
        ((("A", SERVER), ("A", "0.0.0.0")), "failed", "special_address"),  # noqa: S104 - what a name may lead to
    ],
)
def test_addresses_are_judged_together(records: tuple[tuple[str, str], ...], state: str, reason: str | None) -> None:
    """IPv4 and IPv6, in any order: only the planned address alone is met."""
    with serve(make_server(*((str(NAME), kind, data) for kind, data in records))) as servers:
        found = look(servers)
    assert (found.state, found.reason) == (state, reason)


def test_wrong_ipv4_beside_refused_ipv6_is_wrong() -> None:
    """A server that leads elsewhere and refuses IPv6 has answered: the name leads elsewhere."""

    def reply(query: bytes) -> list[bytes]:
        is_ipv6 = dns.message.from_wire(query).question[0].rdtype == dns.rdatatype.AAAA
        return (REFUSES if is_ipv6 else MISLEADS)(query)

    with serve(reply) as servers:
        assert (look(servers).state, look(servers).reason) == ("failed", "other_address")
        assert look(servers, expected=ELSEWHERE).reason == "one_version_unanswered"


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - what a name may lead to
        "0.1.2.3",
        "127.0.0.1",
        "169.254.7.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::7",
        "ff02::1",
        "::ffff:127.0.0.1",
    ],
)
def test_special_address_is_no_servers(address: str) -> None:
    """Loopback, link-local, multicast, broadcast and nobody's: refused, whether the plan gives an address or not."""
    kind = "AAAA" if ":" in address else "A"
    assert is_special(address)
    with serve(make_server((str(NAME), kind, address))) as servers:
        assert {look(servers, expected=each).reason for each in (SERVER, address, None)} == {"special_address"}


@pytest.mark.parametrize(
    "address", ["1.0.0.1", "10.0.0.1", "223.255.255.255", "192.0.2.1", "fd00::1", "::ffff:10.0.0.1"]
)
def test_ordinary_addresses_are_not_special(address: str) -> None:
    """Private, documentation and public addresses are a host's."""
    assert not is_special(address)


def answer_any(query: bytes) -> list[bytes]:
    """Answer every name with the same address, as a captive portal does."""
    asked = dns.message.from_wire(query)
    response = dns.message.make_response(asked)
    if asked.question[0].rdtype == dns.rdatatype.A:
        response.answer = [dns.rrset.from_text(asked.question[0].name, 60, "IN", "A", SERVER)]
    return [response.to_wire()]


def test_server_that_answers_any_name_shows_nothing() -> None:
    """What answers a made-up name with the same address does not show that the planned one exists.

    Where that address is the planned one, every name leads to the right server, and this one does too.
    """
    with serve(answer_any) as servers:
        assert [look(servers, expected=each).reason for each in (ELSEWHERE, None)] == ["any_name", "any_name"]
        assert look(servers, expected=SERVER).state == "ok"


def test_made_up_name_that_leads_elsewhere_does_no_harm() -> None:
    """A domain may have a wildcard of its own: a name with another address than it has been made."""

    def reply(query: bytes) -> list[bytes]:
        is_own = dns.message.from_wire(query).question[0].name == NAME
        return KNOWS(query) if is_own else [_lead_elsewhere(query)]

    with serve(reply) as servers:
        assert look(servers).state == "ok"


def _lead_elsewhere(query: bytes) -> bytes:
    response = dns.message.from_wire(answer_any(query)[0])
    response.answer = [dns.rrset.from_text(each.name, 60, "IN", "A", ELSEWHERE) for each in response.answer]
    return response.to_wire()


@pytest.mark.parametrize("name", ["TWS.Valmont.EXAMPLE", "tws.valmont.example.", "alias.valmont.example"])
def test_case_final_dots_and_aliases_change_nothing(name: str) -> None:
    """A server that gives an alias without its address is asked for that; chains may be long, but do end."""
    records = [
        ("alias.valmont.example", "CNAME", "Second.Valmont.example."),
        ("second.valmont.example", "CNAME", "tws.valmont.example."),
        (str(NAME), "A", SERVER),
    ]
    with serve(make_server(*records)) as servers:
        assert (look(servers, name).state, look(servers, name).reason) == ("ok", None)


def test_aliases_in_a_circle_are_no_answer() -> None:
    """Names that lead to each other, one answer at a time, come to an end."""
    records = [
        ("a.valmont.example", "CNAME", "b.valmont.example."),
        ("b.valmont.example", "CNAME", "a.valmont.example."),
    ]
    with serve(make_server(*records)) as servers:
        found = look(servers, "a.valmont.example")
    assert (found.state, found.reason) == ("unknown", "not_dns")


def test_peer_is_never_this_machine() -> None:
    """A planned peer whose name leads here is unknown; another address of it is taken; the server may ask itself."""
    for address, reason in ((HOME, "special_address"), ("0.0.0.0", "special_address")):  # noqa: S104 - as above
        with serve(make_server((str(NAME), "A", address))) as servers, pytest.raises(Unproven, match=reason):
            asyncio.run(resolve("tws.valmont.example", servers))
    with serve(make_server((str(NAME), "A", HOME), (str(NAME), "AAAA", OTHER_VERSION))) as servers:
        assert asyncio.run(resolve("tws.valmont.example", servers)) == (OTHER_VERSION,)


def test_own_address_is_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address of this machine's in a network leads here as loopback does; one of another machine does not."""
    monkeypatch.setattr(lookup, "find_source", lambda _: SERVER)
    with serve(KNOWS) as servers:
        with pytest.raises(Unproven, match="leads_here") as raised:
            asyncio.run(resolve("tws.valmont.example", servers))
        assert asyncio.run(resolve("tws.valmont.example", servers, may_be_here=True)) == (SERVER,)
    assert raised.value.state == "unknown"
    with serve(MISLEADS) as servers:
        assert asyncio.run(resolve("tws.valmont.example", servers)) == (ELSEWHERE,)
