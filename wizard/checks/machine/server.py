"""The probes of the machine that will be the TWS server."""

from collections.abc import Sequence
from functools import partial

from wizard.checks.machine import address, drives, hosting, memory, neighbours, processor, windows
from wizard.checks.machine.figures import LISTENERS, RESERVED_PORTS, check_drive, drive_device, drive_space
from wizard.checks.machine.live.reader import LiveReader
from wizard.checks.machine.local_probe import LocalProbe, Part
from wizard.checks.machine.ports import measure_ports
from wizard.checks.machine.reading import MachineReader
from wizard.checks.probe import Probe
from wizard.domain.evidence.record import FlowEnd
from wizard.i18n import Message

SUBJECT = "server"


def make_server_probes(
    planned: str | None,
    needed_ports: Sequence[FlowEnd],
    reader: MachineReader | None = None,
    tws_drive: str | None = None,
    *,
    minimum_free_gb: float,
) -> tuple[Probe, ...]:
    """Return the probes of this machine as the TWS server.

    ``planned`` is its planned address, or its DNS name for want of one, ``needed_ports`` are those on which TWS will
    listen, ``tws_drive`` the drive it will be installed on ("D:"), and ``minimum_free_gb`` the free space (GB of 2^30
    bytes) that its database needs (SRV-6).

    Raises:
        UsageError: ``tws_drive`` is no drive.

    """
    machine = reader or LiveReader()
    drive = None if tws_drive is None else check_drive(tws_drive, windows=machine.system == "windows")
    probes = (
        _SYSTEM,
        _VIRTUALIZATION,
        _PROCESSOR,
        _MEMORY,
        _NO_DISK if drive is None else _plan_disk(drive, minimum_free_gb),
        _NEIGHBOURS,
        _plan_ports(needed_ports),
        _plan_address(planned),
    )
    return tuple(probe.prepare(machine, SUBJECT) for probe in probes)


_SYSTEM = LocalProbe(
    "server.system",
    Message("Which system is installed"),
    windows.SERVER_READINGS,
    (
        Part(("SRV-2",), partial(windows.measure_system, field="server.os")),
        Part(("SRV-2",), windows.measure_edition),
        Part(("SRV-2",), windows.measure_bits),
        Part(("SRV-3",), windows.measure_language),
    ),
)
_VIRTUALIZATION = LocalProbe(
    "server.virtualization",
    Message("What the machine runs on"),
    hosting.READINGS,
    (Part(("SRV-1",), hosting.measure_hosting),),
)
_PROCESSOR = LocalProbe(
    "server.processor",
    Message("Which processor it has"),
    processor.SERVER_READINGS,
    (
        Part(("HW-9",), processor.measure_family),
        Part(("HW-9",), processor.measure_cores),
        Part(("HW-9",), processor.measure_clock),
    ),
)
_MEMORY = LocalProbe(
    "server.memory",
    Message("How much memory it has"),
    memory.READINGS,
    (Part(("HW-9",), partial(memory.measure_memory, field="server.ram_gb")),),
)
_NEIGHBOURS = LocalProbe(
    "server.neighbours",
    Message("What else is installed on it"),
    neighbours.READINGS,
    (
        Part(("SRV-7a",), neighbours.measure_exchange),
        Part(("SRV-7b",), neighbours.measure_domain_controller),
        Part(("SRV-7c",), neighbours.measure_web_server),
    ),
)
_DISK_FACTS = (("SRV-4",), ("SRV-5",), ("SRV-6",), ("HW-9",))
_DISK_PURPOSE = Message("The drive planned for TWS")
_NO_DISK = LocalProbe(
    "server.disk", _DISK_PURPOSE, (), (Part(tuple(fact for (fact,) in _DISK_FACTS), drives.report_no_drive),)
)


def _plan_disk(drive: str, minimum_free_gb: float) -> LocalProbe:
    measures = (
        partial(drives.measure_size, drive=drive),
        partial(drives.measure_separation, drive=drive),
        partial(drives.measure_free, drive=drive, minimum_gb=minimum_free_gb),
        partial(drives.measure_kind, drive=drive),
    )
    parts = tuple(Part(facts, measure) for facts, measure in zip(_DISK_FACTS, measures, strict=True))
    readings = (drive_space(drive), drive_device(drive), drives.SYSTEM_DRIVE, *hosting.READINGS)
    return LocalProbe("server.disk", _DISK_PURPOSE, readings, parts)


def _plan_ports(needed: Sequence[FlowEnd]) -> LocalProbe:
    facts = tuple(dict.fromkeys(flow.fact for flow in needed))
    parts = (Part(facts, partial(measure_ports, needed=needed)),)
    readings = (LISTENERS, RESERVED_PORTS)
    return LocalProbe("server.ports", Message("Whether the ports of TWS are still free"), readings, parts)


def _plan_address(planned: str | None) -> LocalProbe:
    parts = (Part((), partial(address.measure_address, planned=planned)),)
    return LocalProbe("server.address", Message("Whether this is the planned server"), address.READINGS, parts)
