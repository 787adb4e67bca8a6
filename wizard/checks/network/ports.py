"""The TCP ports of a plan's flows, tried from this machine (the NET rows)."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from wizard.checks.network.dns_servers import DnsServers, read_system_servers
from wizard.checks.network.hosts import Host, HostError, parse_host, write_endpoint
from wizard.checks.network.lookup import LOOKUP_SECONDS
from wizard.checks.network.scan import MOST_IN_FLIGHT, PortFinding, PortState, scan_ports
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind
from wizard.domain.evidence.record import FlowEnd
from wizard.i18n import Message

# Windows tells a refusal only after about two seconds: it tries again first.
PORT_SECONDS = 3.0
_MARGIN_SECONDS = 1.5
_PURPOSE = Message("TCP connection, closed at once")
# Without a program at the other end a port's answer proves nothing for the flow (domain.evidence: proof).
_ONE_SIDED = {
    PortState.OPEN: "open_one_sided",
    PortState.REFUSED: "refused_one_sided",
    PortState.FILTERED: "filtered_one_sided",
}


class PortTarget(NamedTuple):
    """A port to try. ``decisive``: whoever is meant to listen there does so already; the TWS server does not yet."""

    host: str
    flow: FlowEnd
    decisive: bool


def make_port_probe(
    targets: Sequence[PortTarget], *, seconds: float = PORT_SECONDS, servers: DnsServers | None = None
) -> Probe:
    """Return the probe that tries all targets side by side and gives one measurement for each.

    A decisive target is ok where it is open and failed with what the network answered; any other is unknown whatever
    is answered. A target that could not be tried (its name, this machine's own firewall) is unknown.
    """
    hosts = {target.host: _parse(target.host) for target in targets}
    named = [host for host in hosts.values() if host is not None and host.name]
    asked = servers or (read_system_servers() if named else DnsServers(()))
    touches = [touch for host in named for touch in asked.list_touches(host)]
    for target in targets:
        host = hosts[target.host]
        if host is not None:
            touches.append(Touch(TouchKind.PACKET, write_endpoint("tcp", host, target.flow.port), _PURPOSE))
    waves = 1 + len(targets) // MOST_IN_FLIGHT
    allowed = (LOOKUP_SECONDS if named else 0) + waves * seconds + _MARGIN_SECONDS
    facts = tuple(dict.fromkeys(target.flow.fact for target in targets))
    measure = partial(_measure, tuple(targets), seconds, asked)
    return Probe("port.tcp", facts, _drop_doubles(touches), measure, allowed)


def _drop_doubles(touches: Sequence[Touch]) -> tuple[Touch, ...]:
    return tuple({(touch.kind, touch.what): touch for touch in touches}.values())


def _parse(text: str) -> Host | None:
    try:
        return parse_host(text)
    except HostError:
        # It is unknown with that reason, and nothing is sent.
        return None


async def _measure(targets: tuple[PortTarget, ...], seconds: float, servers: DnsServers) -> Sequence[Measurement]:
    found = await scan_ports([(target.host, target.flow.port) for target in targets], seconds, servers)
    return [judge_port(target, finding) for target, finding in zip(targets, found, strict=True)]


def judge_port(target: PortTarget, found: PortFinding) -> Measurement:
    """Return what a port's answer means for its flow."""
    judged = _judge_decisive(found) if target.decisive else _judge_one_sided(found)
    return judged._replace(
        detail=found.detail,
        values=None if found.took_ms is None else {"connect_ms": found.took_ms},
        facts=(target.flow.fact,),
        subject=target.flow.subject,
        target=f"{target.host}:{target.flow.port}",
        flow=target.flow,
        source=found.source,
        destination=found.destination,
    )


def _judge_decisive(found: PortFinding) -> Measurement:
    if found.state is PortState.OPEN:
        return Measurement("ok")
    if found.state is PortState.UNTRIED:
        return Measurement("unknown", found.reason)
    return Measurement("failed", found.state.value)


def _judge_one_sided(found: PortFinding) -> Measurement:
    if found.state is PortState.UNTRIED:
        return Measurement("unknown", found.reason)
    return Measurement("unknown", _ONE_SIDED.get(found.state, found.state.value))
