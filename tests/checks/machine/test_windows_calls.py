"""What Windows' own calls tell of session, hypervisor, devices and rules, there or under Wine."""

import sys

import pytest

from tests.checks.machine.measuring import plan_server, plan_station, run
from tests.checks.machine.planted import plant
from tests.systems import is_wine
from wizard.checks.machine import figures
from wizard.checks.machine.figures import Hypervisor
from wizard.checks.machine.live.native import query_system
from wizard.checks.machine.live.reader import LiveReader
from wizard.checks.machine.reading import Reading, ReadingError
from wizard.checks.machine.registry import registry_subvalues

pytestmark = pytest.mark.skipif(
    sys.platform != "win32", reason="the calls of Windows: scripts/windows.py tests runs it"
)


def read_or_reason(reading: Reading[object]) -> object:
    """Return what this machine answers, or why it does not."""
    try:
        return LiveReader().read(reading)
    except ReadingError as error:
        return error.reason


def test_hypervisor_is_told_or_not_readable() -> None:
    """The kernel says whether there is one; Wine's does not, and then a maker's name makes nothing physical."""
    below = read_or_reason(figures.HYPERVISOR)
    assert below == "not_readable" or isinstance(below, Hypervisor)
    (found,) = run(plan_server(None), "server.virtualization")
    assert found.reason != "fault"
    if is_wine():
        assert (below, found.answers) == ("not_readable", None)


def test_devices_of_the_buses_are_listed_or_not_readable() -> None:
    """Each device is named by its bus; Wine's list is empty, which is no list."""
    devices = read_or_reason(figures.BUS_DEVICES)
    if is_wine():
        assert devices == "not_readable"
    else:
        assert isinstance(devices, tuple)
        assert {str(device).partition("\\")[0] for device in devices} <= {"PCI", "ACPI"}


def test_class_of_information_that_is_not_there_is_an_error() -> None:
    """The kernel's refusal is told with its status."""
    with pytest.raises(OSError, match=r"NtQuerySystemInformation\(65535\): 0xc0000003"):
        query_system(65_535, 16)


def test_session_suite_and_code_integrity_are_numbers() -> None:
    """A user's program runs in a session above 0; what Windows comprises and checks are sets of bits."""
    session, suite, options = map(read_or_reason, (figures.SESSION_ID, figures.SUITE, figures.CODE_INTEGRITY))
    assert isinstance(session, int)
    assert isinstance(suite, int)
    assert isinstance(options, int)
    assert 0 <= suite <= 0xFFFF
    if is_wine():
        assert (session, suite) == (1, 0)


def test_values_of_subkeys_are_read_with_their_keys() -> None:
    """Each subkey is listed, with None where it lacks the value; a key that is not there is absent."""
    path = r"HKLM\SOFTWARE\Microsoft\Security Center\Provider\Av"
    recording = {
        ("subvalues", rf"{path}\*\DISPLAYNAME"): (("{1}", "Windows Defender"), ("{2}", "Sophos")),
        ("keys", path): ("{3}",),
    }
    with plant(recording):
        found = LiveReader().read(registry_subvalues(path, "DISPLAYNAME"))
        missing = read_or_reason(registry_subvalues(rf"{path}\none", "DISPLAYNAME"))
    assert sorted(found, key=str) == [("{1}", "Windows Defender"), ("{2}", "Sophos"), ("{3}", None)]
    assert missing == "absent"


def test_rules_for_programs_are_told_where_the_registry_has_any() -> None:
    """Rules that are planted are counted; where none are, that is told."""
    rules = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe"
    product = ("value", r"HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions\ProductType")
    for planted, reason in (({("keys", rules): ("{1}", "{2}")}, "program_rules"), ({}, "no_program_rules")):
        with plant({product: "WinNT", **planted}):
            (found,) = run(plan_station(None), "station.program_rules")
        assert found.reason == reason
        assert (found.values or {})["applocker_rules"] == 2 * (reason == "program_rules")
