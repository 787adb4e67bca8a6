"""Which headset is plugged in: its maker by the vendor numbers of the USB consortium, what it is by its own name."""

import re
from collections.abc import Sequence

from wizard.checks.machine.figures import USB_DEVICES, UsbDevice
from wizard.checks.machine.local_probe import report
from wizard.checks.machine.reading import MachineReader
from wizard.checks.machine.registry import LONGEST_VALUE
from wizard.checks.probe import Measurement, Value

READINGS = (USB_DEVICES,)
_NUMBERS = re.compile(r"USB\\VID_([0-9A-F]{4})&PID_([0-9A-F]{4})", re.IGNORECASE)
_MAKES = {"0B0E": "jabra_usb", "047F": "plantronics"}
# The makers' families that are headsets and nothing else. Cameras (PanaCast), speakerphones (Speak, Calisto, Sync) and
# radio adapters (Link, BT600), which may serve either, are none.
_FAMILIES = {
    "jabra_usb": re.compile(r"\b(Evolve2?|Engage|Biz|UC Voice|Pro 9\d{2,3}\w*)\b", re.IGNORECASE),
    "plantronics": re.compile(r"\b(Blackwire|Voyager|Savi|EncorePro|C[357]\d{2}(-M)?)\b", re.IGNORECASE),
}


def measure_headset(reader: MachineReader, field: str) -> Sequence[Measurement]:
    """Measure which of the advised makes is plugged in now; ``field`` is the plan's field that it answers.

    Another make cannot be told from a webcam or a sound card, and a headset may be in a drawer: neither is guessed.
    """
    devices = _find_devices(reader.read(USB_DEVICES))
    if not devices:
        return (Measurement("unknown", "no_known_headset"),)
    told = (f"{vendor}:{product} {name}".strip() for (vendor, product), name in devices.items())
    values: dict[str, Value] = {"usb_devices": ", ".join(told)[:LONGEST_VALUE]}
    makes = {_MAKES[vendor] for (vendor, _), name in devices.items() if _FAMILIES[_MAKES[vendor]].search(name)}
    if len(makes) == 1:
        return report(values, {field: makes.pop()})
    return (Measurement("unknown", "several_headsets" if makes else "perhaps_no_headset", values=values),)


def _find_devices(found: Sequence[UsbDevice]) -> dict[tuple[str, str], str]:
    """Return the devices of both makers by their numbers, each with the names that it and its functions bear."""
    names: dict[tuple[str, str], list[str]] = {}
    for device in found:
        numbers = _NUMBERS.match(device.instance)
        if numbers and numbers[1].upper() in _MAKES:
            told = names.setdefault((numbers[1].upper(), numbers[2].upper()), [])
            if device.name and device.name not in told:
                told.append(device.name)
    return {numbers: " / ".join(names[numbers]) for numbers in sorted(names)}
