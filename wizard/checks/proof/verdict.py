"""What a run says of each flow: proven, blocked and how, or not proven from here and why."""

from collections import Counter
from collections.abc import Sequence

from wizard.checks.network.hosts import write_end
from wizard.checks.probe import Measurement, Value
from wizard.checks.proof.challenge import Port, PortState
from wizard.checks.proof.outcome import Attempt, Ending
from wizard.checks.proof.prover import Proof
from wizard.checks.proof.sight import read_sight
from wizard.domain.evidence.record import FlowEnd

_BLOCKED = {
    Ending.DROPPED: "proof.dropped",
    Ending.REFUSED: "proof.refused",
    Ending.UNREACHABLE: "proof.unreachable",
    Ending.CUT: "proof.cut",
    Ending.SILENT: "proof.silent",
    Ending.FOREIGN: "proof.foreign",
    Ending.BLOCKED_HERE: "proof.blocked_here",
}
# What a run saw where no listener answered, told apart only as far as it leads to another remedy.
DROPPED, REFUSED, CUT = "proof.ports_dropped", "proof.ports_refused", "proof.ports_cut"
FOREIGN, UNSENT = "proof.ports_foreign", "proof.ports_unsent"
_SEEN = {
    Ending.DROPPED: DROPPED,
    Ending.REFUSED: REFUSED,
    Ending.UNREACHABLE: REFUSED,
    Ending.CUT: CUT,
    Ending.SILENT: CUT,
    Ending.FOREIGN: FOREIGN,
    Ending.BLOCKED_HERE: UNSENT,
    Ending.NOT_TRIED: UNSENT,
}
# What a listener that is short of room does by itself.
_BY_LISTENER = (Ending.DROPPED, Ending.CUT, Ending.SILENT)
_NOT_OPEN = {
    PortState.NOT_LISTED: "proof.not_listed",
    PortState.TAKEN: "proof.taken",
    PortState.NOT_PERMITTED: "proof.not_permitted",
    PortState.NOT_OPENED: "proof.not_opened",
}


def judge_flows(ends: Sequence[FlowEnd], proof: Proof) -> list[Measurement]:
    """Return one measurement for each flow and port, in their order."""
    return [judge_flow(end, proof) for end in ends]


def judge_flow(end: FlowEnd, proof: Proof) -> Measurement:
    """Return what a run says of one flow's port.

    Failed needs three things: the port did not answer twice, another one did, and the listener says it holds it open.
    """
    port = Port(end.protocol, end.port)
    attempt = proof.attempts.get(port)
    base = Measurement("unknown", facts=(end.fact,), subject=end.subject, flow=end)
    if proof.host is None:
        return base._replace(reason="proof.no_address")
    base = base._replace(destination=write_end(proof.host, end.port))
    if attempt is None:
        return base._replace(reason="deadline")
    base = base._replace(source=attempt.source, detail=attempt.detail)
    if attempt.ending is Ending.PROVEN and attempt.reply is not None:
        found = base._replace(state="ok", values=_tell_source(attempt))
        lost = proof.large.get(end.protocol) is False
        return found._replace(state="failed", reason="proof.large_lost") if lost else found
    reason = _find_doubt(port, attempt, proof)
    if reason is not None:
        if proof.proven:
            return base._replace(reason=reason)
        # What the system said port by port is counted instead.
        return base._replace(reason=reason, values=count_endings(proof), detail=None)
    return base._replace(state="failed", reason=_name_block(port, attempt, proof))


def count_endings(proof: Proof) -> dict[str, Value]:
    """Return how many ports ended in which way where no listener answered: what is in between shows by it."""
    seen = Counter(_SEEN[attempt.ending] for attempt in proof.attempts.values() if attempt.ending in _SEEN)
    return {name: seen[name] for name in dict.fromkeys(_SEEN.values()) if seen[name]}


def _find_doubt(port: Port, attempt: Attempt, proof: Proof) -> str | None:
    """Return why a port that did not answer need not be blocked; None where it is."""
    if attempt.ending is Ending.BUSY:
        return "proof.busy"
    if not proof.proven:
        return "proof.listener_not_reached"
    if attempt.ending not in _BLOCKED:
        return "proof.not_tried"
    report = None if proof.reports is None else proof.reports.get(port)
    if report is None:
        return "proof.listener_not_asked"
    if report.pressed and attempt.ending in _BY_LISTENER:
        return "proof.busy"
    return _NOT_OPEN.get(report.state)


def _name_block(port: Port, attempt: Attempt, proof: Proof) -> str:
    if proof.reports is not None and proof.reports[port].heard:
        return "proof.answer_lost"
    # UDP knows no reset: what refuses a datagram is an ICMP message (RFC 1122, 3.2.2.1).
    if port.protocol == "udp" and attempt.ending is Ending.REFUSED:
        return "proof.unreachable"
    return _BLOCKED[attempt.ending]


def _tell_source(attempt: Attempt) -> dict[str, Value]:
    if attempt.reply is None:
        return {}
    seen = read_sight(attempt.reply.body).seen_from
    return {"proof.seen_from": seen, "proof.translated": attempt.source is not None and seen != attempt.source}
