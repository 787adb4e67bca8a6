"""Which probes a plan calls for on a machine: the plan decides what is checked, and nothing it does not name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wizard.assessment.situation import name_groups
from wizard.catalogue.edition import LoadedEdition
from wizard.checks.peers import Peers
from wizard.checks.probe import Probe
from wizard.domain.assessment import Assessment
from wizard.domain.evidence.apart import ADDRESS_PROBE
from wizard.domain.evidence.record import CheckRole
from wizard.domain.plan import Plan
from wizard.errors import UsageError


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be checked: as which machine, of which station group (its position), and with which limits.

    ``drive`` is the one that TWS will be installed on ("D:"; a folder where drives have no letters).

    ``only`` holds ids of probes or of facts; ``seconds`` is the longest time for one probe.
    """

    role: CheckRole
    group: int | None = None
    drive: str | None = None
    local_only: bool = False
    only: frozenset[str] = frozenset()
    seconds: float | None = None


def find_group(plan: Plan, name: str) -> int:
    """Return the position of a station group.

    Raises:
        UsageError: the plan has no group of that name; names those it has.

    """
    names = name_groups(plan)
    if name not in names:
        raise UsageError("--group: “{name}” is no station group of this plan; expected one of {known}.",
                         name=name[:80], known=", ".join(names)[:400])  # fmt: skip
    return names.index(name)


def select_probes(plan: Plan, edition: LoadedEdition, assessment: Assessment, wanted: Wanted) -> tuple[Probe, ...]:
    """Return the probes for a plan on a machine, each with all that it will touch. Nothing is touched here.

    Whatever is wanted of the server, whether this is the planned one goes with it where the plan tells.

    Raises:
        UsageError: the drive is none.

    """
    every = tuple(_list_probes(plan, edition, assessment, wanted))
    chosen = {probe.id for probe in every if _is_wanted(probe, wanted)}
    confirming = {ADDRESS_PROBE} if chosen and wanted.role == "server" and Peers(plan).server else set()
    kept = (probe for probe in every if probe.id in confirming or _is_wanted(probe, wanted))
    return tuple(limit_time(probe, wanted.seconds) for probe in kept)


def _is_wanted(probe: Probe, wanted: Wanted) -> bool:
    if wanted.local_only and not probe.is_local:
        return False
    return not wanted.only or not wanted.only.isdisjoint((probe.id, *probe.facts))


def limit_time(probe: Probe, seconds: float | None) -> Probe:
    """Return a probe that takes no longer than that; None: as long as it is used to."""
    return probe if seconds is None else replace(probe, seconds=min(probe.seconds, seconds))


def _list_probes(plan: Plan, edition: LoadedEdition, assessment: Assessment, wanted: Wanted) -> Iterator[Probe]:
    # Imported where they are needed: a plan is opened and assessed without any of them.
    from wizard.checks.machine.selection import list_server_probes, list_station_probes  # noqa: PLC0415 - as said above
    from wizard.checks.network.selection import list_network_probes  # noqa: PLC0415 - as said above

    if wanted.role == "server":
        yield from list_server_probes(plan, edition, assessment, wanted.drive)
    elif wanted.group is not None:
        yield from list_station_probes(plan, edition, wanted.group)
    if not wanted.local_only:
        yield from list_network_probes(assessment, Peers(plan), wanted.role)
