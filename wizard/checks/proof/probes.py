"""The proving end as a probe: what it will touch, how long it takes, and its measurements flow by flow."""

import asyncio
import socket
from collections.abc import Sequence

from wizard.checks.blocking import read_aside
from wizard.checks.network.hosts import is_address, write_end
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind
from wizard.checks.proof.challenge import Port
from wizard.checks.proof.code import derive_key, read_code
from wizard.checks.proof.exchange import Peer
from wizard.checks.proof.prover import Proof, estimate_seconds, prove
from wizard.checks.proof.verdict import judge_flows
from wizard.domain.evidence.record import FlowEnd
from wizard.i18n import Message

PROOF_ID = "proof.flow"
PURPOSE = Message("prove that the port is open, with the listener at the other end")
LOOK_UP = Message("find the address of the listening end")
# What ends at the time allowed is still judged.
SPARE_SECONDS = 1.0


def make_proof_probe(ends: Sequence[FlowEnd], server: str, code: str, seconds: float | None = None) -> Probe:
    """Return the probe "proof.flow", which goes through the ports of ``ends`` to the listener at ``server``.

    It is one for TCP and UDP together: a port of one protocol shows that the listener is there for the other's too.
    ``seconds`` is the whole time allowed; None: what the ports take at most. A port not done by then is unknown, the
    others keep their result.

    Raises:
        WizardError: the code is none.

    """
    code, ports = read_code(code), tuple(dict.fromkeys(Port(end.protocol, end.port) for end in ends))
    allowed = SPARE_SECONDS + estimate_seconds(ports) if seconds is None else seconds

    async def measure() -> Sequence[Measurement]:
        proof = Proof()
        try:
            async with asyncio.timeout(max(allowed - SPARE_SECONDS, 0)):
                key = await read_aside(lambda: derive_key(code))
                await prove(await find_peer(server), ports, key, proof)
        except TimeoutError:
            # What was found until then counts.
            return judge_flows(ends, proof)
        except socket.gaierror as error:
            return [each._replace(detail=str(error)) for each in judge_flows(ends, proof)]
        return judge_flows(ends, proof)

    facts = tuple(dict.fromkeys(end.fact for end in ends))
    return Probe(PROOF_ID, facts, list_touches(server, ports), measure, allowed, target=server)


def list_touches(server: str, ports: Sequence[Port]) -> tuple[Touch, ...]:
    """Return the manifest's lines for some ports of a server, and for finding its address where it is a name."""
    touches = [Touch(TouchKind.PACKET, f"{port.protocol} {write_end(server, port.number)}", PURPOSE) for port in ports]
    if not is_address(server):
        touches.insert(0, Touch(TouchKind.PACKET, f"dns {server}", LOOK_UP))
    return tuple(touches)


async def find_peer(server: str) -> Peer:
    """Return the first address of a name, or the address itself.

    Raises:
        OSError: there is none.

    """
    found = await read_aside(lambda: socket.getaddrinfo(server, None, type=socket.SOCK_STREAM))
    family, _, _, _, address = found[0]
    return Peer(family, str(address[0]), int(address[3]) if len(address) > 3 else 0)  # noqa: PLR2004 - IPv6 has a scope
