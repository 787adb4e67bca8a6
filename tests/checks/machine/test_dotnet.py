"""Which .NET a PC has: .NET Framework by its release, .NET 8 for the desktop without its previews."""

from collections.abc import Mapping

import pytest

from tests.checks.machine.measuring import GROUP, find, plan_station, run
from tests.checks.machine.recorded import WINDOWS_11
from wizard.checks.machine.reading import ReadingError

NDP = r"HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP"
RELEASE = ("value", rf"{NDP}\v4\Full\Release")
RUNTIME = r"HKLM\SOFTWARE\WOW6432Node\dotnet\Setup\InstalledVersions\x64\sharedfx\Microsoft.WindowsDesktop.App"
RUNTIME_FOLDER = r"%ProgramFiles%\dotnet\shared\Microsoft.WindowsDesktop.App"
RUNTIME_X86 = RUNTIME.replace("x64", "x86")
RUNTIME_FOLDER_X86 = RUNTIME_FOLDER.replace("%ProgramFiles%", "%ProgramFiles(x86)%")


@pytest.mark.parametrize(
    ("changes", "version"),
    [
        ({RELEASE: 461_807}, "4.7.1"),
        ({RELEASE: 461_808}, "4.7.2"),
        ({RELEASE: 528_039}, "4.7.2"),
        ({RELEASE: 528_040}, "4.8"),
        ({RELEASE: 533_319}, "4.8"),
        ({RELEASE: 378_389}, "4.5"),
        ({RELEASE: 378_388}, ["implausible"]),
        ({RELEASE: 4_294_967_295}, ["implausible"]),
        ({RELEASE: b"\x01"}, ["implausible"]),
        ({RELEASE: ReadingError("not_readable")}, ["not_readable"]),
        ({RELEASE: None}, ["absent"]),
        ({RELEASE: None, ("keys", NDP): ("CDF", "v2.0.50727", "v3.0", "v3.5")}, "3.5"),
        ({RELEASE: None, ("keys", NDP): ("v2.0.50727", "v4", "v4.0")}, "4.0"),
        ({RELEASE: None, ("keys", NDP): ("CDF",)}, "none"),
    ],
)
def test_dotnet_framework(changes: Mapping[tuple[str, str], object], version: object) -> None:
    """Microsoft's smallest Release values name the version; a setup key without any says that there is none."""
    machine = WINDOWS_11.with_changes(changes)
    evidence = find(run(plan_station(machine), "station.dotnet"), "CLI-2")
    if isinstance(version, str):
        assert evidence.answers == {f"{GROUP}.dotnet_framework": version}
    else:
        assert (evidence.state, [evidence.reason]) == ("unknown", version)


@pytest.mark.parametrize(
    ("changes", "installed"),
    [
        ({("names", RUNTIME): ("8.0.0",)}, True),
        ({("names", RUNTIME): ("9.0.1", "6.0.36", "80.0.1", "8", "x8.0.1")}, False),
        ({("names", RUNTIME): None}, False),
        ({("names", RUNTIME): None, ("folder", RUNTIME_FOLDER): ("8.0.2",)}, True),
        ({("names", RUNTIME): None, ("folder", "%ProgramFiles%"): None}, None),
        ({("names", RUNTIME): ReadingError("not_readable")}, None),
        ({("names", RUNTIME): ("8.0.0-rc.1.23421.29",)}, False),
        ({("names", RUNTIME): ("8.0.0-preview.7.23375.9", "7.0.20")}, False),
        ({("names", RUNTIME): ("8.0.0-rc.2.23480.4", "8.0.0")}, True),
        ({("names", RUNTIME): None, ("folder", RUNTIME_FOLDER): ("8.0.0-rc.1.23421.29",)}, False),
        ({("names", RUNTIME): None, ("names", RUNTIME_X86): ("8.0.11",)}, None),
        ({("names", RUNTIME): ("6.0.36",), ("folder", RUNTIME_FOLDER_X86): ("8.0.11",)}, None),
        ({("names", RUNTIME): None, ("names", RUNTIME_X86): ("8.0.0-rc.1.23421.29", "7.0.1")}, False),
        ({("names", RUNTIME_X86): ("8.0.11",)}, True),
    ],
)
def test_dotnet_8(changes: Mapping[tuple[str, str], object], installed: object) -> None:
    """Only a release of .NET 8 counts, wherever it is registered; that there is none takes a folder to be listed."""
    evidence = find(run(plan_station(WINDOWS_11.with_changes(changes)), "station.dotnet"), "SRV-11")
    assert evidence.answers == (None if installed is None else {f"{GROUP}.dotnet_8": installed})
    assert (evidence.state == "unknown") is (installed is None)


def test_dotnet_8_for_32_bit_programs_is_told() -> None:
    """Where it is there for 32-bit programs alone, both lists are told, and why nothing follows."""
    machine = WINDOWS_11.with_changes({("names", RUNTIME): ("6.0.36",), ("names", RUNTIME_X86): ("8.0.11",)})
    evidence = find(run(plan_station(machine), "station.dotnet"), "SRV-11")
    assert evidence.reason == "dotnet_x86_only"
    assert evidence.values == {"dotnet_versions": "6.0.36", "dotnet_versions_x86": "8.0.11"}
