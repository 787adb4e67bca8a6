"""The TCP ports of a plan's flows, tried from this machine (the NET rows)."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from wizard.checks.network.controls import CONTROL_SECONDS, choose_controls, find_opening
from wizard.checks.network.dns_servers import DnsServers, read_system_servers
from wizard.checks.network.hosts import Host, HostError, parse_host, write_endpoint
from wizard.checks.network.lookup import LOOKUP_SECONDS
from wizard.checks.network.scan import MOST_IN_FLIGHT, PortFinding, PortState, scan_ports
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind, Value
from wizard.domain.evidence.record import FlowEnd
from wizard.i18n import Message

# Windows tells a refusal only after about two seconds: it tries again first.
PORT_SECONDS = 3.0
_MARGIN_SECONDS = 1.5
_PURPOSE = Message("TCP connection, closed at once")
_CONTROL_PURPOSE = Message("TCP connection to a port that nobody should have open, tried where another one opens")
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
    targets: Sequence[PortTarget],
    *,
    seconds: float = PORT_SECONDS,
    servers: DnsServers | None = None,
    taken: Collection[int] = (),
) -> Probe:
    """Return the probe that tries all targets side by side and gives one measurement for each.

    A decisive target is ok where it opens and failed with what the network answered; any other is unknown whatever
    is answered. A target that could not be tried (its name, this machine's own firewall) is unknown, and so is one that
    opens where a control does. ``taken`` are further ports of these hosts that somebody may have open.
    """
    hosts = {target.host: _parse(target.host) for target in targets}
    named = [host for host in hosts.values() if host is not None and host.name]
    asked = servers or (read_system_servers() if named else DnsServers(()))
    touches = [touch for host in named for touch in asked.list_touches(host)]
    known = {target.host: host for target in targets if (host := hosts[target.host]) is not None}
    touches += [_announce(known[each.host], each.flow.port, _PURPOSE) for each in targets if each.host in known]
    avoided = {*taken, *(target.flow.port for target in targets)}
    controls = {host: choose_controls(host, avoided) for host in known}
    touches += [_announce(known[host], port, _CONTROL_PURPOSE) for host, ports in controls.items() for port in ports]
    waves = 1 + len(targets) // MOST_IN_FLIGHT
    allowed = (LOOKUP_SECONDS if named else 0) + waves * seconds + CONTROL_SECONDS + _MARGIN_SECONDS
    facts = tuple(dict.fromkeys(target.flow.fact for target in targets))
    measure = partial(_measure, tuple(targets), controls, seconds, asked)
    return Probe("port.tcp", facts, _drop_doubles(touches), measure, allowed, only_waits=True)


def _drop_doubles(touches: Sequence[Touch]) -> tuple[Touch, ...]:
    return tuple({(touch.kind, touch.what): touch for touch in touches}.values())


def _parse(text: str) -> Host | None:
    try:
        return parse_host(text)
    except HostError:
        # It is unknown with that reason, and nothing is sent.
        return None


def _announce(host: Host, port: int, purpose: Message) -> Touch:
    return Touch(TouchKind.PACKET, write_endpoint("tcp", host, port), purpose)


async def _measure(
    targets: tuple[PortTarget, ...], controls: Mapping[str, tuple[int, ...]], seconds: float, servers: DnsServers
) -> Sequence[Measurement]:
    found = await scan_ports([(target.host, target.flow.port) for target in targets], seconds, servers)
    tried = list(zip(targets, found, strict=True))
    opened = {
        (each.destination, port)
        for target, each in tried
        if each.state is PortState.OPEN and each.destination is not None
        for port in controls[target.host]
    }
    beside = await find_opening(opened)
    return [judge_port(target, each, beside.get(each.destination or "", ())) for target, each in tried]


def judge_port(target: PortTarget, found: PortFinding, opens_beside: tuple[int, ...] = ()) -> Measurement:
    """Return what a port's answer means for its flow; ``opens_beside``: the controls that open at the same address."""
    judged = _judge_decisive(found) if target.decisive else _judge_one_sided(found)
    values: dict[str, Value] = {} if found.took_ms is None else {"connect_ms": found.took_ms}
    if found.state is PortState.OPEN and opens_beside:
        judged = Measurement("unknown", "any_port_opens")
        values["opens_too"] = ", ".join(map(str, opens_beside))
    return judged._replace(
        detail=found.detail,
        values=values or None,
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
