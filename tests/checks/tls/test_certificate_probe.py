"""The certificate probe against real TLS servers on loopback."""

import socket
import ssl
from pathlib import Path

import pytest

from tests.checks.tls.making import DAY, NAME, NOW, Family, Wish, make_certificate, make_family
from tests.checks.tls.serving import HOME, list_faults, make_server_context, run_probe, say_nothing, serving
from wizard.checks.probe import Probe, TouchKind
from wizard.checks.tls.certificate_probe import make_tls_probe
from wizard.domain.evidence.words import tls


def make(port: int, family: Family | None, name: str = NAME, address: str = HOME, seconds: float = 6) -> Probe:
    """Return the probe for a port, trusting a family's root, or this machine's."""
    roots = None if family is None else family.root.pem
    return make_tls_probe(address, port, name, facts=("SEC-2", "SEC-3"), subject="server", roots=roots, seconds=seconds)


def test_good_certificate(family: Family, tmp_path: Path) -> None:
    """A good certificate is read with its chain, verified, and answers the plan."""
    with serving(say_nothing, make_server_context(tmp_path, family.server, family.authority)) as port:
        evidence = run_probe(make(port, family, "TWS.Example.com"))
    assert (evidence.state, evidence.reason) == ("ok", None)
    assert evidence.answers == {"security.certificate": "server"}
    values = evidence.values or {}
    assert (values["names"], values["chain_length"], values["tls_version"]) == (NAME, 2, "TLSv1.3")
    assert set(values) <= set(tls.MEASURES)
    assert (evidence.facts, evidence.target) == (("SEC-2", "SEC-3"), f"{HOME}:{port}")
    assert evidence.destination == f"{HOME}:{port}"
    assert (evidence.source or "").startswith(f"{HOME}:")


def test_this_machine_trusts_no_tests(family: Family, tmp_path: Path) -> None:
    """Without authorities given, this machine's own decide."""
    with serving(say_nothing, make_server_context(tmp_path, family.server, family.authority)) as port:
        evidence = run_probe(make(port, None))
    assert (evidence.state, list_faults(evidence), evidence.answers) == ("failed", {"unknown_issuer"}, None)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """Where OpenSSL stops at the first fault, the evidence has them all."""
    family = make_family(Wish(names=("www.example.com",), not_after=NOW - DAY))
    with serving(say_nothing, make_server_context(tmp_path, family.server)) as port:
        evidence = run_probe(make(port, family))
    assert (evidence.state, evidence.reason) == ("failed", "expired")
    assert list_faults(evidence) == {"expired", "wrong_name", "incomplete_chain"}


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1:DeprecationWarning")
def test_old_protocol_is_a_fault_of_its_own(family: Family, tmp_path: Path) -> None:
    """A server that speaks nothing newer than TLS 1.1 is read, and refused for that."""
    context = make_server_context(tmp_path, family.server, family.authority)
    context.minimum_version, context.maximum_version = ssl.TLSVersion.MINIMUM_SUPPORTED, ssl.TLSVersion.TLSv1_1
    with serving(say_nothing, context) as port:
        evidence = run_probe(make(port, family))
    assert (evidence.state, list_faults(evidence)) == ("failed", {"old_protocol"})
    assert (evidence.values or {})["tls_version"] == "TLSv1.1"


def test_two_certificates_in_a_row(family: Family, tmp_path: Path) -> None:
    """A server that shows another certificate to who verifies is not judged."""
    other = make_certificate(Wish(), family.authority)
    (tmp_path / "other").mkdir()
    contexts = [
        make_server_context(tmp_path / "other", other, family.authority),
        make_server_context(tmp_path, family.server, family.authority),
    ]

    def choose(connection: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        assert name == NAME
        connection.context = contexts.pop()

    door = make_server_context(tmp_path, family.server, family.authority)
    door.sni_callback = choose
    with serving(say_nothing, door) as port:
        evidence = run_probe(make(port, family))
    assert (evidence.state, evidence.reason) == ("unknown", "changing_certificate")


def test_nothing_listens(family: Family) -> None:
    """A refused connection says nothing of any certificate."""
    with socket.socket() as reserved:
        reserved.bind((HOME, 0))
        evidence = run_probe(make(reserved.getsockname()[1], family))
    assert (evidence.state, evidence.reason, evidence.answers) == ("unknown", "refused", None)


def test_ipv6(tmp_path: Path) -> None:
    """An IPv6 address is connected to, and may be the certificate's name."""
    family = make_family(Wish(names=("::1",)))
    try:
        with serving(say_nothing, make_server_context(tmp_path, family.server, family.authority), "::1") as port:
            evidence = run_probe(make(port, family, "::1", "::1"))
    except OSError:
        pytest.skip("no IPv6 on loopback here")
    assert (evidence.state, evidence.answers, evidence.target) == ("ok", None, f"[::1]:{port}")


@pytest.mark.parametrize(
    ("address", "name", "reason"),
    [("tws.example.com", NAME, "not_an_address"), (HOME, "a b", "unusable_name"), (HOME, "", "unusable_name")],
)
def test_what_cannot_be_asked_is_unknown(family: Family, address: str, name: str, reason: str) -> None:
    """A name instead of an address, or no name at all: nothing is sent, and the reason is told."""
    evidence = run_probe(make(9, family, name, address))
    assert (evidence.state, evidence.reason) == ("unknown", reason)


def test_trust_that_cannot_be_read() -> None:
    """Authorities that are none end it before anything is sent."""
    probe = make_tls_probe(HOME, 9, NAME, facts=("SEC-3",), subject="server", roots=b"nothing")
    evidence = run_probe(probe)
    assert (evidence.state, evidence.reason) == ("unknown", "no_trusted_authority")


def test_manifest_names_all_that_is_touched(family: Family) -> None:
    """One packet line with given authorities; this machine's own are read only without; a name is never asked for."""
    given, own, named = make(443, family), make(443, None), make(443, family, address="tws.example.com")
    assert [(touch.kind, touch.what) for touch in given.touches] == [(TouchKind.PACKET, f"tcp {HOME}:443")]
    assert own.touches[0] == given.touches[0]
    assert {touch.kind for touch in own.touches[1:]} <= {TouchKind.FILE, TouchKind.SYSTEM}
    assert len(own.touches) > 1
    assert named.touches == ()


def test_doubt_makes_a_good_certificate_unknown(family: Family, tmp_path: Path) -> None:
    """What is not known to be the planned server's answers nothing; who issued it is told; a bad one stays refused."""
    asked: list[object] = []

    def doubt(fingerprint: object) -> str:
        asked.append(fingerprint)
        return "before_installation"

    with serving(say_nothing, make_server_context(tmp_path, family.server, family.authority)) as port:
        evidence, refused = (
            run_probe(make_tls_probe(HOME, port, name, facts=(), subject="server", roots=family.root.pem, doubt=doubt))
            for name in (NAME, "www.example.com")
        )
    assert (evidence.state, evidence.reason, evidence.answers) == ("unknown", "before_installation", None)
    assert asked == [(evidence.values or {})["sha256"]]
    assert (evidence.values or {})["issuer"] == "CN=Authority"
    assert (refused.state, refused.reason) == ("failed", "wrong_name")


@pytest.mark.parametrize(
    ("begins", "ends", "state", "reason"),
    [
        (-30, 5, "failed", "expires_before_installation"),
        (-30, 40, "ok", "expires_soon"),
        (2, 300, "ok", None),
        (30, 300, "failed", "not_yet_valid"),
    ],
)
def test_server_is_judged_for_the_installation_day(
    tmp_path: Path, begins: int, ends: int, state: str, reason: str | None
) -> None:
    """What ends before the day is refused, and what begins by it is not, though it is not valid today."""
    family = make_family(Wish(not_before=NOW + begins * DAY, not_after=NOW + ends * DAY))
    day = (NOW + 20 * DAY).date()
    with serving(say_nothing, make_server_context(tmp_path, family.server, family.authority)) as port:
        probe = make_tls_probe(HOME, port, NAME, facts=(), subject="server", roots=family.root.pem, installation=day)
        evidence = run_probe(probe)
    assert (evidence.state, evidence.reason) == (state, reason)


def test_issuer_told_by_name_alone_is_verified_all_the_same(tmp_path: Path) -> None:
    """A server of an old private authority is good; under another root of the same name it is refused."""
    family = make_family(Wish(names_issuer_key=False))
    with serving(say_nothing, make_server_context(tmp_path, family.server, family.authority)) as port:
        found, foreign = (run_probe(make(port, each)) for each in (family, make_family()))
    assert (found.state, found.reason) == ("ok", None)
    assert foreign.state == "failed"
