"""Runs probes of a recorded machine and gathers what they found."""

from collections.abc import Mapping, Sequence

from tests.checks.machine.recorded import EXCLUSIONS, WINDOWS_11
from wizard.checks.machine.reading import MachineReader
from wizard.checks.machine.server import make_server_probes
from wizard.checks.machine.station import make_station_probes
from wizard.checks.probe import Probe
from wizard.checks.runner import Origin, Run
from wizard.domain.evidence.record import Evidence, FlowEnd
from wizard.domain.plan.machine import Server

GROUP = "stations.groups.1"
PLANNED = Server(address="10.20.0.15")
NEEDED = (
    FlowEnd(fact="NET-1", subject="server", protocol="tcp", port=80),
    FlowEnd(fact="NET-7", subject="server", protocol="tcp", port=9001),
    FlowEnd(fact="NET-7", subject="server", protocol="tcp", port=9005),
    FlowEnd(fact="NET-18", subject="server", protocol="udp", port=40_000),
    FlowEnd(fact="NET-18", subject="server", protocol="udp", port=40_001),
)


def plan_server(reader: MachineReader | None, drive: str | None = "D:", planned: Server = PLANNED) -> tuple[Probe, ...]:
    """Return the server's probes with a usual plan."""
    return make_server_probes(planned.address if planned else None, NEEDED, reader, drive, minimum_free_gb=4)


def plan_station(reader: MachineReader | None) -> tuple[Probe, ...]:
    """Return the probes of a PC of the plan's second group."""
    return make_station_probes(1, "group:Bureaux", EXCLUSIONS, reader)


def run(probes: Sequence[Probe], only: str | None = None) -> tuple[Evidence, ...]:
    """Return the evidence of probes, or of one."""
    return Run([each for each in probes if only in (None, each.id)], Origin("server", "TWS01")).carry_out()


def gather_answers(found: Sequence[Evidence]) -> dict[str, object]:
    """Return all answers together."""
    return {field: value for each in found for field, value in (each.answers or {}).items()}


def find(found: Sequence[Evidence], fact: str) -> Evidence:
    """Return the one evidence that bears on a fact."""
    (evidence,) = (each for each in found if fact in each.facts)
    return evidence


def answer(changes: Mapping[tuple[str, str], object], probe: str, field: str) -> object:
    """Return what a changed Windows 11 PC answers to one question; the reasons where it does not."""
    found = run(plan_station(WINDOWS_11.with_changes(changes)), probe)
    reasons = [each.reason for each in found if each.state == "unknown"]
    return gather_answers(found).get(f"{GROUP}.{field}", reasons)
