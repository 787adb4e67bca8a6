"""Which processor the machine has: family or rank, cores, clock."""

from collections.abc import Sequence

from wizard.checks.machine import hosting
from wizard.checks.machine.figures import CORES
from wizard.checks.machine.local_probe import report
from wizard.checks.machine.processor_names import (
    find_family,
    find_generation,
    find_printed_clock,
    find_rank,
    find_series,
    is_label,
)
from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.machine.registry import read_number, read_text, registry_value
from wizard.checks.probe import Measurement

_FIRST = r"HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0"
NAME = registry_value(rf"{_FIRST}\ProcessorNameString", linux="/proc/cpuinfo")
MHZ = registry_value(rf"{_FIRST}\~MHz")
RANK_READINGS = (NAME,)
SERVER_READINGS = (NAME, MHZ, CORES, *hosting.READINGS)

# Windows counts ~MHz at start: 2394 is a 2.4 GHz processor. Nominal clocks are multiples of 50 MHz.
CLOCK_STEP_MHZ = 50
CLOCK_TOLERANCE = 0.005
LEAST_MHZ, MOST_MHZ = 400, 10_000
MOST_CORES = 4_096


def name_clock(mhz: int) -> float:
    """Return the nominal clock in GHz of a processor that Windows counted at ``mhz``."""
    nominal = round(mhz / CLOCK_STEP_MHZ) * CLOCK_STEP_MHZ
    near = abs(mhz - nominal) <= nominal * CLOCK_TOLERANCE
    return nominal / 1_000 if near else round(mhz / 1_000, 2)


def measure_family(reader: MachineReader) -> Sequence[Measurement]:
    """Measure the server's processor family."""
    name = read_text(reader, NAME)
    if is_label(name):
        raise ReadingError("processor_label", name)
    family = find_family(name)
    if family is None:
        raise ReadingError("not_recognised", name)
    return report({"processor_name": name}, {"server.processor_family": family})


def measure_rank(reader: MachineReader, field: str) -> Sequence[Measurement]:
    """Measure where a PC's processor ranks; ``field`` is the plan's field that it answers.

    The rank is its family's, of whatever year. The document asks for the latest generation without saying which that
    is: the generation is told where the name tells it, for people to judge.
    """
    name = read_text(reader, NAME)
    if is_label(name):
        raise ReadingError("processor_label", name)
    rank = find_rank(name)
    if rank is None:
        raise ReadingError("not_ranked", name)
    told = {"processor_generation": find_generation(name), "processor_series": find_series(name)}
    values = {key: number for key, number in told.items() if number is not None}
    return report({"processor_name": name, **values}, {field: rank})


def measure_clock(reader: MachineReader) -> Sequence[Measurement]:
    """Measure the server's clock: as the processor's name prints it, else as the system counted it."""
    printed = _read_printed_clock(reader)
    if printed is not None:
        return report({}, {"server.clock_ghz": printed})
    mhz = read_number(reader, MHZ)
    if not LEAST_MHZ <= mhz <= MOST_MHZ:
        MHZ.fail(reader.system, "implausible")
    return report({"clock_read_mhz": mhz}, {"server.clock_ghz": name_clock(mhz)})


def _read_printed_clock(reader: MachineReader) -> float | None:
    try:
        clock = find_printed_clock(read_text(reader, NAME))
    except ReadingError:
        return None
    return clock if clock and LEAST_MHZ <= clock * 1_000 <= MOST_MHZ else None


def measure_cores(reader: MachineReader) -> Sequence[Measurement]:
    """Measure the cores of all processors: a virtual machine's vCPUs each count, else only what is there in silicon."""
    found = reader.read(CORES)
    values = {
        name: count
        for name, count in (("cores_physical", found.physical), ("cores_logical", found.logical))
        if count is not None
    }
    if not values or not all(1 <= count <= MOST_CORES for count in values.values()):
        CORES.fail(reader.system, "implausible")
    # Where both are the same, nobody needs to know what the machine runs on.
    count = found.physical
    if found.physical != found.logical and hosting.find_hosting(reader) != "physical":
        count = found.logical
    if count is None:
        CORES.fail(reader.system, "absent")
    return report(values, {"server.cores": count})
