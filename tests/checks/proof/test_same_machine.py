"""Whether both ends are one machine, by what a run has seen; an earlier listener tells less, and is judged by that."""

import pytest

from tests.checks.proof.running import LOOPBACK, find_free_ports, listen, make_end, run_probe
from wizard.checks.proof import places, responder
from wizard.checks.proof.challenge import Kind, Port, make_request
from wizard.checks.proof.code import make_code
from wizard.checks.proof.outcome import Attempt, Ending
from wizard.checks.proof.places import find_same_machine
from wizard.checks.proof.probes import make_proof_probe
from wizard.checks.proof.prover import Proof
from wizard.checks.proof.sight import Sight, write_sight

PORT = Port("tcp", 443)
OWN, THERE, ROUTER = "10.30.0.50", "10.20.0.15", "203.0.113.5"
MINE, OTHER = bytes(15) + b"\1", bytes(15) + b"\2"


@pytest.fixture(autouse=True)
def _own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "list_own_addresses", lambda: (OWN, "fe80::50%eth0", LOOPBACK, "::1"))


def see(host: str, sight: Sight | None, source: str = OWN, machine: bytes | None = MINE) -> Proof:
    """Return a run to an address with what the listener said, if it did."""
    if sight is None:
        return Proof(host, {PORT: Attempt(Ending.DROPPED, None, source)}, machine=machine)
    reply = make_request(Kind.CHALLENGE, PORT, bytes(8)).reply(write_sight(sight))
    return Proof(host, {PORT: Attempt(Ending.PROVEN, reply, source)}, machine=machine)


@pytest.mark.parametrize(
    ("proof", "is_same"),
    [
        (see(THERE, Sight(OWN, 1, OTHER, THERE)), False),
        (see(THERE, None), False),
        (see(OWN, None), True),
        (see(f"::ffff:{OWN}", None), True),
        (see("fe80::50%eth1", None), True),
        (see("127.8.8.8", None), True),
        (see("::1", None), True),
        (see("0.0.0.0", None), True),  # noqa: S104 - gone to: a system takes it for itself
        (see(THERE, None, source=THERE), True),
        # Through translation the token tells, whatever the addresses: and only the token, where both have one.
        (see(ROUTER, Sight(ROUTER, 1, MINE, "10.30.0.51")), True),
        (see(ROUTER, Sight(ROUTER, 1, OTHER, OWN)), False),
        # An earlier listener has none: it saw the request come from the address gone to.
        (see(ROUTER, Sight(ROUTER, 1)), True),
        (see(ROUTER, Sight("10.20.0.1", 1)), False),
        # A machine that has no token of its own: the listener was reached on an address of this machine.
        (see(ROUTER, Sight("10.20.0.1", 1, OTHER, OWN), machine=None), True),
        (see(ROUTER, Sight("10.20.0.1", 1, OTHER, THERE), machine=None), False),
        (Proof(None), False),
    ],
)
def test_one_machine_is_known_by_its_addresses_or_its_token(proof: Proof, *, is_same: bool) -> None:
    """Own addresses, loopback, source and destination alike, the same token; never a guess the other way round."""
    doubt = find_same_machine(proof)
    assert (doubt is not None) == is_same
    if doubt is not None:
        assert doubt.reason == "proof.same_machine"
        assert str(proof.host) in (doubt.detail or "")


def test_listener_of_an_earlier_version_still_proves(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says from where it was reached and no more, and is deaf to large messages: these are not told of then."""
    monkeypatch.setattr(responder, "write_sight", lambda sight: write_sight(sight)[:18])
    monkeypatch.setattr(places, "find_same_machine", lambda _: None)
    (port,) = find_free_ports(1)
    ends = [make_end("tcp", port), make_end("udp", port)]
    with listen(ends, make_code()) as session:
        found = run_probe(make_proof_probe(ends, LOOPBACK, session.code))
    assert [(each.state, each.values) for each in found] == [
        ("ok", {"proof.seen_from": LOOPBACK, "proof.translated": False})
    ] * 2


def test_proof_on_this_machine_is_none() -> None:
    """As it is run by the program, without anything taken away: nothing is proven, and nothing blocked."""
    free, closed = find_free_ports(2)
    ends = [make_end("tcp", free), make_end("udp", closed)]
    with listen([ends[0]], make_code()) as session:
        found = run_probe(make_proof_probe(ends, LOOPBACK, session.code))
    assert [(each.state, each.reason) for each in found] == [("unknown", "proof.same_machine")] * 2
