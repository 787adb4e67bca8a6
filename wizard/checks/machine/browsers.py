"""Which browsers are registered on the PC. Which of them people use for TWS Manager is not for a probe to say."""

from collections.abc import Sequence

from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.machine.registry import LONGEST_VALUE, registry_keys
from wizard.checks.probe import Measurement

_CLIENTS = r"SOFTWARE\Clients\StartMenuInternet"
MACHINE, USER = registry_keys(rf"HKLM\{_CLIENTS}"), registry_keys(rf"HKCU\{_CLIENTS}")
READINGS = (MACHINE, USER)


def measure_browsers(reader: MachineReader) -> Sequence[Measurement]:
    """Measure which browsers are installed for all and for this user."""
    names = set(reader.read(MACHINE))
    try:
        names |= set(reader.read(USER))
    except ReadingError as error:
        if error.reason != "absent":
            raise
    if not names:
        MACHINE.fail(reader.system, "absent")
    return (Measurement("unknown", "browsers_listed", values={"browsers": ", ".join(sorted(names))[:LONGEST_VALUE]}),)
