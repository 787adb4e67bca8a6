"""Which headset is plugged in: by its maker's numbers and its own name."""

import pytest

from tests.checks.machine.measuring import answer, plan_station, run
from tests.checks.machine.recorded import WINDOWS_11
from wizard.checks.machine.figures import UsbDevice


def plug(*devices: tuple[str, str | None]) -> dict[tuple[str, str], object]:
    """Return USB devices by their numbers and names."""
    return {("usb_devices", ""): tuple(UsbDevice(rf"USB\{numbers}\1", name) for numbers, name in devices)}


@pytest.mark.parametrize(
    ("devices", "headset"),
    [
        (plug(("VID_0B0E&PID_0311", "Jabra EVOLVE 65")), "jabra_usb"),
        (plug(("vid_0b0e&pid_4052", "jabra engage 50 ii")), "jabra_usb"),
        (plug(("VID_0B0E&PID_1022", "Jabra PRO 9450")), "jabra_usb"),
        (plug(("VID_0B0E&PID_2E36&MI_00", None), ("VID_0B0E&PID_2E36", "Jabra BIZ 2400 II")), "jabra_usb"),
        (plug(("VID_047F&PID_C056", "Plantronics Blackwire 3220 Series")), "plantronics"),
        (plug(("VID_047F&PID_C012", "Plantronics C520-M")), "plantronics"),
        (plug(("VID_0B0E&PID_3011", "Jabra PanaCast")), ["perhaps_no_headset"]),
        (plug(("VID_0B0E&PID_0422", "Jabra SPEAK 510 USB")), ["perhaps_no_headset"]),
        (plug(("VID_0B0E&PID_24C7", "Jabra Link 380")), ["perhaps_no_headset"]),
        (plug(("VID_0B0E&PID_24C7", None)), ["perhaps_no_headset"]),
        (plug(("VID_047F&PID_0115", "Plantronics Calisto 7200")), ["perhaps_no_headset"]),
        (plug(("VID_047F&PID_02EE", "Plantronics BT600")), ["perhaps_no_headset"]),
        (plug(("VID_0B0E&PID_3011", "Jabra PanaCast"), ("VID_0B0E&PID_0311", "Jabra EVOLVE 65")), "jabra_usb"),
        (plug(("VID_0B0E&PID_3011", "Jabra PanaCast"), ("VID_047F&PID_C056", "Poly Blackwire 3325")), "plantronics"),
        (plug(("VID_047F&PID_C056", "Poly Voyager"), ("VID_0B0E&PID_0311", "Jabra EVOLVE 65")), ["several_headsets"]),
        (plug(("VID_046D&PID_0A8F", "Jabra Evolve of another maker")), ["no_known_headset"]),
        (plug(), ["no_known_headset"]),
        (plug(("VID_0B0E", None), ("VID_10B0E&PID_0001", "Jabra Engage")), ["no_known_headset"]),
    ],
)
def test_headset(devices: dict[tuple[str, str], object], headset: object) -> None:
    """The maker's numbers and the device's name together tell; none is no proof of none, both makes are no choice."""
    assert answer(devices, "station.headset", "headset") == headset


def test_devices_are_told_by_number_and_name() -> None:
    """Whoever looks the device up finds its numbers and what it calls itself."""
    devices = plug(("VID_0B0E&PID_0422", "Jabra SPEAK 510 USB"), ("VID_0B0E&PID_24C7", None))
    (found,) = run(plan_station(WINDOWS_11.with_changes(devices)), "station.headset")
    assert found.values == {"usb_devices": "0B0E:0422 Jabra SPEAK 510 USB, 0B0E:24C7"}
