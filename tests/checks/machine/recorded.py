"""Machines as a reader would find them: registry, figures and rights after what such systems are documented to hold."""

from collections.abc import Mapping
from typing import NamedTuple, cast

from wizard.checks.machine.figures import Cores, Device, Hypervisor, Listener, Rights, Space, UsbDevice
from wizard.checks.machine.reading import Reading, ReadingError, System, T

GB = 2**30
EXCLUSIONS = ("TWS.exe", r"%programdata%\Akio\tws_client[xyz]\current", r"%appdata%\Akio\tws")
_CURRENT = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_BIOS = r"HKLM\HARDWARE\DESCRIPTION\System\BIOS"
_CPU = r"HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0"
_CONTROL = r"HKLM\SYSTEM\CurrentControlSet\Control"
_NDP = r"HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP"
_RUNTIME = r"HKLM\SOFTWARE\WOW6432Node\dotnet\Setup\InstalledVersions\x64\sharedfx\Microsoft.WindowsDesktop.App"
EXCHANGE = r"HKLM\SOFTWARE\Microsoft\ExchangeServer\v15"
IIS = r"HKLM\SOFTWARE\Microsoft\InetStp\MajorVersion"
BROWSERS = r"HKLM\SOFTWARE\Clients\StartMenuInternet"
DEFENDER = r"HKLM\SOFTWARE\Microsoft\Windows Defender\Exclusions"
ANTIVIRUS = r"HKLM\SOFTWARE\Microsoft\Security Center\Provider\Av\*\DISPLAYNAME"
DEFENDER_NUMBER = "{D68DDC3A-831F-4fae-9E44-DA132C1ACF46}"
APPLOCKER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe"
GLASS_SESSION = rf"{_CONTROL}\Terminal Server\GlassSessionId"
# What Windows comprises: remote desktop for one user at once, as on PCs and on servers that it only administers.
SUITE_PC, SUITE_SERVER, SUITE_SESSION_HOST = 0x100, 0x110, 0x10
CITRIX = r"HKLM\SOFTWARE\Citrix\VirtualDesktopAgent"
PRODUCT_TYPE = rf"{_CONTROL}\ProductOptions\ProductType"
SERVER = {("value", PRODUCT_TYPE): "ServerNT", ("value", rf"{_CURRENT}\InstallationType"): "Server",
          ("value", rf"{_CURRENT}\EditionID"): "ServerStandard"}  # fmt: skip
MULTI_SESSION = {("value", PRODUCT_TYPE): "ServerNT", ("value", rf"{_CURRENT}\InstallationType"): "Client",
                 ("value", rf"{_CURRENT}\EditionID"): "ServerRdsh"}  # fmt: skip

Recording = Mapping[tuple[str, str], object]


class RecordedReader:
    """A machine that was recorded: (name, argument) of a reading → what it gives, or the error it raises."""

    def __init__(self, recording: Recording, system: System = "windows") -> None:
        self.recording = recording
        self._system = system
        self.asked: set[tuple[str, str]] = set()
        self.touched: set[str] = set()

    @property
    def system(self) -> System:
        """Which system the machine runs."""
        return self._system

    def read(self, reading: Reading[T]) -> T:
        """Return what was recorded; what was not is absent."""
        self.asked.add((reading.name, reading.argument))
        self.touched.add(reading.places[self._system])
        found = self.recording.get((reading.name, reading.argument))
        if isinstance(found, Exception):
            raise found
        if found is None:
            raise ReadingError("absent", reading.places[self._system])
        return cast("T", found)

    def with_changes(self, changes: Mapping[tuple[str, str], object]) -> "RecordedReader":
        """Return the same machine with other or further recordings; None takes one away."""
        return RecordedReader({**self.recording, **changes}, self._system)


def _values(values: Mapping[str, object]) -> dict[tuple[str, str], object]:
    return {("value", path): value for path, value in values.items()}


class _Windows(NamedTuple):
    """How a Windows names itself."""

    build: str
    edition: str
    product: str
    kind: str
    installation: str
    language: str


NO_HYPERVISOR = Hypervisor(present=False, vendor=None, owns_hardware=None)
# A PC that Windows protects by virtualisation, as every new one with Windows 11; or a server with Hyper-V's role.
OWN_HYPER_V = Hypervisor(present=True, vendor="Microsoft Hv", owns_hardware=True)
UNDER_VMWARE = Hypervisor(present=True, vendor="VMwareVMware", owns_hardware=False)
UNDER_HYPER_V = Hypervisor(present=True, vendor="Microsoft Hv", owns_hardware=False)
CHIPSET = (r"PCI\VEN_8086&DEV_A2C9&SUBSYS_06B41028&REV_00\3&11583659", r"ACPI\PNP0A08\0")
VMWARE_DEVICES = (r"PCI\VEN_15AD&DEV_0740&SUBSYS_074015AD&REV_10\3&61AAA01", r"PCI\VEN_15AD&DEV_07B0&SUBSYS_07B015AD")


class _Hardware(NamedTuple):
    """What a machine is made of."""

    maker: str
    model: str
    processor: str
    mhz: int
    cores: Cores
    memory: int
    below: Hypervisor = NO_HYPERVISOR
    devices: tuple[str, ...] = CHIPSET


def _identify(windows: _Windows) -> dict[tuple[str, str], object]:
    return _values(
        {
            rf"{_CURRENT}\CurrentBuild": windows.build,
            rf"{_CURRENT}\EditionID": windows.edition,
            rf"{_CURRENT}\ProductName": windows.product,
            rf"{_CURRENT}\UBR": 4737,
            rf"{_CURRENT}\InstallationType": windows.installation,
            PRODUCT_TYPE: windows.kind,
            rf"{_CONTROL}\Nls\Language\InstallLanguage": windows.language,
            rf"{_CONTROL}\Session Manager\Environment\PROCESSOR_ARCHITECTURE": "AMD64",
        }
    )


def _equip(hardware: _Hardware) -> dict[tuple[str, str], object]:
    values = {
        rf"{_BIOS}\SystemManufacturer": hardware.maker,
        rf"{_BIOS}\SystemProductName": hardware.model,
        rf"{_CPU}\ProcessorNameString": hardware.processor,
        rf"{_CPU}\~MHz": hardware.mhz,
    }
    figures = {
        ("memory", ""): hardware.memory,
        ("cores", ""): hardware.cores,
        ("hypervisor", ""): hardware.below,
        ("bus_devices", ""): hardware.devices,
        ("variable", "SystemDrive"): "C:",
    }
    return {**_values(values), **figures}


def _connect(*listeners: Listener) -> dict[tuple[str, str], object]:
    usual = (
        Listener("tcp", "0.0.0.0", 135, 912, "svchost.exe"),  # noqa: S104 - as Windows' table shows it
        Listener("tcp", "::", 445, 4, "System"),
        Listener("udp", "0.0.0.0", 123, 1048, "svchost.exe"),  # noqa: S104 - as above
    )
    return {
        ("listeners", ""): (*usual, *listeners),
        ("reserved_ports", ""): (),
        ("addresses", ""): ("10.20.0.15", "127.0.0.1", "::1", "fe80::1c5d:8a%7"),
        ("host_name", ""): "TWS01",
        ("value", r"HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters\Domain"): "valmont.example",
    }


_SERVER_2019 = _Windows("17763", "ServerStandard", "Windows Server 2019 Standard", "ServerNT", "Server", "040C")
_SERVER_2022 = _Windows("20348", "ServerStandard", "Windows Server 2022 Standard", "ServerNT", "Server", "0409")
_DATACENTER = _SERVER_2022._replace(
    edition="ServerDatacenter", product="Windows Server 2022 Datacenter", installation="Server Core"
)
_PC_11 = _Windows("22631", "Professional", "Windows 10 Pro", "WinNT", "Client", "040C")
_PC_10 = _Windows("17763", "Enterprise", "Windows 10 Enterprise", "WinNT", "Client", "0407")

_XEON_GOLD = "Intel(R) Xeon(R) Gold 6230 CPU @ 2.10GHz"
_XEON_SILVER = "Intel(R) Xeon(R) Silver 4310 CPU @ 2.10GHz"
_EPYC = "AMD EPYC 7763 64-Core Processor"
_ON_VMWARE = _Hardware("VMware, Inc.", "VMware7,1", _XEON_GOLD, 2095, Cores(8, 8), 16 * GB - 500_000_000,
                      UNDER_VMWARE, VMWARE_DEVICES)  # fmt: skip
_ON_HYPER_V = _Hardware("Microsoft Corporation", "Virtual Machine", _EPYC, 2445, Cores(4, 8), 32 * GB, UNDER_HYPER_V)
_POWER_EDGE = _Hardware("Dell Inc.", "PowerEdge R450", _XEON_SILVER, 2095, Cores(12, 24), 64 * GB)
_LAPTOP = _Hardware(
    "LENOVO",
    "21BSS1K100",
    "12th Gen Intel(R) Core(TM) i5-1240P",
    2112,
    Cores(12, 16),
    16 * GB - 400_000_000,
    OWN_HYPER_V,
)
_OLD_PC = _Hardware(
    "Hewlett-Packard",
    "HP ProDesk 400 G1",
    "Intel(R) Pentium(R) CPU G3220 @ 3.00GHz",
    2993,
    Cores(2, 2),
    4 * GB - 150_000_000,
)

SERVER_2019_VMWARE = RecordedReader(
    {
        **_identify(_SERVER_2019),
        **_equip(_ON_VMWARE),
        **_connect(),
        ("space", "D:"): Space(80 * GB - 17_000_000, 60 * GB),
        ("device", "D:"): Device(0x0A, seeks=True),
    }
)
SERVER_2022_HYPER_V = RecordedReader(
    {
        **_identify(_DATACENTER),
        **_equip(_ON_HYPER_V),
        **_connect(Listener("tcp", "::", 80, 4, "System")),
        ("value", IIS): 10,
        ("space", "C:"): Space(127 * GB, 3 * GB),
        ("device", "C:"): Device(0x0A, seeks=None),
    }
)
SERVER_2022_PHYSICAL = RecordedReader(
    {
        **_identify(_SERVER_2022),
        **_equip(_POWER_EDGE),
        **_connect(),
        ("space", "D:"): Space(480 * GB, 400 * GB),
        ("device", "D:"): Device(0x0A, seeks=True, vendor="SEAGATE", product="ST1200MM0099"),
    }
)
DOMAIN_CONTROLLER = SERVER_2019_VMWARE.with_changes({("value", PRODUCT_TYPE): "LanmanNT"})
EXCHANGE_HOST = SERVER_2019_VMWARE.with_changes(
    {
        ("keys", EXCHANGE): ("AdminTools", "CafeRole", "Language", "MailboxRole", "Setup"),
        ("listeners", ""): (Listener("tcp", "0.0.0.0", 80, 4, "System"),),  # noqa: S104 - as above
        ("value", IIS): 10,
    }
)
_OF_ANNE: dict[tuple[str, str], object] = {
    ("keys", BROWSERS): ("Google Chrome", "Microsoft Edge", "Firefox-308046B0AF4A39CB", "IEXPLORE.EXE"),
    ("variable", "ProgramData"): r"C:\ProgramData",
    ("variable", "AppData"): r"C:\Users\anne\AppData\Roaming",
    ("elevated", ""): False,
}
WINDOWS_11 = RecordedReader(
    {
        **_identify(_PC_11),
        **_equip(_LAPTOP),
        **_connect(),
        **_OF_ANNE,
        ("value", rf"{_NDP}\v4\Full\Release"): 533320,
        ("names", _RUNTIME): ("6.0.36", "8.0.11"),
        ("folder", "%ProgramFiles%"): ("Common Files", "dotnet"),
        ("names", rf"{DEFENDER}\Paths"): ReadingError("not_readable"),
        ("names", rf"{DEFENDER}\Processes"): ReadingError("not_readable"),
        ("rights", r"%programdata%\Akio\tws_client"): Rights(r"C:\ProgramData", may_create=True),
        ("rights", r"%appdata%\Akio\tws"): Rights(r"C:\Users\anne\AppData\Roaming", may_create=True),
        ("usb_devices", ""): (
            UsbDevice(r"USB\ROOT_HUB30\4&1", None),
            UsbDevice(r"USB\VID_0B0E&PID_24C7\50C275", "Jabra Evolve2 65"),
        ),
        ("variable", "SESSIONNAME"): "Console",
        ("remote_session", ""): False,
        ("session_id", ""): 1,
        ("value", GLASS_SESSION): 1,
        ("suite", ""): SUITE_PC,
        ("code_integrity", ""): 0x01,
        ("subvalues", ANTIVIRUS): ((DEFENDER_NUMBER, "Windows Defender"),),
    }
)
WINDOWS_10_1809 = RecordedReader(
    {
        **_identify(_PC_10),
        **_equip(_OLD_PC),
        **_connect(),
        **_OF_ANNE,
        ("value", rf"{_NDP}\v4\Full\Release"): 461814,
        ("folder", "%ProgramFiles%"): ("Common Files", "Internet Explorer"),
        ("names", rf"{DEFENDER}\Paths"): (
            r"C:\ProgramData\Akio\tws_client*\current",
            r"C:\Users\*\AppData\Roaming\Akio",
        ),
        ("names", rf"{DEFENDER}\Processes"): ("TWS.exe",),
        ("rights", r"%programdata%\Akio\tws_client"): Rights(r"C:\ProgramData\Akio\tws_client", may_create=False),
        ("rights", r"%appdata%\Akio\tws"): ReadingError("on_the_network", r"%appdata%\Akio\tws"),
        ("usb_devices", ""): (UsbDevice(r"USB\VID_046D&PID_C31C\5&1", "USB Keyboard"),),
        ("variable", "SESSIONNAME"): "RDP-Tcp#4",
        ("remote_session", ""): True,
        ("session_id", ""): 2,
        ("value", GLASS_SESSION): 1,
        ("suite", ""): SUITE_PC,
        ("code_integrity", ""): 0x01,
        ("subvalues", ANTIVIRUS): ((DEFENDER_NUMBER, "Windows Defender"),),
        ("keys", APPLOCKER): ("921cc481-6e17-4653-8f75-050b80acca20", "a61c8b2c-a319-4cd0-9690-d2177cad7b51"),
    }
)
SESSION_HOST = WINDOWS_11.with_changes(
    {
        **SERVER,
        ("value", rf"{_CURRENT}\CurrentBuild"): "17763",
        ("variable", "SESSIONNAME"): "RDP-Tcp#7",
        ("remote_session", ""): True,
        ("session_id", ""): 5,
        ("suite", ""): SUITE_SESSION_HOST,
        ("subvalues", ANTIVIRUS): None,
    }
)
EMPTY = RecordedReader({})


def make_hostile(value: object) -> RecordedReader:
    """Return the Windows 11 PC whose registry values all say something nobody expects."""
    changes = {key: value for key in WINDOWS_11.recording if key[0] == "value"}
    return WINDOWS_11.with_changes(changes)
