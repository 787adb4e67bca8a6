"""The proving end as a probe: what it will touch, how long it takes, and its measurements flow by flow."""

import asyncio
import contextlib
import socket
from collections.abc import Sequence

from wizard.assessment.ends import Address
from wizard.checks.blocking import read_aside
from wizard.checks.network.hosts import is_address, write_end
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind
from wizard.checks.proof.challenge import Port
from wizard.checks.proof.code import derive_key, read_code
from wizard.checks.proof.exchange import Peer
from wizard.checks.proof.machine_token import PURPOSE as SAME_MACHINE
from wizard.checks.proof.machine_token import list_token_touches
from wizard.checks.proof.places import Places
from wizard.checks.proof.prover import Proof, estimate_seconds, prove
from wizard.checks.proof.verdict import judge_flows
from wizard.domain.evidence.record import FlowEnd
from wizard.i18n import Message

PROOF_ID = "proof.flow"
PURPOSE = Message("prove that the port is open, with the listener at the other end")
LOOK_UP = Message("find the address of the listening end")
OWN = Touch(TouchKind.SYSTEM, "psutil.net_if_addrs", SAME_MACHINE)
# What ends at the time allowed is still judged.
SPARE_SECONDS = 1.0


def make_proof_probe(
    ends: Sequence[FlowEnd], server: str, code: str, seconds: float | None = None, *, places: Places | None = None
) -> Probe:
    """Return the probe "proof.flow", which goes through the ports of ``ends`` to the listener at ``server``.

    It is one for TCP and UDP together: a port of one protocol shows that the listener is there for the other's too.
    ``seconds`` is the whole time allowed; None: what the ports take at most. A port not done by then is unknown, the
    others keep their result. ``places`` is where the plan has both ends (None: two machines, wherever they are): what
    holds between others is not known of the plan's flows.

    Raises:
        WizardError: the code is none.

    """
    code, ports = read_code(code), tuple(dict.fromkeys(Port(end.protocol, end.port) for end in ends))
    allowed = SPARE_SECONDS + estimate_seconds(ports) if seconds is None else seconds

    meant = Places() if places is None else places

    async def measure() -> Sequence[Measurement]:
        proof, planned, fault = Proof(), dict[str, frozenset[Address]](), None
        # What was found until time is over counts.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(allowed - SPARE_SECONDS, 0)):
                key = await read_aside(lambda: derive_key(code))
                looking = asyncio.create_task(meant.look_up(planned))
                try:
                    await prove(await find_peer(server), ports, key, proof)
                    await looking
                except socket.gaierror as error:
                    fault = str(error)
                finally:
                    looking.cancel()
        found = judge_flows(ends, proof)
        return meant.place([each._replace(detail=fault) for each in found] if fault else found, proof, planned)

    facts = tuple(dict.fromkeys(end.fact for end in ends))
    names = (_touch_name(name) for name in meant.names if name != server)
    touches = (*list_token_touches(), OWN, *names, *list_touches(server, ports))
    return Probe(PROOF_ID, facts, touches, measure, allowed, target=server)


def list_touches(server: str, ports: Sequence[Port]) -> tuple[Touch, ...]:
    """Return the manifest's lines for some ports of a server, and for finding its address where it is a name."""
    touches = [Touch(TouchKind.PACKET, f"{port.protocol} {write_end(server, port.number)}", PURPOSE) for port in ports]
    if not is_address(server):
        touches.insert(0, _touch_name(server))
    return tuple(touches)


def _touch_name(name: str) -> Touch:
    return Touch(TouchKind.PACKET, f"dns {name}", LOOK_UP)


async def find_peer(server: str) -> Peer:
    """Return the first address of a name, or the address itself.

    Raises:
        OSError: there is none.

    """
    found = await read_aside(lambda: socket.getaddrinfo(server, None, type=socket.SOCK_STREAM))
    family, _, _, _, address = found[0]
    return Peer(family, str(address[0]), int(address[3]) if len(address) > 3 else 0)  # noqa: PLR2004 - IPv6 has a scope
