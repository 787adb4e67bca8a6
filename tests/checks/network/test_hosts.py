"""Hosts as plans name them: addresses, names, international names, and what is refused."""

import pytest

from wizard.checks.network.hosts import HostError, find_source, make_end, parse_host, write_endpoint


@pytest.mark.parametrize(
    ("text", "address"),
    [("10.20.0.15", "10.20.0.15"), (" ::1 ", "::1"), ("[2001:DB8::1]", "2001:db8::1"), ("fe80::1%2", "fe80::1%2")],
)
def test_addresses_take_their_usual_form(text: str, address: str) -> None:
    """An address is one however it is written."""
    assert parse_host(text).address == address


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TWS.example", "tws.example"),
        ("pabx", "pabx"),
        ("mairie_01.local", "mairie_01.local"),
        ("hôtel.example", "xn--htel-vqa.example"),
        ("a" * 63 + ".example", "a" * 63 + ".example"),
        (".".join(["a" * 49] * 5)[:-1] + "b.ex", ".".join(["a" * 49] * 5)[:-1] + "b.ex"),
    ],
)
def test_names_become_ascii(text: str, name: str) -> None:
    """A name is kept in lower case, an international one in its ASCII form."""
    host = parse_host(text)
    assert (host.address, host.name, host.absolute) == (None, name, False)
    assert parse_host(f"{text}.").absolute


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "a" * 10_000,
        "é" * 10_000,
        "a..b",
        ".a",
        "a" * 64 + ".example",
        ".".join(["a" * 50] * 5) + ".example",
        "-a.example",
        "a-.example",
        "a b.example",
        "a\n.example",
        "a\0.example",
        "tws.example:443",
        "http://tws.example",
        "10.20.0",
        "10.20.0.256",
        "1.2.3.4.5",
        "straße.example",
        "\u202egpj.example",
        "$(reboot).example",
        "../../etc/passwd",
    ],
)
def test_what_is_no_host_is_refused(text: str) -> None:
    """Nothing else becomes a question to anybody; the message stays short."""
    with pytest.raises(HostError) as refused:
        parse_host(text)
    assert len(str(refused.value)) < 200


def test_endpoints_and_source() -> None:
    """IPv6 stands in brackets; this machine's own address leads to itself."""
    assert write_endpoint("tcp", "::1", 443) == "tcp [::1]:443"
    assert write_endpoint("udp", parse_host("tws.example"), 53) == "udp tws.example:53"
    assert find_source("127.0.0.1") == "127.0.0.1"


@pytest.mark.parametrize(
    ("address", "end"),
    [
        ("10.20.0.15", ("10.20.0.15", 80)),
        ("2001:db8::1", ("2001:db8::1", 80, 0, 0)),
        ("fe80::1%12", ("fe80::1", 80, 0, 12)),
    ],
)
def test_ends_are_as_every_loop_takes_them(address: str, end: tuple[object, ...]) -> None:
    """An IPv6 end has its flow and scope: without them Windows' loop takes it for an IPv4 one."""
    assert make_end(address, 80) == end


def test_scope_that_this_machine_lacks_is_an_error_of_the_system() -> None:
    """An interface by a name that nobody has is no way there."""
    with pytest.raises(OSError):  # noqa: PT011 - the words are the system's
        make_end("fe80::1%no-such-interface", 80)
