"""Whether rules say which programs may run: AppLocker's and Windows' code integrity (App Control, once WDAC).

The client lives below %ProgramData%, where AppLocker's default rules let nothing run (Microsoft, "Understanding
AppLocker default rules"). What a rule allows is not judged here.
"""

from collections.abc import Sequence

from wizard.checks.machine.figures import CODE_INTEGRITY
from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.machine.registry import PRODUCT_TYPE, is_there, read_number, registry_keys, registry_value
from wizard.checks.probe import Measurement, Value

_APPLOCKER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe"
# One key a rule.
_RULES = registry_keys(_APPLOCKER)
# 1 enforces the rules; 0 only writes down what they would have kept from running. Without it they are enforced.
_MODE = registry_value(rf"{_APPLOCKER}\EnforcementMode")
_WRITES_DOWN = 0
READINGS = (_RULES, _MODE, CODE_INTEGRITY, PRODUCT_TYPE)
# CODEINTEGRITY_OPTION_UMCI_ENABLED and …_UMCI_AUDITMODE_ENABLED (Microsoft, NtQuerySystemInformation).
_PROGRAMS, _PROGRAMS_WRITTEN_DOWN = 0x04, 0x08


def measure_rules(reader: MachineReader) -> Sequence[Measurement]:
    """Measure whether there are such rules; whether the client may run is for whoever made them to say.

    Raises:
        ReadingError: it cannot be told.

    """
    rules = len(reader.read(_RULES)) if is_there(reader, _RULES) else 0
    options = reader.read(CODE_INTEGRITY)
    checked = bool(options & _PROGRAMS) and not options & _PROGRAMS_WRITTEN_DOWN
    values: dict[str, Value] = {"applocker_rules": rules, "code_integrity": checked}
    if rules:
        values["applocker_enforced"] = _read_enforced(reader)
    if checked or values.get("applocker_enforced"):
        return (Measurement("unknown", "program_rules", values=values),)
    return (Measurement("unknown", "no_program_rules", values=values),)


def _read_enforced(reader: MachineReader) -> bool:
    try:
        return read_number(reader, _MODE) != _WRITES_DOWN
    except ReadingError as error:
        if error.reason != "absent":
            raise
        return True
