"""DNS names against real servers (dnsmasq) and against ones that answer wrongly."""

import asyncio
import struct
from collections.abc import Callable, Iterator

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rrset
import pytest

from tests.checks.network.answers import HOME, answer_datagrams, measure
from tests.checks.network.peers import accepts, find_free_port, find_tool, start
from wizard.checks.network import lookup
from wizard.checks.network.dns_servers import DnsServers
from wizard.checks.network.faults import Unproven
from wizard.checks.network.lookup import resolve
from wizard.checks.network.names import make_name_probe
from wizard.domain.evidence.record import Evidence

SERVER = "10.20.0.15"
TWS = dns.name.from_text("tws.valmont.example")


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DnsServers]:
    """Give a dnsmasq that knows some names of valmont.example, and nothing else."""
    folder, port = tmp_path_factory.mktemp("dnsmasq"), find_free_port()
    many = "many.valmont.example"
    records = (
        f"--host-record=tws.valmont.example,{SERVER}",
        "--host-record=six.valmont.example,2001:db8::16",
        f"--host-record=both.valmont.example,{SERVER},2001:db8::15",
        "--cname=web.valmont.example,www.valmont.example",
        "--cname=www.valmont.example,tws.valmont.example",
        "--host-record=short.suffix.example,10.20.0.77",
        "--host-record=here.valmont.example,127.0.0.1",
        f"--host-record=also.valmont.example,{SERVER},::1",
        "--host-record=twice.valmont.example,10.20.0.3",
        "--host-record=twice.valmont.example,10.20.0.4",
        "--txt-record=text.valmont.example,nothing else",
        "--address=/wild.valmont.example/10.20.0.9",
        *(f"--host-record={many},10.30.0.{number}" for number in range(1, 61)),
    )
    command = (
        find_tool("dnsmasq", "dnsmasq-base"),
        "--keep-in-foreground",
        "--no-resolv",
        "--no-hosts",
        "--bind-interfaces",
    )
    options = (f"--port={port}", f"--listen-address={HOME}", "--conf-file=/dev/null", "--local=/example/", "--user=")
    log = folder / "log"
    with start([*command, *options, "--pid-file", "--log-facility=-", *records], accepts(port), log):
        yield DnsServers(((HOME, port),), ("suffix.example",))


def look(name: str, expected: str | None, servers: DnsServers) -> Evidence:
    """Return the evidence on a name."""
    return measure(make_name_probe(name, expected, facts=("SEC-2",), subject="server", servers=servers))


def test_name_leads_to_the_server_and_back(servers: DnsServers) -> None:
    """A name that leads to the planned address alone is ok, of either IP version; the way back is told."""
    found = look("TWS.valmont.example", SERVER, servers)
    assert (found.state, found.reason) == ("ok", None)
    assert found.values == {
        "dns_servers": HOME,
        "name_addresses": SERVER,
        "names_back": "tws.valmont.example",
        "confirmed_back": True,
    }
    assert look("tws.valmont.example.", SERVER, servers).state == "ok"
    assert look("six.valmont.example", "2001:DB8:0::16", servers).state == "ok"


def test_aliases_are_followed_and_told(servers: DnsServers) -> None:
    """A chain of CNAME records leads to the address."""
    found = look("web.valmont.example", SERVER, servers)
    assert found.state == "ok"
    assert found.values is not None
    assert found.values["aliases"] == "www.valmont.example, tws.valmont.example"


@pytest.mark.parametrize(
    ("name", "expected", "state", "reason"),
    [
        ("nothing.valmont.example", SERVER, "failed", "no_name"),
        ("text.valmont.example", SERVER, "failed", "no_address"),
        ("tws.valmont.example", "10.20.0.16", "failed", "other_address"),
        ("any.wild.valmont.example", "10.20.0.9", "ok", None),
        ("any.wild.valmont.example", "10.20.0.10", "unknown", "any_name"),
        ("both.valmont.example", SERVER, "unknown", "version_not_planned"),
        ("both.valmont.example", "2001:db8::15", "unknown", "version_not_planned"),
        ("both.valmont.example", "10.20.0.16", "failed", "other_address"),
        ("tws.valmont.example", "2001:db8::15", "unknown", "version_not_planned"),
        ("here.valmont.example", "127.0.0.1", "failed", "special_address"),
        ("also.valmont.example", SERVER, "failed", "special_address"),
        ("many.valmont.example", "10.30.0.60", "unknown", "several_addresses"),
        ("twice.valmont.example", "10.20.0.3", "unknown", "several_addresses"),
        ("tws.valmont.example", None, "unknown", "address_not_known"),
        ("tws.valmont.example", "the server", "unknown", "address_not_known"),
        ("elsewhere.invalid", SERVER, "unknown", "dns_refused"),
        ("10.20.0.15", SERVER, "unknown", "name_is_address"),
        ("a..valmont.example", SERVER, "unknown", "bad_name"),
        ("a" * 10_000, SERVER, "unknown", "bad_name"),
        ("short", "10.20.0.77", "ok", None),
        ("short.", "10.20.0.77", "unknown", "dns_refused"),
    ],
)
def test_each_answer_is_told_apart(
    servers: DnsServers, name: str, expected: str | None, state: str, reason: str | None
) -> None:
    """No such name, no address, another address, several, refused by the server, and what is no name."""
    found = look(name, expected, servers)
    assert (found.state, found.reason) == (state, reason)


def test_long_answer_comes_over_tcp(servers: DnsServers) -> None:
    """Sixty addresses do not fit a datagram; over TCP they come, and no more are connected to than are needed."""
    found = asyncio.run(resolve("many.valmont.example", servers))
    assert len(found) == 16
    assert all(address.startswith("10.30.0.") for address in found)


def test_address_needs_no_server() -> None:
    """An address leads to itself, without a question to anybody."""
    assert asyncio.run(resolve("[2001:DB8::1]", DnsServers(()))) == ("2001:db8::1",)
    probe = make_name_probe("10.20.0.15", None, facts=(), subject=None, servers=DnsServers(((HOME, 1),)))
    assert probe.touches == ()


def test_manifest_lists_the_servers_and_nothing_else(servers: DnsServers) -> None:
    """A name's probe touches the DNS servers alone, over UDP and over TCP."""
    probe = make_name_probe("tws.valmont.example", None, facts=(), subject=None, servers=servers)
    port = servers.servers[0][1]
    assert [touch.what for touch in probe.touches] == [f"udp {HOME}:{port}", f"tcp {HOME}:{port}"]


def test_next_server_is_asked_where_the_first_is_silent(servers: DnsServers) -> None:
    """A server that refuses or fails does not hold the next one."""
    both = DnsServers(((HOME, find_free_port()), *servers.servers))
    assert asyncio.run(resolve("tws.valmont.example", both))[0] == SERVER


def make_answer(query: bytes, change: Callable[[dns.message.Message], None]) -> bytes:
    """Return an answer to a query with a change."""
    response = dns.message.make_response(dns.message.from_wire(query))
    change(response)
    return response.to_wire()


def loop_names(response: dns.message.Message) -> None:
    """Answer with names that lead to each other."""
    name = response.question[0].name
    response.answer = [
        dns.rrset.from_text(name, 1, "IN", "CNAME", "b.example."),
        dns.rrset.from_text("b.example.", 1, "IN", "CNAME", str(name)),
    ]


def be_another(response: dns.message.Message) -> None:
    """Answer another question."""
    response.question = [dns.rrset.from_text_list("other.example.", 0, "IN", "A", [])]


WRONG: list[tuple[Callable[[bytes], list[bytes]], str]] = [
    (lambda query: [make_answer(query, lambda each: each.set_rcode(dns.rcode.SERVFAIL))], "dns_refused"),
    (lambda query: [make_answer(query, lambda each: each.set_rcode(dns.rcode.REFUSED))], "dns_refused"),
    (lambda query: [make_answer(query, loop_names)], "not_dns"),
    (lambda query: [make_answer(query, be_another)], "no_dns_answer"),
    (lambda query: [struct.pack(">H", struct.unpack(">H", query[:2])[0] ^ 1) + query[2:]], "no_dns_answer"),
    (lambda query: [query], "no_dns_answer"),
    (lambda query: [query[:2]], "no_dns_answer"),
    (lambda _: [b"\0" * 40] * 300, "not_dns"),
    (lambda _: [], "no_dns_answer"),
]


@pytest.mark.parametrize(("reply", "reason"), WRONG)
def test_wrong_answers_are_never_a_name(reply: Callable[[bytes], list[bytes]], reason: str) -> None:
    """Failures, loops, other questions, other numbers, questions sent back, floods, and silence: unknown."""
    with answer_datagrams(reply) as port:
        found = look("tws.valmont.example", SERVER, DnsServers(((HOME, port),)))
    assert (found.state, found.reason) == ("unknown", reason)


def test_cut_answer_without_tcp_is_no_answer() -> None:
    """Where the answer is cut and TCP is refused nothing is known."""

    def cut(response: dns.message.Message) -> None:
        response.flags |= dns.flags.TC

    with answer_datagrams(lambda query: [make_answer(query, cut)]) as port:
        found = look("tws.valmont.example", SERVER, DnsServers(((HOME, port),)))
    assert (found.state, found.reason) == ("unknown", "no_dns_answer")


def answer_ipv4_only(query: bytes) -> list[bytes]:
    """Answer for IPv4, and leave IPv6 unanswered."""
    message = dns.message.from_wire(query)
    question = message.question[0]
    if question.rdtype != dns.rdatatype.A:
        return []
    response = dns.message.make_response(message)
    if question.name == TWS:
        response.answer = [dns.rrset.from_text(question.name, 1, "IN", "A", SERVER)]
    return [response.to_wire()]


def test_half_an_answer_is_used_but_shows_no_more() -> None:
    """A server silent on IPv6 leaves IPv4 usable; what it says of IPv6 is not known, and a wrong IPv4 is wrong."""
    with answer_datagrams(answer_ipv4_only) as port:
        servers = DnsServers(((HOME, port),))
        assert asyncio.run(resolve("tws.valmont.example", servers)) == (SERVER,)
        for expected in ("2001:db8::15", SERVER):
            assert look("tws.valmont.example", expected, servers).reason == "one_version_unanswered"
        wrong = look("tws.valmont.example", "10.20.0.16", servers)
    assert (wrong.state, wrong.reason) == ("failed", "other_address")


def test_looking_up_ends_in_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many suffixes and silent servers there are, there is an end."""
    monkeypatch.setattr(lookup, "LOOKUP_SECONDS", 0.3)
    with answer_datagrams(lambda _: []) as port, pytest.raises(Unproven, match="no_dns_answer"):
        asyncio.run(resolve("tws", DnsServers(((HOME, port),), ("a.example", "b.example"))))


def test_no_servers_is_a_reason_of_its_own() -> None:
    """Without a configured server the name is unknown, and says so."""
    assert look("tws.valmont.example", SERVER, DnsServers(())).reason == "no_dns_server"
