"""What the antivirus leaves alone, as far as it can be read, and which antivirus that is."""

from collections.abc import Mapping

import pytest

from tests.checks.machine.measuring import plan_station, run
from tests.checks.machine.recorded import DEFENDER, WINDOWS_10_1809
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
