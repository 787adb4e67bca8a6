"""Whether the ports that TWS will listen on are still free: held by nobody, and not reserved by Windows.

A port that is held says nothing of the flow to it, which nobody has gone: it is something to do on the server itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from wizard.checks.machine.figures import RESERVED_PORTS
from wizard.checks.machine.listeners import Holder, find_holders
from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.probe import Measurement, Value
from wizard.domain.evidence.record import LONGEST_DETAIL, FlowEnd, State

Port = tuple[str, int]
"""Protocol and number."""


class _Obstacle(NamedTuple):
    """What stands in the way of listening on ports of one flow."""

    subject: str
    fact: str
    state: State
    reason: str | None


def measure_ports(reader: MachineReader, needed: Sequence[FlowEnd]) -> Sequence[Measurement]:
    """Measure the ports of each flow that are held or reserved, and those of each subject that are free together.

    A free port proves no flow, so the free ones bear on no fact. None of them has a target: a later run takes the place
    of all that an earlier one found for the subject.
    """
    holders = find_holders(reader)
    reserved, unread = _read_reserved(reader, {_key(flow) for flow in needed})
    obstacles: dict[_Obstacle, list[Port]] = {}
    free: dict[str, set[Port]] = {}
    for flow in needed:
        judged = _judge(holders.get(_key(flow)), is_reserved=_key(flow) in reserved)
        if judged is None:
            free.setdefault(flow.subject, set()).add(_key(flow))
        else:
            obstacles.setdefault(_Obstacle(flow.subject, flow.fact, *judged), []).append(_key(flow))
    taken = [_tell(obstacle, ports, holders) for obstacle, ports in obstacles.items()]
    return (*taken, *(_summarise(subject, ports) for subject, ports in free.items()), *unread)


def _key(flow: FlowEnd) -> Port:
    return flow.protocol, flow.port


def _read_reserved(reader: MachineReader, needed: set[Port]) -> tuple[set[Port], Sequence[Measurement]]:
    """Return the needed ports that Windows reserves, and that these are not known where they cannot be read.

    What an administrator has excluded stays open to whoever asks for that very port: it is only never given out.
    """
    if reader.system not in RESERVED_PORTS.places:
        return set(), ()
    try:
        spans = [each for each in reader.read(RESERVED_PORTS) if not each.by_administrator]
    except ReadingError as error:
        return set(), (Measurement("unknown", "reservations_hidden", error.detail, facts=()),)
    return {
        (protocol, port)
        for protocol, port in needed
        if any(each.protocol == protocol and each.first <= port <= each.last for each in spans)
    }, ()


def _judge(holder: Holder | None, *, is_reserved: bool) -> tuple[State, str | None] | None:
    """Return what stands in the way on a port; None for nothing.

    http.sys shares its ports, who listens locally may not be in the way, and this program's own listener is not.
    """
    if holder is None:
        return ("failed", "reserved_by_windows") if is_reserved else None
    if holder.own:
        return "unknown", "own_listener"
    if holder.kernel:
        return "unknown", "kernel_shares"
    if holder.loopback:
        return "unknown", "loopback_only"
    return ("unknown", "holder_hidden") if holder.program is None else ("failed", None)


def _tell(obstacle: _Obstacle, ports: Sequence[Port], holders: Mapping[Port, Holder]) -> Measurement:
    held = {port: holders[port] for port in ports if port in holders}
    values: dict[str, Value] = {"ports": _write_ports(ports)}
    programs = {port: holder.program for port, holder in held.items() if holder.program}
    if len(set(programs.values())) == 1:
        values["program"] = next(iter(programs.values()))
    elif programs:
        values["program"] = _cut(", ".join(f"{number} {program}" for (_, number), program in sorted(programs.items())))
    if held:
        values["listens_on"] = _cut(", ".join(sorted({holder.address for holder in held.values()})))
    return Measurement(obstacle.state, obstacle.reason, values=values, facts=(obstacle.fact,), subject=obstacle.subject)


def _summarise(subject: str, free: set[Port]) -> Measurement:
    return Measurement("ok", values={"ports_free": len(free), "ports": _write_ports(free)}, facts=(), subject=subject)


def _write_ports(ports: Iterable[Port]) -> str:
    return _cut(", ".join(f"{protocol} {spans}" for protocol, spans in _group(sorted(set(ports)))))


def _cut(text: str) -> str:
    return text[:LONGEST_DETAIL]


def _group(ports: Sequence[Port]) -> Iterator[tuple[str, str]]:
    """Yield the ports of each protocol, neighbours as a span: 80 443 9001-9010."""
    spans: dict[str, list[list[int]]] = {}
    for protocol, port in ports:
        of_protocol = spans.setdefault(protocol, [])
        if of_protocol and of_protocol[-1][1] == port - 1:
            of_protocol[-1][1] = port
        else:
            of_protocol.append([port, port])
    for protocol, of_protocol in spans.items():
        yield protocol, " ".join(str(first) if first == last else f"{first}-{last}" for first, last in of_protocol)
