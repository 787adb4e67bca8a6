"""Which network probes a plan calls for on a machine."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from wizard.assessment.certificates import doubt_reading
from wizard.assessment.flows import list_ports
from wizard.checks.network.clock import NTP_PORT, make_clock_probe
from wizard.checks.network.directory import make_directory_probe
from wizard.checks.network.names import make_name_probe
from wizard.checks.network.peers import Asked, at_host
from wizard.checks.network.ports import PortTarget, make_port_probe
from wizard.checks.network.roundtrip import make_roundtrip_probe
from wizard.checks.network.sip import make_sip_probe
from wizard.checks.network.smpp import make_smpp_probe
from wizard.checks.peers import Peer, Peers, Reach, list_reaches
from wizard.checks.probe import Probe
from wizard.checks.proof.ports import name_flow_end
from wizard.checks.tls.certificate_probe import make_tls_probe
from wizard.checks.tls.https_probe import make_https_probe
from wizard.domain.assessment import Assessment
from wizard.domain.certificates import read_installation_day, write_installation
from wizard.domain.evidence.collection import keep_newest
from wizard.domain.evidence.record import CheckRole, FlowEnd
from wizard.domain.plan import Plan

# Flows whose peer can be asked in its own protocol; all others are tried by a connection.
SIP_FLOW, LDAP_FLOW, HTTPS_FLOW, SMPP_FLOW = "NET-19", "NET-37", "NET-38", "NET-36"
LDAP_PORT, HTTPS_PORT = 389, 443
SERVER_NAME, SERVER_CERTIFICATE, BANDWIDTH = "SEC-2", "SEC-3", "BW-2"


class _Single(NamedTuple):
    """A flow's port, to be asked by itself."""

    reach: Reach
    peer: Peer
    port: int

    @property
    def flow(self) -> FlowEnd:
        flow = self.reach.flow
        return name_flow_end(flow, self.port, *flow.route)

    @property
    def asked(self) -> Asked:
        flow = self.reach.flow
        return Asked(self.peer.host, self.port, (flow.fact,), flow.subject, self.flow)


def list_network_probes(assessment: Assessment, peers: Peers, role: CheckRole) -> Iterator[Probe]:
    """Yield the probes of what the plan names, as seen from a machine of a role."""
    yield from _list_server_probes(peers, role)
    connected: dict[Peer, list[PortTarget]] = {}
    for single in _list_singles(assessment, peers, role):
        probe = _ask_in_its_protocol(single)
        if probe is not None:
            yield replace(probe, basis={single.peer.field: single.peer.host})
        elif single.reach.flow.protocol == "tcp":
            target = PortTarget(single.peer.host, single.flow, single.reach.end != "server")
            connected.setdefault(single.peer, []).append(target)
    taken = {port for flow in assessment.flows if flow.protocol == "tcp" for port in list_ports(flow)}
    for peer, targets in connected.items():
        yield replace(make_port_probe(targets, taken=taken), basis={peer.field: peer.host}, target=peer.host)


def _list_singles(assessment: Assessment, peers: Peers, role: CheckRole) -> Iterator[_Single]:
    for reach in list_reaches(assessment, peers, role):
        if reach.peer is not None:
            # Of UDP only what answers by itself: a range of voice ports is proven from both ends, or not at all.
            ports = list_ports(reach.flow) if reach.flow.protocol == "tcp" else list_ports(reach.flow)[:1]
            for port in ports:
                yield _Single(reach, reach.peer, port)


def _ask_in_its_protocol(single: _Single) -> Probe | None:
    fact, port = single.reach.flow.fact, single.port
    if fact == SIP_FLOW:
        # Over whichever of both the edition's flow goes.
        return make_sip_probe(single.asked, single.flow.protocol)
    if fact == LDAP_FLOW and port == LDAP_PORT:
        return make_directory_probe(single.asked)
    if fact == HTTPS_FLOW and port == HTTPS_PORT:
        asked = single.asked
        return at_host(
            asked, lambda place: make_https_probe(place, port, asked.host, asked.facts, asked.subject or "", asked.flow)
        )
    if fact == SMPP_FLOW:
        return make_smpp_probe(single.asked)
    return None


def _list_server_probes(peers: Peers, role: CheckRole) -> Iterator[Probe]:
    server, name, clock = peers.server, peers.server_name, peers.time_server
    if name is not None:
        address = peers.plan.server.address if peers.plan.server else None
        basis = {name.field: name.host} | ({"server.address": address} if address else {})
        probe = make_name_probe(name.host, (address or "").strip() or None, facts=(SERVER_NAME,), subject="server")
        yield replace(probe, basis=basis)
        if peers.plan.security and peers.plan.security.secure_mode:
            yield _make_certificate_probe(peers.plan, (server or name).host, name.host, basis)
    if server is not None and role != "server":
        yield replace(make_roundtrip_probe(server.host, (BANDWIDTH,)), basis={server.field: server.host})
    if clock is not None and role == "server":
        yield replace(make_clock_probe(Asked(clock.host, NTP_PORT, ())), basis={clock.field: clock.host})


def _make_certificate_probe(plan: Plan, place: str, name: str, basis: dict[str, str]) -> Probe:
    """Return the probe of the certificate that the planned server shows under its name."""
    # The server may be asked for its own.
    asked = Asked(place, HTTPS_PORT, (SERVER_CERTIFICATE,), "server", may_be_here=True)
    day = read_installation_day(plan)

    def doubt(fingerprint: object) -> str | None:
        return doubt_reading(plan, keep_newest(plan.evidence or ()), datetime.now(UTC), fingerprint)

    def make(address: str) -> Probe:
        return make_tls_probe(
            address, HTTPS_PORT, name, facts=asked.facts, subject="server", installation=day, doubt=doubt
        )

    planned = plan.security.certificate if plan.security else None
    stated = {"security.certificate": planned} if planned == "none" else {}
    return replace(at_host(asked, make), basis={**basis, **write_installation(day), **stated})
