"""Which headset is plugged in, by the vendor numbers that the USB consortium gave."""

import re
from collections.abc import Sequence

from wizard.checks.machine.figures import USB_DEVICES
from wizard.checks.machine.local_probe import report
from wizard.checks.machine.reading import MachineReader
from wizard.checks.machine.registry import LONGEST_VALUE
from wizard.checks.probe import Measurement

READINGS = (USB_DEVICES,)
_NUMBERS = re.compile(r"USB\\VID_([0-9A-F]{4})&PID_([0-9A-F]{4})", re.IGNORECASE)
_HEADSETS = {"0B0E": "jabra_usb", "047F": "plantronics"}


def measure_headset(reader: MachineReader, field: str) -> Sequence[Measurement]:
    """Measure which of the advised makes is plugged in now; ``field`` is the plan's field that it answers.

    Another make cannot be told from a webcam or a sound card, and a headset may be in a drawer: neither is guessed.
    """
    found = (_NUMBERS.match(device) for device in reader.read(USB_DEVICES))
    known = sorted({(match[1].upper(), match[2].upper()) for match in found if match and match[1].upper() in _HEADSETS})
    if not known:
        return (Measurement("unknown", "no_known_headset"),)
    values = {"usb_devices": ", ".join(f"{vendor}:{product}" for vendor, product in known)[:LONGEST_VALUE]}
    makes = {_HEADSETS[vendor] for vendor, _ in known}
    return report(values, {field: makes.pop()}) if len(makes) == 1 else report(values)
