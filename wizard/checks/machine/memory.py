"""How much memory the machine has, under the name it was bought by."""

import math
from collections.abc import Sequence

from wizard.checks.machine.figures import INSTALLED_MEMORY, MEMORY
from wizard.checks.machine.local_probe import report
from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.probe import Measurement

# Firmware and graphics keep a part for themselves: 16 GB reads 15.8, 4 GB with a shared graphics memory 3.8.
NOMINAL_SHARE = 0.95
# Memory comes in modules; what a virtual machine is given need not be a multiple of four.
MODULE_GB = 4
BYTES_PER_GB = 2**30
# Less of it in use is no share of the graphics: a 32-bit system, a limit that was set, memory that a hypervisor lends.
LEAST_USABLE_SHARE = 0.75
READINGS = (MEMORY, INSTALLED_MEMORY)
# No Windows that TWS names runs with less, and none takes more than 48 TB.
LEAST_GB, MOST_GB = 0.5, 48 * 1024


def name_memory_size(measured_gb: float) -> float:
    """Return the nominal size in GB (2^30 bytes) of a machine whose memory reads ``measured_gb``.

    It is the next multiple of four of which the reading is at least 95 %, else the next whole number of which it is,
    else the reading itself.
    """
    for step in (MODULE_GB, 1):
        nominal = math.ceil(measured_gb / step) * step
        if measured_gb >= nominal * NOMINAL_SHARE:
            return float(nominal)
    return measured_gb


def measure_memory(reader: MachineReader, field: str) -> Sequence[Measurement]:
    """Measure the RAM as the machine was bought with it; ``field`` is the plan's field that it answers.

    What is installed counts, as the firmware lists it. Where the firmware does not, what the system can use counts if
    it is near a nominal size: else graphics may have any share of it.

    Raises:
        ReadingError: it is implausible, or it cannot be told how much is installed.

    """
    usable = reader.read(MEMORY) / BYTES_PER_GB
    if not LEAST_GB <= usable <= MOST_GB:
        MEMORY.fail(reader.system, "implausible")
    values = {"ram_read_gb": round(usable, 2)}
    installed = _read_installed(reader)
    if installed is None or installed < usable:
        return report(values, {field: _name_usable(reader, usable)})
    if usable < installed * LEAST_USABLE_SHARE:
        raise ReadingError("memory_in_part", f"{usable:.2f} / {installed:.2f} GB")
    return report({**values, "ram_installed_gb": round(installed, 2)}, {field: round(installed, 2)})


def _read_installed(reader: MachineReader) -> float | None:
    try:
        installed = reader.read(INSTALLED_MEMORY) / BYTES_PER_GB
    except ReadingError:
        return None
    return installed if LEAST_GB <= installed <= MOST_GB else None


def _name_usable(reader: MachineReader, usable: float) -> float:
    named = name_memory_size(usable)
    if named.is_integer():
        return named
    # Only Windows lets users read what the firmware lists.
    listed = reader.system in INSTALLED_MEMORY.places
    raise ReadingError("memory_hidden" if listed else "memory_visible_only", f"{usable:.2f} GB")
