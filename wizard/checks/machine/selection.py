"""Which probes of the machine itself a plan calls for."""

from collections.abc import Iterator

from wizard.assessment.situation import name_items
from wizard.catalogue.edition import LoadedEdition
from wizard.checks.machine.server import make_server_probes
from wizard.checks.machine.station import make_station_probes
from wizard.checks.probe import Probe
from wizard.checks.proof.ports import list_server_ports
from wizard.domain.assessment import Assessment
from wizard.domain.evidence.record import CheckRole
from wizard.domain.plan import Plan


def list_machine_probes(
    plan: Plan, edition: LoadedEdition, assessment: Assessment, role: CheckRole, group: int | None
) -> Iterator[Probe]:
    """Yield the probes of this machine in a role; a PC of no group that the plan describes has none."""
    catalogue = edition.catalogue
    if role == "server":
        needed = list_server_ports(assessment.flows, whole=True)
        least = catalogue.server.minimum_disk_gb
        yield from make_server_probes(plan.server, needed, minimum_free_gb=least)
        return
    groups = (plan.stations.groups if plan.stations else None) or ()
    if group is not None and group < len(groups):
        subject = f"group:{name_items(groups)[group]}"
        yield from make_station_probes(group, subject, catalogue.clients.client_exclusions)
