"""The root DSE against a real LDAP server (slapd) and against ones that answer wrongly."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.checks.network.answers import HOME, answer_connections, measure
from tests.checks.network.cases import find_case
from tests.checks.network.peers import accepts, find_free_port, find_tool, start
from wizard.checks.network import ber
from wizard.checks.network.directory import make_directory_probe, read_entry, read_message, write_search
from wizard.checks.network.faults import Malformed
from wizard.checks.network.peers import Asked
from wizard.domain.evidence.record import Evidence


class Ports(NamedTuple):
    """Where a server listens in the clear, and behind TLS."""

    plain: int
    tls: int


def ask(port: int, *, seconds: float = 30.0) -> Evidence:
    """Return the evidence on an LDAP server."""
    return measure(make_directory_probe(Asked(HOME, port, ("NET-37",), seconds=seconds)))


def make_certificate(folder: Path) -> None:
    """Write a certificate that nobody trusts, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "elsewhere.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=2))
        .not_valid_after(now - timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "exact.key").write_bytes(key.private_bytes(pem, pkcs8, plain))
    (folder / "exact.chain.pem").write_bytes(certificate.public_bytes(pem))


@pytest.fixture(scope="module")
def slapd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ports]:
    """Give a slapd with an empty database and a certificate that has expired."""
    program, folder = find_tool("slapd", "slapd"), tmp_path_factory.mktemp("slapd")
    ports = Ports(find_free_port(), find_free_port())
    make_certificate(folder)
    (folder / "db").mkdir()
    text = find_case("peers/slapd.conf").read_text().replace("@DIR@", str(folder))
    (folder / "slapd.conf").write_text(text)
    urls = f"ldap://{HOME}:{ports.plain} ldaps://{HOME}:{ports.tls}"
    log = folder / "log"
    command: list[str | Path] = [program, "-f", folder / "slapd.conf", "-h", urls, "-d", "0"]
    with start(command, lambda: accepts(ports.plain)() and accepts(ports.tls)(), log):
        yield ports


def test_slapd_tells_its_root_dse(slapd: Ports) -> None:
    """A real server answers."""
    found = ask(slapd.plain)
    assert (found.state, found.reason) == ("ok", None)
    assert found.values == {"ldap_versions": "3", "naming_contexts": "dc=example,dc=com", "ldap_result": 0}


def test_wrong_kind_of_port(slapd: Ports) -> None:
    """A port that wants TLS is not ok, and nobody waits long."""
    assert ask(slapd.tls).state != "ok"


def test_nobody_there() -> None:
    """A closed port is refused."""
    found = ask(find_free_port())
    assert (found.state, found.reason) == ("failed", "refused")


def read_number(request: bytes) -> int:
    """Return a request's message number."""
    return ber.read_integer(next(ber.read_elements(ber.read_element(request)[0].content)))


def write_answer(number: int, tag: int, content: bytes) -> bytes:
    """Return a message."""
    return ber.write_element(ber.SEQUENCE, ber.write_integer(number) + ber.write_element(tag, content))


EMPTY = ber.write_element(ber.OCTET_STRING, b"")


def write_result(code: int, more: bytes = b"") -> bytes:
    """Return an LDAPResult's content."""
    return ber.write_integer(code, ber.ENUMERATED) + EMPTY + EMPTY + more


REFERRAL = ber.write_element(0xA3, ber.write_element(ber.OCTET_STRING, b"ldap://198.51.100.1/"))


@pytest.mark.parametrize(("code", "more"), [(0, b""), (1, b""), (50, b""), (10, REFERRAL), (53, b""), (2**31 - 1, b"")])
def test_any_result_is_an_ldap_server(code: int, more: bytes) -> None:
    """A server that does not let itself be read is one; a referral is not followed."""

    def serve(peer: socket) -> None:
        peer.sendall(write_answer(read_number(peer.recv(4_096)), 0x65, write_result(code, more)))

    with answer_connections(serve) as port:
        found = ask(port)
    assert (found.state, found.values) == ("ok", {"ldap_result": code})


def make_wrong_answers(number: int) -> dict[str, tuple[bytes, str, str]]:
    """Return answers to a message's number that show no server, each with the state and reason it must have."""
    done = write_answer(number, 0x65, write_result(0))
    no = ("failed", "not_ldap")
    return {
        "another number": (write_answer(number ^ 1, 0x65, write_result(0)), *no),
        "a request": (write_answer(number, 0x63, write_result(0)), *no),
        "bind response": (write_answer(number, 0x61, write_result(0)), *no),
        "cut off": (done[:-1], *no),
        "bytes inside after it": (ber.write_element(ber.SEQUENCE, done[2:] + b"\xff"), *no),
        "empty result": (write_answer(number, 0x65, b""), *no),
        "result 2^63-1": (write_answer(number, 0x65, write_result(2**63 - 1)), *no),
        "result 2^31": (write_answer(number, 0x65, write_result(2**31)), *no),
        "result -1": (write_answer(number, 0x65, write_result(-1)), *no),
        "result of a wrong kind": (write_answer(number, 0x65, EMPTY * 3), *no),
        "indefinite length": (b"\x30\x80" + done[2:], *no),
        "length of five bytes": (b"\x30\x85\0\0\0\0" + done[1:], *no),
        "two gigabytes": (b"\x30\x84\x7f\xff\xff\xff", *no),
        "just too long": (b"\x30\x83\x01\x00\x01", *no),
        "entry that is none": (write_answer(number, 0x64, EMPTY), *no),
        "a reference": (write_answer(number, 0x73, EMPTY), "unknown", "closed"),
        "references without end": (write_answer(number, 0x73, EMPTY) * 20, *no),
        "notice of disconnection": (write_answer(0, 0x78, write_result(52)), "unknown", "closed"),
        "HTTP": (b"HTTP/1.1 400 Bad Request\r\n\r\n", *no),
        "nothing": (b"", "unknown", "closed"),
    }


@pytest.mark.parametrize("name", make_wrong_answers(0))
def test_wrong_answers_are_never_ok(name: str) -> None:
    """What is cut, endless, foreign or malformed shows no LDAP server."""
    expected: list[tuple[str, str]] = []

    def serve(peer: socket) -> None:
        answer, state, reason = make_wrong_answers(read_number(peer.recv(4_096)))[name]
        expected.append((state, reason))
        peer.sendall(answer)

    with answer_connections(serve) as port:
        found = ask(port)
    assert [(found.state, found.reason)] == expected


def test_request_is_a_search_for_the_root_dse() -> None:
    """The request reads back as base scope on the empty name, for objectClass present."""
    envelope, rest = ber.read_element(write_search(7))
    number, search = ber.read_elements(envelope.content)
    assert (rest, ber.read_integer(number), search.tag) == (b"", 7, 0x63)
    base, scope, aliases, size, seconds, types, wanted, attributes = ber.read_elements(search.content)
    assert (base.content, ber.read_integer(scope, ber.ENUMERATED), ber.read_integer(aliases, ber.ENUMERATED)) == (
        b"",
        0,
        0,
    )
    assert (ber.read_integer(size), ber.read_integer(seconds), types) == (1, 5, (0x01, b"\x00"))
    assert (wanted.tag, wanted.content) == (0x87, b"objectClass")
    assert b"namingContexts" in [each.content for each in ber.read_elements(attributes.content)]


def test_no_byte_changed_reads_as_another_message() -> None:
    """Whatever single byte of an answer changes, it is refused as malformed or still answers."""
    attribute = ber.write_element(ber.OCTET_STRING, b"vendorName") + ber.write_element(
        ber.SET, ber.write_element(ber.OCTET_STRING, b"Example")
    )
    entry = EMPTY + ber.write_element(ber.SEQUENCE, ber.write_element(ber.SEQUENCE, attribute))
    whole = write_answer(300, 0x64, entry)
    assert read_entry(read_message(whole, 300).content) == {"product": "Example"}
    refused = 0
    for at in range(len(whole)):
        for value in range(256):
            data = whole[:at] + bytes((value,)) + whole[at + 1 :]
            try:
                operation = read_message(data, 300)
                if operation.tag == 0x64:
                    read_entry(operation.content)
            except Malformed:
                refused += 1
    assert refused > len(whole) * 100


@pytest.mark.parametrize("value", [0, 1, 127, 128, 255, 256, 2**31 - 1, -1, -128, -129])
def test_numbers_read_back(value: int) -> None:
    """A number that is written is read as the same."""
    assert ber.read_integer(ber.read_element(ber.write_integer(value))[0]) == value


@pytest.mark.parametrize("length", [0, 127, 128, 255, 256, 65_536])
def test_lengths_read_back(length: int) -> None:
    """Short and long lengths are written as short as they can be, and read back."""
    element, rest = ber.read_element(ber.write_element(ber.OCTET_STRING, b"x" * length) + b"rest")
    assert (len(element.content), rest) == (length, b"rest")


@pytest.mark.parametrize("data", [b"", b"\x30", b"\x1f\x01\x00", b"\x30\x82\x01", b"\x30\x02\x00", b"\x02\x00"])
def test_elements_that_are_none(data: bytes) -> None:
    """Cut ones, tags of several bytes, numbers without bytes."""
    with pytest.raises(Malformed):
        ber.read_integer(ber.read_element(data)[0], data[0] if data else 0)
