"""Which headset is plugged in: by its maker's numbers and its own name."""

import pytest

from tests.checks.machine.measuring import answer


@pytest.mark.parametrize(
    ("devices", "headset"),
    [
        ((r"USB\VID_047F&PID_C056\1",), "plantronics"),
        ((r"usb\vid_0b0e&pid_0422\1", r"USB\VID_0B0E&PID_24C7\2"), "jabra_usb"),
        ((), ["no_known_headset"]),
        (("USB\\VID_0B0E", "\0", "USB\\VID_10B0E&PID_0001"), ["no_known_headset"]),
        ((r"USB\VID_047F&PID_C056\1", r"USB\VID_0B0E&PID_24C7\2"), []),
    ],
)
def test_headset(devices: tuple[str, ...], headset: object) -> None:
    """The vendor numbers of the two makes tell; none of them is no proof of none, and both are no choice."""
    assert answer({("usb_devices", ""): devices}, "station.headset", "headset") == headset
