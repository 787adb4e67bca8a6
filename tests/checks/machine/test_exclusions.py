"""What the antivirus leaves alone, as far as it can be read, and which antivirus that is."""

from collections.abc import Mapping

import pytest

from tests.checks.machine.measuring import plan_station, run
from tests.checks.machine.recorded import ANTIVIRUS, DEFENDER, DEFENDER_NUMBER, WINDOWS_10_1809, WINDOWS_11
from wizard.checks.machine.reading import ReadingError
from wizard.checks.machine.station import make_station_probes


def test_exclusions_that_can_be_read() -> None:
    """Patterns and folders above cover what the vendor wants; the firewall's part stays to be asked."""
    found = run(plan_station(WINDOWS_10_1809), "station.exclusions")
    assert [(each.state, each.facts, each.reason) for each in found] == [
        ("ok", ("AUT-3",), None),
        ("unknown", ("AUT-5",), "ask"),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {("names", rf"{DEFENDER}\Processes"): ()},
        {("names", rf"{DEFENDER}\Processes"): ReadingError("not_readable")},
        {("names", rf"{DEFENDER}\Paths"): (r"C:\ProgramData\Akio\tws_client\other", r"C:\Users")},
        {("names", rf"{DEFENDER}\Paths"): (r"C:\Program", "", "*")},
        {("names", rf"{DEFENDER}\Paths"): ("C:\\" + "*a" * 5_000,)},
        {("names", rf"{DEFENDER}\Paths"): (r"C:\ProgramData\Akio\tws*client*current", r"C:\Users")},
        {("names", rf"{DEFENDER}\Paths"): (r"C:\ProgramData\Akio\tws_clientt*t", r"C:\Users")},
        {("variable", "AppData"): None},
    ],
)
def test_exclusions_that_lack_one_are_asked_for(changes: Mapping[tuple[str, str], object]) -> None:
    """Anything short of all exclusions is a question, not a fault: another antivirus may be in charge."""
    found = run(plan_station(WINDOWS_10_1809.with_changes(changes)), "station.exclusions")
    assert [(each.state, each.reason) for each in found] == [("unknown", "ask")]


def test_no_exclusions_wanted_is_no_agreement() -> None:
    """An edition that names nothing to exclude does not make the exclusions agreed."""
    (found,) = run(make_station_probes(1, "group:#2", (), WINDOWS_10_1809), "station.exclusions")
    assert (found.state, found.reason) == ("unknown", "ask")


SOPHOS = ("{B9A6B8F4-7A0F-5F9C-4C2B-1F0A3B6C5D7E}", "Sophos Endpoint")
OWN = (DEFENDER_NUMBER, "Windows Defender")
REGISTERED = ("subvalues", ANTIVIRUS)
POLICY_MANAGER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"


@pytest.mark.parametrize(
    ("registered", "reason"),
    [
        ((OWN, SOPHOS), "other_antivirus"),
        ((SOPHOS,), "other_antivirus"),
        ((OWN, (SOPHOS[0], None)), "other_antivirus"),
        ((), "antivirus_not_told"),
        (None, "antivirus_not_told"),
        (ReadingError("not_readable"), "not_readable"),
    ],
)
def test_defenders_exclusions_count_only_where_it_is_in_charge(registered: object, reason: str) -> None:
    """What Defender excludes says nothing where another antivirus is registered, or none is told (as on servers)."""
    (found,) = run(plan_station(WINDOWS_10_1809.with_changes({REGISTERED: registered})), "station.exclusions")
    assert (found.state, found.reason, found.facts) == ("unknown", reason, ("AUT-3", "AUT-5"))


@pytest.mark.parametrize(
    ("registered", "names"),
    [
        ((OWN,), "Windows Defender"),
        ((OWN, SOPHOS), "Sophos Endpoint, Windows Defender"),
        (((SOPHOS[0], 7),), SOPHOS[0]),
    ],
)
def test_antivirus_is_named_for_whoever_is_asked(registered: object, names: str) -> None:
    """Even where the exclusions are hidden, the antivirus that is registered is told."""
    (found,) = run(plan_station(WINDOWS_11.with_changes({REGISTERED: registered})), "station.exclusions")
    assert (found.reason, found.values) == ("ask", {"antivirus": names})


@pytest.mark.parametrize(
    ("paths", "processes", "state"),
    [
        (r"C:\ProgramData\Akio|C:\Users\anne\AppData\Roaming\Akio\tws", "TWS.exe", "ok"),
        (r"C:\ProgramData\Akio|C:\Users\anne\AppData\Roaming\Akio\tws", None, "unknown"),
        (r"C:\ProgramData\Akio", "TWS.exe", "unknown"),
        (7, "TWS.exe", "unknown"),
        ("|" * 100_000, "TWS.exe", "unknown"),
        (ReadingError("not_readable"), "TWS.exe", "unknown"),
    ],
)
def test_exclusions_of_a_management_service(paths: object, processes: object, state: str) -> None:
    """What Intune sets stands as one text each, with bars between."""
    told = {
        ("value", rf"{POLICY_MANAGER}\ExcludedPaths"): paths,
        ("value", rf"{POLICY_MANAGER}\ExcludedProcesses"): processes,
    }
    found = run(plan_station(WINDOWS_11.with_changes(told)), "station.exclusions")
    assert found[0].state == state
