"""What to do about what was measured not to hold, where the document's own action does not say it.

A port that is held on the server is no flow that is blocked: it is set right on the server, by whoever installs it. Of
a flow of several ports only those that failed are still to be opened.
"""

from collections.abc import Iterable

from wizard.domain.evidence.ports import list_spans, make_set, write_spans
from wizard.domain.evidence.record import Evidence
from wizard.domain.findings import Finding
from wizard.domain.proofs import Weighed
from wizard.i18n import Message, Plain

SERVER_PORTS = "server.ports"
"""The probe of the ports that are held on the server."""

HELD = Message("{ports}: held on the TWS server by {program}.")
HELD_BY_SOMEBODY = Message("{ports}: held on the TWS server by another program.")
RESERVED = Message("{ports}: reserved by Windows on the TWS server, where no program can listen.")
FREE_PORTS = Message(
    "On the TWS server, stop or move the program that holds the port, unless it is TWS itself, or choose another port"
    " where the document lets it be set."
)
RELEASE_PORTS = Message(
    "On the TWS server, take the port out of what Windows reserves: stop the service that reserved it (as a rule"
    " winnat), set the port aside for TWS with netsh int ipv4 add excludedportrange, and start the service again."
)
FAILED_PORTS = Message("{action} Failed: {ports}.")
BOTH = Message("{one} {other}")
_RESERVED, _FREES_PORTS = "reserved_by_windows", "integrator"


def tell_held(evidence: Evidence) -> Message:
    """Return what stands in the way on the server's ports, and who."""
    values = evidence.values or {}
    ports, program = Plain(str(values.get("ports", "")).upper()), values.get("program")
    if evidence.reason == _RESERVED:
        return RESERVED.fill(ports=ports)
    return HELD.fill(ports=ports, program=Plain(str(program))) if program else HELD_BY_SOMEBODY.fill(ports=ports)


def choose_remedy(finding: Finding, failed: tuple[Evidence, ...], found: tuple[Weighed, ...]) -> Finding:
    """Return a finding with what to do about the measurements that failed; ``found`` are all that count or do not.

    Where nothing but ports on the server is in the way, whoever installs it has to act.
    """
    held = tuple(each for each in failed if each.probe == SERVER_PORTS)
    blocked = _name_ports(finding.fact, failed, found)
    if blocked:
        finding = finding._replace(remedy=FAILED_PORTS.fill(action=finding.remedy, ports=Plain(blocked)))
    if not held:
        return finding
    own, notes = _free_ports({each.reason for each in held}), [tell_held(each) for each in held]
    if any(aspect.note not in notes for aspect in finding.aspects if aspect.level is finding.level):
        return finding._replace(remedy=BOTH.fill(one=finding.remedy, other=own))
    return finding._replace(remedy=own, responsible=_FREES_PORTS)


def _free_ports(reasons: set[str | None]) -> Message:
    due = [RELEASE_PORTS] if _RESERVED in reasons else []
    if reasons - {_RESERVED}:
        due.insert(0, FREE_PORTS)
    return due[0] if len(due) == 1 else BOTH.fill(one=due[0], other=due[1])


def _name_ports(fact: str, failed: Iterable[Evidence], found: Iterable[Weighed]) -> str:
    """Return the ports of a fact's flow that failed, where others of it did not; empty where there is no telling."""
    tried = _join(fact, (each.evidence for each in found))
    blocked = _join(fact, failed)
    return ", ".join(
        f"{protocol.upper()} {write_spans(list_spans(ports)).replace(',', ', ')}"
        for protocol, ports in sorted(blocked.items())
        if ports != tried[protocol]
    )


def _join(fact: str, evidence: Iterable[Evidence]) -> dict[str, int]:
    """Return the ports that measurements of a fact's flow tell of, as a set for each protocol."""
    ports: dict[str, int] = {}
    for flow in (each.flow for each in evidence):
        if flow is not None and flow.fact == fact:
            ports[flow.protocol] = ports.get(flow.protocol, 0) | make_set(flow.spans)
    return ports
