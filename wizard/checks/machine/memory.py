"""How much memory the machine has, under the name it was bought by."""

import math
from collections.abc import Sequence

from wizard.checks.machine.figures import MEMORY
from wizard.checks.machine.local_probe import report
from wizard.checks.machine.reading import MachineReader
from wizard.checks.probe import Measurement

# Firmware and graphics keep a part for themselves: 16 GB reads 15.8, 4 GB with a shared graphics memory 3.8.
NOMINAL_SHARE = 0.95
# Memory comes in modules; what a virtual machine is given need not be a multiple of four.
MODULE_GB = 4
BYTES_PER_GB = 2**30
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
    """Measure the RAM; ``field`` is the plan's field that it answers."""
    read_gb = reader.read(MEMORY) / BYTES_PER_GB
    if not LEAST_GB <= read_gb <= MOST_GB:
        MEMORY.fail(reader.system, "implausible")
    rounded = round(read_gb, 2)
    return report({"ram_read_gb": rounded}, {field: round(name_memory_size(read_gb), 2)})
