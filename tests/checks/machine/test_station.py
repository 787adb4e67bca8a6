"""The station's probes on recorded PCs: answers for the group, rights, exclusions, headset, session."""

from collections.abc import Mapping

import pytest

from tests.checks.machine.measuring import find, gather_answers, plan_station, run
from tests.checks.machine.recorded import (
    CITRIX,
    DEFENDER,
    EXCLUSIONS,
    GB,
    PRODUCT_TYPE,
    WINDOWS_10_1809,
    WINDOWS_11,
    RecordedReader,
)
from wizard.checks.machine.figures import Rights
from wizard.checks.machine.reading import ReadingError
from wizard.checks.machine.station import make_station_probes
from wizard.domain.plan.stations import StationGroup

GROUP = "stations.groups.1"
NDP = r"HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP"
RELEASE = ("value", rf"{NDP}\v4\Full\Release")
RUNTIME = r"HKLM\SOFTWARE\WOW6432Node\dotnet\Setup\InstalledVersions\x64\sharedfx\Microsoft.WindowsDesktop.App"

RUNTIME_FOLDER = r"%ProgramFiles%\dotnet\shared\Microsoft.WindowsDesktop.App"


NT = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
HOST_MODE = ("value", r"HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server\TSAppCompat")
SERVER = {("value", PRODUCT_TYPE): "ServerNT", ("value", rf"{NT}\InstallationType"): "Server",
          ("value", rf"{NT}\EditionID"): "ServerStandard"}  # fmt: skip
MULTI_SESSION = {("value", PRODUCT_TYPE): "ServerNT", ("value", rf"{NT}\InstallationType"): "Client",
                 ("value", rf"{NT}\EditionID"): "ServerRdsh"}  # fmt: skip


def answer(changes: Mapping[tuple[str, str], object], probe: str, field: str) -> object:
    """Return what a changed Windows 11 PC answers to one question; the reason where it does not."""
    found = run(plan_station(WINDOWS_11.with_changes(changes)), probe)
    answers = gather_answers(found)
    reasons = [each.reason for each in found if each.state == "unknown"]
    return answers.get(f"{GROUP}.{field}", reasons)


def test_windows_11_pc() -> None:
    """Everything a plan asks of a PC of the group is answered; ProductName, which still says 10, is not believed."""
    found = run(plan_station(WINDOWS_11))
    answers = gather_answers(found)
    assert answers == {
        f"{GROUP}.os": "windows_11",
        f"{GROUP}.ram_gb": 16,
        f"{GROUP}.processor": "core_i5",
        f"{GROUP}.dotnet_framework": "4.8.1",
        f"{GROUP}.dotnet_8": True,
        f"{GROUP}.headset": "jabra_usb",
        f"{GROUP}.session": "local",
    }
    StationGroup.model_validate({field.rpartition(".")[2]: value for field, value in answers.items()})
    assert {each.subject for each in found} == {"group:Bureaux"}
    (browsers,) = (each for each in found if each.probe == "station.browsers")
    assert browsers.values == {"browsers": "Firefox-308046B0AF4A39CB, Google Chrome, IEXPLORE.EXE, Microsoft Edge"}


def test_windows_10_pc() -> None:
    """An older PC, controlled from elsewhere, with folders that are closed or lie on the network."""
    found = run(plan_station(WINDOWS_10_1809))
    assert gather_answers(found) == {
        f"{GROUP}.os": "windows_10",
        f"{GROUP}.ram_gb": 4,
        f"{GROUP}.processor": "below_core_i3",
        f"{GROUP}.dotnet_framework": "4.7.2",
        f"{GROUP}.dotnet_8": False,
    }
    assert {(each.probe, each.reason) for each in found if each.state == "unknown"} == {
        ("station.folders", "on_the_network"),
        ("station.exclusions", "ask"),
        ("station.headset", "no_known_headset"),
        ("station.session", "remote_desktop"),
    }
    assert find([each for each in found if each.state == "failed"], "AUT-2").target == r"%programdata%\Akio\tws_client"


def test_rights_of_a_user() -> None:
    """What one user may says nothing about the others on a shared PC."""
    found = run(plan_station(WINDOWS_11), "station.folders")
    assert {(each.state, each.reason, each.facts, each.target) for each in found} == {
        ("ok", None, ("AUT-1",), r"%programdata%\Akio\tws_client"),
        ("unknown", "one_user", ("AUT-2",), r"%programdata%\Akio\tws_client"),
        ("ok", None, ("AUT-1",), r"%appdata%\Akio\tws"),
    }


def test_rights_of_an_administrator() -> None:
    """An administrator who may says nothing about users; one who may not says all."""
    closed = {("rights", r"%appdata%\Akio\tws"): Rights("C:\\", may_create=False)}
    found = run(plan_station(WINDOWS_11.with_changes({("elevated", ""): True, **closed})), "station.folders")
    assert [(each.state, each.reason) for each in found] == [("unknown", "elevated"), ("failed", None)]


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
    ],
)
def test_dotnet_8(changes: Mapping[tuple[str, str], object], installed: object) -> None:
    """Only .NET 8 counts, wherever it is registered; that there is none takes a folder that can be listed."""
    evidence = find(run(plan_station(WINDOWS_11.with_changes(changes)), "station.dotnet"), "SRV-11")
    assert evidence.answers == (None if installed is None else {f"{GROUP}.dotnet_8": installed})
    assert (evidence.state == "unknown") is (installed is None)


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


@pytest.mark.parametrize(
    ("name", "remote", "changes", "session"),
    [
        ("Console", False, {}, "local"),
        ("Console", True, {}, ["contradictory"]),
        ("RDP-Tcp#12", True, {}, ["remote_desktop"]),
        ("RDP-Tcp#12", True, {("value", PRODUCT_TYPE): "ServerNT"}, "rds"),
        ("RDP-Tcp#12", False, {("value", PRODUCT_TYPE): "ServerNT"}, ["contradictory"]),
        ("ICA-CGP#3", True, {}, "citrix"),
        ("Console", False, {("names", CITRIX): ("ListOfDDCs",)}, ["citrix_present"]),
        ("Services", False, {}, ["contradictory"]),
        (None, False, {}, ["absent"]),
        ("RDP-Tcp#12", True, {**SERVER, HOST_MODE: 1}, "rds"),
        ("RDP-Tcp#12", True, {**SERVER, HOST_MODE: 0}, ["not_session_host"]),
        ("RDP-Tcp#12", True, SERVER, "rds"),
        ("RDP-Tcp#12", True, {HOST_MODE: 1}, ["remote_desktop"]),
        ("RDP-Sxs240705700#3", True, {**MULTI_SESSION, HOST_MODE: 0}, "rds"),
        ("Console", False, MULTI_SESSION, "local"),
    ],
)
def test_session(name: str | None, remote: bool, changes: Mapping[tuple[str, str], object], session: object) -> None:  # noqa: FBT001 - as the system answers
    """Both answers of the system must agree; remote desktop to a PC is no session host."""
    told = {("variable", "SESSIONNAME"): name, ("remote_session", ""): remote}
    assert answer({**told, **changes}, "station.session", "session") == session


@pytest.mark.parametrize(
    ("changes", "system"),
    [
        ({**MULTI_SESSION, ("value", rf"{NT}\CurrentBuild"): "22631"}, "windows_11"),
        ({**MULTI_SESSION, ("value", rf"{NT}\CurrentBuild"): "19045"}, "windows_10"),
        ({**MULTI_SESSION, ("value", rf"{NT}\InstallationType"): None}, "windows_11"),
        ({**MULTI_SESSION, ("value", rf"{NT}\EditionID"): 7}, "windows_11"),
        ({**SERVER, ("value", rf"{NT}\CurrentBuild"): "20348"}, "windows_server_2022"),
        ({**SERVER, ("value", rf"{NT}\CurrentBuild"): "26100"}, "other"),
        ({**SERVER, ("value", rf"{NT}\InstallationType"): "Server Core"}, "other"),
    ],
)
def test_multi_session_windows_is_a_client_system(changes: Mapping[tuple[str, str], object], system: str) -> None:
    """Virtual desktops call themselves servers, but are installed as clients; a server stays one."""
    assert answer(changes, "station.system", "os") == system


@pytest.mark.parametrize(
    ("usable", "installed", "memory"),
    [
        (7.34, 8, 8.0),
        (3.4, 4, 4.0),
        (3.9, 4, 4.0),
        (14.9, 16, 16.0),
        (6.0, 8, 8.0),
        (5.99, 8, ["memory_in_part"]),
        (3.2, 1024, ["memory_in_part"]),
        (7.34, None, ["memory_hidden"]),
        (7.59, None, ["memory_hidden"]),
        (7.61, None, 8.0),
        (3.9, None, 4.0),
        (11.96, None, 12.0),
        (7.84, 0, 8.0),
        (7.84, 2**40, 8.0),
        (8, 4, 8.0),
        (7.5, 7.5, 7.5),
    ],
)
def test_memory_is_what_the_machine_was_bought_with(usable: float, installed: float | None, memory: object) -> None:
    """What the firmware lists counts; without it what can be used, where it is near a nominal size."""
    told = {("memory", ""): round(usable * GB), ("installed_memory", ""): installed and round(installed * GB)}
    assert answer(told, "station.memory", "ram_gb") == memory


def test_memory_that_the_firmware_hides_is_asked_for() -> None:
    """Where the call fails, as on machines without SMBIOS, it is as if nothing were listed."""
    told = {("memory", ""): round(7.34 * GB), ("installed_memory", ""): ReadingError("not_readable")}
    assert answer(told, "station.memory", "ram_gb") == ["memory_hidden"]


def test_memory_elsewhere_is_what_can_be_used() -> None:
    """A system that never tells what is installed gives what can be used."""
    machine = RecordedReader({("memory", ""): round(7.34 * GB)}, "linux")
    assert gather_answers(run(plan_station(machine), "station.memory")) == {f"{GROUP}.ram_gb": 7.34}


@pytest.mark.parametrize("name", ["QEMU Virtual CPU version 2.5+", "Intel Core i7 9xx (Nehalem Class Core i7)"])
def test_label_has_no_rank(name: str) -> None:
    """A virtual desktop whose processor is a label is not ranked."""
    cpu = r"HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0\ProcessorNameString"
    assert answer({("value", cpu): name}, "station.processor", "processor") == ["processor_label"]


@pytest.mark.parametrize("memory", [0, -1, 2**28, 2**60])
def test_impossible_memory_is_unknown(memory: int) -> None:
    """Less than any Windows runs with, or more than any takes, was not measured."""
    assert answer({("memory", ""): memory}, "station.memory", "ram_gb") == ["implausible"]


def test_edition_without_folders() -> None:
    """Exclusions that name no folder give no folder to ask for."""
    assert run(make_station_probes(0, "group:#1", EXCLUSIONS[:1], WINDOWS_11), "station.folders") == ()
