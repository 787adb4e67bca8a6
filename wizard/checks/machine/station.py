"""The probes of a user's PC: what they measure answers the plan's questions on that PC's group."""

from collections.abc import Sequence
from functools import partial

from wizard.checks.machine import (
    browsers,
    dotnet,
    exclusions,
    headset,
    memory,
    processor,
    program_rules,
    session,
    windows,
)
from wizard.checks.machine.figures import ELEVATED, folder_rights
from wizard.checks.machine.folders import find_client_folders, measure_rights
from wizard.checks.machine.live.reader import LiveReader
from wizard.checks.machine.local_probe import LocalProbe, Part
from wizard.checks.machine.reading import MachineReader
from wizard.checks.probe import Probe
from wizard.i18n import Message


def make_station_probes(
    group_position: int, subject: str, client_exclusions: Sequence[str], reader: MachineReader | None = None
) -> tuple[Probe, ...]:
    """Return the probes of this machine as a PC of a station group.

    ``group_position`` counts the plan's groups from 0, ``subject`` names the group as the assessment does, and
    ``client_exclusions`` are the vendor edition's, from which the client's folders follow too.
    """
    machine = reader or LiveReader()
    group = f"stations.groups.{group_position}"
    probes = (
        *_plan_hardware(group),
        *_plan_software(group),
        _plan_folders(find_client_folders(client_exclusions)),
        _plan_exclusions(client_exclusions),
        LocalProbe(
            "station.program_rules",
            Message("Which rules say what may run"),
            program_rules.READINGS,
            (Part(("AUT-1",), program_rules.measure_rules),),
        ),
        LocalProbe(
            "station.headset",
            Message("Which headset is plugged in"),
            headset.READINGS,
            (Part(("CLI-8",), partial(headset.measure_headset, field=f"{group}.headset")),),
        ),
        LocalProbe(
            "station.session",
            Message("How this session was opened"),
            session.READINGS,
            (Part(("CLI-6",), partial(session.measure_session, field=f"{group}.session")),),
        ),
    )
    return tuple(probe.prepare(machine, subject) for probe in probes)


def _plan_hardware(group: str) -> tuple[LocalProbe, ...]:
    return (
        LocalProbe(
            "station.system",
            Message("Which system is installed"),
            windows.READINGS,
            (Part(("CLI-1",), partial(windows.measure_system, field=f"{group}.os")),),
        ),
        LocalProbe(
            "station.memory",
            Message("How much memory it has"),
            memory.READINGS,
            (Part(("CLI-3", "CLI-5"), partial(memory.measure_memory, field=f"{group}.ram_gb")),),
        ),
        LocalProbe(
            "station.processor",
            Message("Which processor it has"),
            processor.RANK_READINGS,
            (Part(("CLI-4", "CLI-5"), partial(processor.measure_rank, field=f"{group}.processor")),),
        ),
    )


def _plan_software(group: str) -> tuple[LocalProbe, ...]:
    return (
        LocalProbe(
            "station.dotnet",
            Message("Which .NET is installed"),
            (*dotnet.FRAMEWORK_READINGS, *dotnet.RUNTIME_READINGS),
            (
                Part(("CLI-2",), partial(dotnet.measure_framework, field=f"{group}.dotnet_framework")),
                Part(("SRV-11",), partial(dotnet.measure_runtime, field=f"{group}.dotnet_8")),
            ),
        ),
        LocalProbe(
            "station.browsers",
            Message("Which browsers are installed"),
            browsers.READINGS,
            (Part(("SRV-12",), browsers.measure_browsers),),
        ),
    )


def _plan_folders(folders: Sequence[str]) -> LocalProbe:
    # What lies below %programdata% is one folder for all users.
    parts = tuple(
        Part(("AUT-1", "AUT-2") if shared else ("AUT-1",), partial(measure_rights, folder=folder, shared=shared))
        for folder in folders
        for shared in (folder.lower().startswith("%programdata%"),)
    )
    readings = (*(folder_rights(folder) for folder in folders), ELEVATED)
    return LocalProbe("station.folders", Message("Whether this user may create files there"), readings, parts)


def _plan_exclusions(wanted: Sequence[str]) -> LocalProbe:
    parts = (Part(exclusions.FACTS, partial(exclusions.measure_exclusions, wanted=wanted)),)
    return LocalProbe("station.exclusions", Message("What the antivirus leaves alone"), exclusions.READINGS, parts)
