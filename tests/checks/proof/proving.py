"""Proofs from the station to the server through the firewall, held against a plan's addresses."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.checks.namespaces import SERVER, Lab, enter
from tests.checks.proof.running import Session, listen, make_end, run_probe
from wizard.assessment.ends import Planned
from wizard.checks.proof.code import make_code
from wizard.checks.proof.places import Places
from wizard.checks.proof.probes import make_proof_probe
from wizard.domain.evidence.record import Evidence, FlowEnd

Result = tuple[str, str | None]
OK: Result = ("ok", None)
SECOND = "10.77.2.3"
"""Another network card's address of the server."""


def plan_at(*hosts: str) -> Places:
    """Return places where the plan has the server at some address or name."""
    return Places(listening={("NET-7", "server"): tuple(Planned("server.address", host) for host in hosts)})


PLANNED = plan_at(SERVER)


@contextmanager
def opened(lab: Lab, ends: Sequence[FlowEnd], where: str | None = None) -> Iterator[Session]:
    """Listen on all addresses of the server's namespace, or of another."""
    with enter(where or lab.server), listen(ends, make_code(), address=None) as session:
        yield session


def prove(
    lab: Lab, ends: Sequence[FlowEnd], host: str = SERVER, *, places: Places = PLANNED, where: str | None = None
) -> list[Evidence]:
    """Prove from the station against a listener on the server, or in another namespace."""
    with opened(lab, ends, where) as session, enter(lab.station):
        return run_probe(make_proof_probe(ends, host, session.code, places=places))


def tell(found: Sequence[Evidence]) -> list[Result]:
    """Return state and reason of each."""
    return [(each.state, each.reason) for each in found]


BOTH = [make_end("tcp", 443), make_end("udp", 40_000)]
