"""What only Windows answers, there or under Wine: registry, rights, drives, session, what is plugged in.

Where Wine does not answer, the probe must say that it does not know, and why.
"""

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil
import pytest

from tests.checks.machine import recorded
from tests.checks.machine.measuring import find, gather_answers, plan_server, plan_station, run
from tests.checks.machine.planted import PlantedReader, plant
from tests.checks.machine.recorded import RecordedReader
from tests.systems import is_wine
from wizard.checks.machine import figures, registry
from wizard.checks.machine.figures import Device, Space
from wizard.checks.machine.live.reader import LiveReader
from wizard.checks.machine.reading import Reading, ReadingError
from wizard.domain.evidence.record import Evidence

pytestmark = pytest.mark.skipif(
    sys.platform != "win32", reason="the calls of Windows: scripts/windows.py tests runs it"
)

NDP = r"HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP"
RELEASE = ("value", rf"{NDP}\v4\Full\Release")
CURRENT = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
GROUP = "stations.groups.1"
MACHINES = {
    "server 2019 on VMware": (recorded.SERVER_2019_VMWARE, plan_server),
    "server 2022 on Hyper-V": (recorded.SERVER_2022_HYPER_V, plan_server),
    "physical server": (recorded.SERVER_2022_PHYSICAL, plan_server),
    "domain controller": (recorded.DOMAIN_CONTROLLER, plan_server),
    "Exchange": (recorded.EXCHANGE_HOST, plan_server),
    "Windows 11": (recorded.WINDOWS_11, plan_station),
    "Windows 10 1809": (recorded.WINDOWS_10_1809, plan_station),
    "session host": (recorded.SESSION_HOST, plan_station),
    "empty": (recorded.EMPTY, plan_station),
}
# Everyone may list and read; everyone may do everything (Microsoft, "Security Descriptor String Format").
CLOSED, OPEN = "D:P(A;OICI;0x1200a9;;;WD)", "D:P(A;OICI;FA;;;WD)"
DACL = 4


def sum_up(found: Sequence[Evidence]) -> list[object]:
    """Return what evidence says, without when and how long."""
    return [(each.probe, each.state, each.reason, each.target, each.values, each.answers) for each in found]


@pytest.mark.parametrize("name", MACHINES)
def test_real_registry_says_what_was_recorded(name: str) -> None:
    """Each recorded machine, its values written into a real registry: read from there, every evidence is the same."""
    machine, plan = MACHINES[name]
    with plant(machine.recording):
        found = run(plan(PlantedReader(machine)))
    assert sum_up(found) == sum_up(run(plan(machine)))
    assert not [each for each in found if each.reason == "fault"]


def ask(changes: dict[tuple[str, str], object], probe: str, machine: RecordedReader = recorded.WINDOWS_11) -> object:
    """Return what a planted machine with these changes answers; the reasons where it does not."""
    changed = machine.with_changes(changes)
    plan = plan_station if machine is recorded.WINDOWS_11 else plan_server
    with plant({key: value for key, value in changed.recording.items() if value is not None}):
        found = run(plan(PlantedReader(changed)), probe)
    return gather_answers(found) or [each.reason for each in found]


@pytest.mark.parametrize(
    ("release", "version"), [(461_807, "4.7.1"), (461_808, "4.7.2"), (528_039, "4.7.2"), (528_040, "4.8")]
)
def test_dotnet_framework_by_its_release(release: int, version: str) -> None:
    """One below the first release of a version is the version before."""
    answers = ask({RELEASE: release}, "station.dotnet")
    assert answers == {f"{GROUP}.dotnet_framework": version, f"{GROUP}.dotnet_8": True}


def test_older_dotnet_framework_by_its_keys() -> None:
    """Without a release the names of the setup's keys tell, read as keys."""
    answers = ask({RELEASE: None, ("keys", NDP): ("v2.0.50727", "v3.5", "CDF")}, "station.dotnet")
    assert answers == {f"{GROUP}.dotnet_framework": "3.5", f"{GROUP}.dotnet_8": True}


@pytest.mark.parametrize("value", [b"\x01\x02", ["17763", "20348"], 2**63, "1" * 5_000, "22631\0x", ""])
def test_value_of_another_type_is_implausible_or_absent(value: object) -> None:
    """Whatever kind of value stands in the build's place, no system is made of it."""
    assert ask({("value", rf"{CURRENT}\CurrentBuild"): value}, "station.system") in (
        ["implausible"],
        ["absent"],
        # Windows reads a text up to its first NUL, and so does everybody who asks it.
        *([{f"{GROUP}.os": "windows_11"}] if value == "22631\0x" else []),
    )


@pytest.mark.parametrize(("kind", "is_found"), [("ServerNT", False), ("LanmanNT", True)])
def test_domain_controller_by_its_product_type(kind: str, is_found: object) -> None:
    """ProductType tells a domain controller from a server."""
    changes: dict[tuple[str, str], object] = {("value", recorded.PRODUCT_TYPE): kind}
    answers = ask(changes, "server.neighbours", recorded.SERVER_2019_VMWARE)
    assert isinstance(answers, dict)
    assert answers["server.hosts_domain_controller"] is is_found


def test_key_with_more_names_than_anybody_needs_is_read_up_to_a_bound() -> None:
    """A key with 1,100 subkeys and as many values gives the first thousand of each."""
    names = tuple(f"name {number}" for number in range(1_100))
    path = r"HKLM\SOFTWARE\Many"
    with plant({("keys", path): names, ("names", path): names}):
        reader = LiveReader()
        found = [reader.read(make(path)) for make in (registry.registry_keys, registry.registry_names)]
    assert [len(each) for each in found] == [1_000, 1_000]
    assert set(found[0]) <= set(names)


def test_registry_is_read_in_its_64_bit_view() -> None:
    """Where the two views differ the 64-bit one is read: the 32-bit one lies in WOW6432Node."""
    if sys.platform != "win32":
        pytest.skip("on Windows only")
    import winreg  # noqa: PLC0415 - on Windows only

    key, views = r"SOFTWARE\tws-preinstall-tests", {64: winreg.KEY_WOW64_64KEY, 32: winreg.KEY_WOW64_32KEY}
    try:
        for bits, view in views.items():
            with winreg.CreateKeyEx(winreg.HKEY_LOCAL_MACHINE, key, access=winreg.KEY_WRITE | view) as opened:
                winreg.SetValueEx(opened, "Bits", 0, winreg.REG_DWORD, bits)
    except PermissionError:
        pytest.skip("only an administrator may write there; Wine lets everybody")
    try:
        read = [
            LiveReader().read(registry.registry_value(rf"HKLM\SOFTWARE\{view}tws-preinstall-tests\Bits"))
            for view in ("", "WOW6432Node\\")
        ]
    finally:
        for view in views.values():
            winreg.DeleteKeyEx(winreg.HKEY_LOCAL_MACHINE, key, view)
    assert read == [64, 32]


def test_this_windows_is_read_from_its_own_registry() -> None:
    """Build and product type of the very system that runs this, as its own call tells the build."""
    if sys.platform != "win32":
        pytest.skip("on Windows only")
    build = LiveReader().read(registry.registry_value(rf"{CURRENT}\CurrentBuild"))
    assert build == str(sys.getwindowsversion().build)
    assert LiveReader().read(registry.PRODUCT_TYPE) in ("WinNT", "ServerNT", "LanmanNT")
    with pytest.raises(ReadingError, match="absent"):
        LiveReader().read(registry.registry_value(rf"{CURRENT}\No such value"))


def test_figures_are_those_of_the_system() -> None:
    """Memory in plausible bounds and as psutil reads it, at least one core, a name, the loopback address."""
    reader = LiveReader()
    assert reader.read(figures.MEMORY) == psutil.virtual_memory().total > 2**29
    cores = reader.read(figures.CORES)
    assert cores.logical == os.cpu_count()
    assert cores.physical is None or 1 <= cores.physical <= (cores.logical or 0)
    assert reader.read(figures.HOST_NAME)
    assert "127.0.0.1" in reader.read(figures.ADDRESSES)


def test_installed_memory_is_no_less_than_the_usable() -> None:
    """The firmware's tables list at least what can be used, or there are none."""
    reader = LiveReader()
    try:
        installed = reader.read(figures.INSTALLED_MEMORY)
    except ReadingError as error:
        assert error.reason == "not_readable"  # noqa: PT017 - either is right
    else:
        assert installed % 1024 == 0
        assert installed >= reader.read(figures.MEMORY) * 0.99


def test_session_is_told_or_its_contradiction() -> None:
    """Name and kind of this session fit together, or nothing is answered; Wine's is a local one."""
    remote = LiveReader().read(figures.REMOTE_SESSION)
    assert isinstance(remote, bool)
    (found,) = run(plan_station(None), "station.session")
    assert found.reason != "fault"
    if is_wine():
        # Wine's registry does not say which session is seen on the screen.
        assert (remote, found.answers, found.reason) == (False, None, "absent")


def read_or_reason(reading: Reading[object]) -> object:
    """Return what this machine answers, or why it does not."""
    try:
        return LiveReader().read(reading)
    except ReadingError as error:
        return error.reason


def test_usb_devices_are_listed_or_unknown() -> None:
    """Windows lists at least a root hub or none; Wine's call finds nothing, and so nothing is known."""
    (found,) = run(plan_station(None), "station.headset")
    if is_wine():
        assert (found.state, found.reason) == ("unknown", "not_readable")
        assert found.detail
        assert "CM_Get_Device_ID_List" in found.detail
    else:
        assert found.reason in (None, "no_known_headset", "perhaps_no_headset", "several_headsets")


@contextlib.contextmanager
def give_rights(folder: Path, rights: str) -> Iterator[None]:
    """Set a folder's access list, and open it again afterwards."""
    if sys.platform != "win32":
        pytest.skip("on Windows only")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    library, place = ctypes.WinDLL("advapi32", use_last_error=True), ctypes.c_void_p
    convert = library.ConvertStringSecurityDescriptorToSecurityDescriptorW
    convert.argtypes = (wintypes.LPCWSTR, wintypes.DWORD, ctypes.POINTER(place), place)
    library.SetFileSecurityW.argtypes = (wintypes.LPCWSTR, wintypes.DWORD, place)

    def give(text: str) -> None:
        descriptor = place()
        assert convert(text, 1, ctypes.byref(descriptor), None), ctypes.get_last_error()
        assert library.SetFileSecurityW(str(folder), DACL, descriptor), ctypes.get_last_error()

    give(rights)
    try:
        yield
    finally:
        give(OPEN)


@pytest.mark.parametrize(("rights", "may_create"), [(OPEN, True), (CLOSED, False)])
def test_rights_are_asked_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rights: str, may_create: object
) -> None:
    """A folder's access list decides, for what does not exist yet too; nothing is made to find out."""
    monkeypatch.setenv("APPDATA", str(tmp_path))
    with give_rights(tmp_path, rights):
        found = LiveReader().read(figures.folder_rights(r"%appdata%\Akio\tws"))
    assert found == (str(tmp_path), may_create)
    assert not list(tmp_path.iterdir())


def test_closed_folder_fails_whoever_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where this user may not create, even as an administrator, AUT-1 is not met."""
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setenv("PROGRAMDATA", str(tmp_path))
    with give_rights(tmp_path, CLOSED):
        found = run(plan_station(None), "station.folders")
    assert [(each.state, each.facts) for each in found] == [("failed", ("AUT-1", "AUT-2")), ("failed", ("AUT-1",))]


def test_elevation_is_known() -> None:
    """The token tells whether this program has an administrator's rights; Wine's user has them."""
    elevated = LiveReader().read(figures.ELEVATED)
    assert isinstance(elevated, bool)
    assert elevated or not is_wine()


def test_system_drive_is_measured() -> None:
    """Size and free space as psutil reads them, no separate drive, and a kind only where bus and heads tell it."""
    drive = os.environ["SYSTEMDRIVE"]
    space, usage = LiveReader().read(figures.drive_space(drive)), psutil.disk_usage(f"{drive}\\")
    assert space.size == usage.total
    assert space.free == pytest.approx(usage.free, rel=0.05)
    found = run(plan_server(None, drive), "server.disk")
    assert gather_answers(found)["server.tws_on_separate_drive"] is False
    assert find(found, "SRV-6").state in ("ok", "failed")
    kind = find(found, "HW-9")
    if is_wine():
        # There is no BIOS that says what the machine is made of.
        assert (kind.state, kind.reason) == ("unknown", "absent")


def test_device_tells_its_bus_or_is_unknown() -> None:
    """IOCTL_STORAGE_QUERY_PROPERTY answers without any right; of Wine's drives those that are folders do not."""
    device = read_or_reason(figures.drive_device(os.environ["SYSTEMDRIVE"]))
    assert device == "not_readable" or isinstance(device, Device)
    if is_wine():
        assert isinstance(device, Device)
        assert (device.bus, device.seeks) == (1, None)
        assert read_or_reason(figures.drive_device("Z:")) == "not_readable"
    assert read_or_reason(figures.drive_device("B:")) == "absent"
    assert not isinstance(read_or_reason(figures.drive_space("B:")), Space)
