"""The drive that TWS will be installed on: size, free space, kind, and whether it is the system's."""

from collections.abc import Sequence

from wizard.checks.machine import disk_kinds, hosting
from wizard.checks.machine.figures import Space, drive_device, drive_space
from wizard.checks.machine.local_probe import report
from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.machine.registry import LONGEST_VALUE, variable
from wizard.checks.probe import Measurement, Value

SYSTEM_DRIVE = variable("SystemDrive")
# As Windows shows sizes.
BYTES_PER_GB = 2**30
# A drive of 80 GB loses its partition table and what Windows reserves: it reads 79.98, or 79.4 beside a recovery part.
NOMINAL_SHARE = 0.99
# NTFS ends at 8 PB.
MOST_BYTES = 2**53


def name_drive_size(measured_gb: float) -> float:
    """Return the nominal size in GB (2^30 bytes) of a drive that reads ``measured_gb``."""
    nominal = float(-(-measured_gb // 1))
    return nominal if measured_gb >= nominal * NOMINAL_SHARE else round(measured_gb, 2)


def measure_size(reader: MachineReader, drive: str) -> Sequence[Measurement]:
    """Measure the size of the drive planned for TWS."""
    size = _read_space(reader, drive).size / BYTES_PER_GB
    values: dict[str, Value] = {"drive": drive, "disk_size_gb": round(size, 2)}
    return report(values, {"server.tws_disk_gb": name_drive_size(size)})


def measure_free(reader: MachineReader, drive: str, minimum_gb: float) -> Sequence[Measurement]:
    """Decide whether the drive has the free space below which the database stops (SRV-6)."""
    free = _read_space(reader, drive).free / BYTES_PER_GB
    values: dict[str, Value] = {"drive": drive, "disk_free_gb": round(free, 2)}
    return (Measurement("failed" if free < minimum_gb else "ok", values=values),)


def _read_space(reader: MachineReader, drive: str) -> Space:
    reading = drive_space(drive)
    space = reader.read(reading)
    if not 0 < space.size <= MOST_BYTES or not 0 <= space.free <= space.size:
        reading.fail(reader.system, "implausible")
    return space


def measure_separation(reader: MachineReader, drive: str) -> Sequence[Measurement]:
    """Measure whether TWS is planned on another drive than the system's."""
    system = reader.read(SYSTEM_DRIVE)
    if len(system) != len("C:") or not system.endswith(":"):
        SYSTEM_DRIVE.fail(reader.system, "implausible")
    values = {"drive": drive, "system_drive": system.upper()}
    return report(values, {"server.tws_on_separate_drive": system.upper() != drive})


def measure_kind(reader: MachineReader, drive: str) -> Sequence[Measurement]:
    """Measure what disk the drive is on. A virtual machine sees only what its hypervisor makes up: unknown."""
    found = reader.read(drive_device(drive))
    values: dict[str, Value] = {"drive": drive, "disk_bus": disk_kinds.name_bus(found)}
    model = " ".join(name for name in (found.vendor, found.product) if name)[:LONGEST_VALUE]
    if model:
        values["disk_model"] = model
    if hosting.find_hosting(reader) != "physical":
        return (Measurement("unknown", "virtual_disk", values=values),)
    kind = disk_kinds.name_disk_kind(found)
    if kind is None:
        return (Measurement("unknown", disk_kinds.explain_hidden_kind(found), values=values),)
    return report(values, {"server.disk_kind": kind})


def report_no_drive(_: MachineReader) -> Sequence[Measurement]:
    """Say that nobody named the drive that TWS will be installed on."""
    raise ReadingError("drive_not_named")
