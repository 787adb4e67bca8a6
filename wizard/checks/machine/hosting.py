"""What the machine runs on: by its firmware where that names a hypervisor, else by what lies below the system.

A virtual machine may bear its host's maker and model (VMware's ``SMBIOS.reflectHost``, which Windows licences bound to
a maker need): such a name alone never makes it a physical one.
"""

from collections.abc import Sequence

from wizard.checks.machine import hypervisor
from wizard.checks.machine.firmware_names import find_virtual, names_hardware
from wizard.checks.machine.local_probe import report
from wizard.checks.machine.reading import MachineReader, Reading, ReadingError
from wizard.checks.machine.registry import read_text, registry_value
from wizard.checks.probe import Measurement

_BIOS, _DMI = r"HKLM\HARDWARE\DESCRIPTION\System\BIOS", "/sys/class/dmi/id"
MAKER = registry_value(rf"{_BIOS}\SystemManufacturer", linux=f"{_DMI}/sys_vendor")
MODEL = registry_value(rf"{_BIOS}\SystemProductName", linux=f"{_DMI}/product_name")
BOARD_MAKER = registry_value(rf"{_BIOS}\BaseBoardManufacturer", linux=f"{_DMI}/board_vendor")
BOARD = registry_value(rf"{_BIOS}\BaseBoardProduct", linux=f"{_DMI}/board_name")
BIOS_MAKER = registry_value(rf"{_BIOS}\BIOSVendor", linux=f"{_DMI}/bios_vendor")
READINGS = (MAKER, MODEL, BOARD_MAKER, BOARD, BIOS_MAKER, *hypervisor.READINGS)


def find_hosting(reader: MachineReader) -> str:
    """Return what the machine runs on, as a plan writes it.

    Raises:
        ReadingError: neither the firmware nor what lies below the system says anything that is known.

    """
    line = f"{read_text(reader, MAKER)} {read_text(reader, MODEL)}"
    board = f"{_read_or_nothing(reader, BOARD_MAKER)} {_read_or_nothing(reader, BOARD)}"
    for told in (line, board, _read_or_nothing(reader, BIOS_MAKER)):
        if virtual := find_virtual(told):
            return virtual
    if not names_hardware(line):
        raise ReadingError("not_recognised", line)
    return hypervisor.find_hosting_below(reader)


def _read_or_nothing(reader: MachineReader, reading: Reading[object]) -> str:
    try:
        return read_text(reader, reading)
    except ReadingError:
        return ""


def measure_hosting(reader: MachineReader) -> Sequence[Measurement]:
    """Measure what the server runs on."""
    hosting = find_hosting(reader)
    values = {"maker": read_text(reader, MAKER), "model": read_text(reader, MODEL)}
    return report(values, {"server.hosting": hosting})
