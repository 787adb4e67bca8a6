"""Which probes of the machine itself a plan calls for."""

from wizard.assessment.situation import name_groups
from wizard.catalogue.edition import LoadedEdition
from wizard.checks.machine.server import make_server_probes
from wizard.checks.machine.station import make_station_probes
from wizard.checks.peers import Peers
from wizard.checks.probe import Probe
from wizard.checks.proof.ports import list_flow_ends
from wizard.domain.assessment import Assessment
from wizard.domain.plan import Plan


def list_server_probes(
    plan: Plan, edition: LoadedEdition, assessment: Assessment, drive: str | None
) -> tuple[Probe, ...]:
    """Return the probes of this machine as the TWS server, with the drive that TWS will be installed on.

    Raises:
        UsageError: the drive is none.

    """
    needed = list_flow_ends(assessment.flows, whole=True)
    least = edition.catalogue.server.minimum_disk_gb
    planned = Peers(plan).server
    return make_server_probes(planned and planned.host, needed, tws_drive=drive, minimum_free_gb=least)


def list_station_probes(plan: Plan, edition: LoadedEdition, group: int) -> tuple[Probe, ...]:
    """Return the probes of this machine as a PC of a station group; none where the plan has no such group."""
    names = name_groups(plan)
    if group >= len(names):
        return ()
    return make_station_probes(group, f"group:{names[group]}", edition.catalogue.clients.client_exclusions)
