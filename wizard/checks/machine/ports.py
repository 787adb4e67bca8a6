"""Whether the ports that TWS will listen on are still free."""

from collections.abc import Sequence

from wizard.checks.machine.listeners import Holder, find_holders
from wizard.checks.machine.reading import MachineReader
from wizard.checks.probe import Measurement
from wizard.domain.evidence.record import LONGEST_DETAIL, FlowEnd


def measure_ports(reader: MachineReader, needed: Sequence[FlowEnd]) -> Sequence[Measurement]:
    """Measure each port that is held, one by one, and those that are free together.

    A free port proves no flow, so the free ones bear on no fact.
    """
    holders = find_holders(reader)
    taken = [_judge(flow, holders[flow.protocol, flow.port]) for flow in needed if _key(flow) in holders]
    free = sorted({_key(flow) for flow in needed} - holders.keys())
    return (*taken, *_summarise(free))


def _key(flow: FlowEnd) -> tuple[str, int]:
    return flow.protocol, flow.port


def _judge(flow: FlowEnd, holder: Holder) -> Measurement:
    """Return what a held port means: http.sys shares its ports, and who listens locally may not be in the way."""
    reason = "kernel_shares" if holder.kernel else "loopback_only" if holder.loopback else None
    return Measurement(
        "failed" if reason is None else "unknown",
        reason,
        values=holder.describe(),
        facts=(flow.fact,),
        subject=flow.subject,
        target=f"{flow.protocol} {flow.port}",
        flow=flow,
    )


def _summarise(free: Sequence[tuple[str, int]]) -> Sequence[Measurement]:
    if not free:
        return ()
    named = ", ".join(f"{protocol} {spans}" for protocol, spans in _group(free).items())
    return (Measurement("ok", values={"ports_free": len(free), "ports": named[:LONGEST_DETAIL]}, facts=()),)


def _group(free: Sequence[tuple[str, int]]) -> dict[str, str]:
    """Return the ports of each protocol, neighbours as a span: 80 443 9001-9010."""
    spans: dict[str, list[list[int]]] = {}
    for protocol, port in free:
        of_protocol = spans.setdefault(protocol, [])
        if of_protocol and of_protocol[-1][1] == port - 1:
            of_protocol[-1][1] = port
        else:
            of_protocol.append([port, port])
    return {
        protocol: " ".join(str(first) if first == last else f"{first}-{last}" for first, last in of_protocol)
        for protocol, of_protocol in spans.items()
    }
