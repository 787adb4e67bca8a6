"""Which system is installed: name, edition, language.

Build numbers after Microsoft's pages "Windows Server release information", "Windows 10 release information" and
"Windows 11 release information"; language identifiers after [MS-LCID].
"""

import re
from collections.abc import Sequence

from wizard.checks.machine.figures import SYSTEM_NAME
from wizard.checks.machine.local_probe import report
from wizard.checks.machine.reading import MachineReader, Reading, ReadingError
from wizard.checks.machine.registry import LONGEST_VALUE, PRODUCT_TYPE, read_number, read_text, registry_value
from wizard.checks.probe import Measurement, Value

_CURRENT = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
PRODUCT_NAME = registry_value(rf"{_CURRENT}\ProductName")
EDITION = registry_value(rf"{_CURRENT}\EditionID")
BUILD = registry_value(rf"{_CURRENT}\CurrentBuild")
REVISION = registry_value(rf"{_CURRENT}\UBR")
INSTALLATION = registry_value(rf"{_CURRENT}\InstallationType")
ARCHITECTURE = registry_value(
    r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment\PROCESSOR_ARCHITECTURE"
)
LANGUAGE = registry_value(r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\Language\InstallLanguage")
CLIENT_READINGS = (PRODUCT_TYPE, INSTALLATION, EDITION)
READINGS = (PRODUCT_NAME, BUILD, REVISION, ARCHITECTURE, SYSTEM_NAME, *CLIENT_READINGS)
SERVER_READINGS = (*READINGS, LANGUAGE)

_SERVERS = {
    7601: "windows_server_2008_r2_sp1",
    9200: "windows_server_2012",
    14393: "windows_server_2016",
    17763: "windows_server_2019",
    20348: "windows_server_2022",
}
# The first build of each; ProductName still says 10 on Windows 11.
_CLIENTS = ((22_000, "windows_11"), (10_240, "windows_10"))
_OLD_CLIENTS = {9600: "windows_8_1", 7601: "windows_7_sp1"}
_SERVER_TYPES = ("ServerNT", "LanmanNT")
_CLIENT_TYPE = "WinNT"
# Windows 10 and 11 multi-session (virtual desktops) call themselves servers; their editions and installations do not.
_CLIENT_INSTALLATION = "client"
_MULTI_SESSION = "serverrdsh"
# Evaluation copies (Microsoft's Evaluation Center: how many days each runs), Core installations and those without
# Hyper-V are of their edition; what else follows (ACor: the Semi-Annual Channel) is another one. Turbine is Datacenter:
# Azure Edition.
_EDITION = re.compile(r"Server(Standard|Datacenter|Turbine)V?(?:Eval)?(?:Core?)?", re.IGNORECASE)
# No list of Microsoft's has it yet; whatever it will be is asked for.
_AZURE = "serverdatacenterazure"
_EDITIONS = {"standard": "standard", "datacenter": "datacenter", "turbine": "datacenter"}
_EVALUATION = re.compile(r"(Server)?\w*Eval(?:Core?)?", re.IGNORECASE)
_SERVER_DAYS, _CLIENT_DAYS = 180, 90
_LANGUAGE = re.compile(r"[0-9A-Fa-f]{4}")
# The lower ten bits of a language identifier are the language, the upper six its country.
_PRIMARY = 0x3FF
_LANGUAGES = {0x09: "en", 0x0C: "fr"}
_BITS = {"AMD64": 64, "ARM64": 64, "x86": 32}


def is_server(reader: MachineReader) -> bool:
    """Say whether Windows is a server edition.

    Raises:
        ReadingError: it cannot be told.

    """
    kind = read_text(reader, PRODUCT_TYPE)
    if kind not in (*_SERVER_TYPES, _CLIENT_TYPE):
        PRODUCT_TYPE.fail(reader.system, "implausible")
    return kind != _CLIENT_TYPE


def is_multi_session(reader: MachineReader) -> bool:
    """Say whether a Windows that calls itself a server is a client system for several sessions at once.

    ``CLIENT_READINGS`` must be among what the probe announces.

    Raises:
        ReadingError: it cannot be told whether it is a server.

    """
    if not is_server(reader):
        return False
    told = [_read_or_nothing(reader, reading).lower() for reading in (INSTALLATION, EDITION)]
    return told[0] == _CLIENT_INSTALLATION or told[1].startswith(_MULTI_SESSION)


def _read_or_nothing(reader: MachineReader, reading: Reading[object]) -> str:
    try:
        return read_text(reader, reading)
    except ReadingError:
        return ""


def name_system(build: int, *, server: bool) -> str:
    """Return a Windows as a plan writes it, by its build."""
    if server:
        return _SERVERS.get(build, "other")
    newest = next((name for first, name in _CLIENTS if build >= first), None)
    return newest or _OLD_CLIENTS.get(build, "other")


def name_edition(edition: str) -> str:
    """Return an EditionID as a plan writes it; Datacenter: Azure Edition counts as Datacenter."""
    named = _EDITION.fullmatch(edition)
    return _EDITIONS[named[1].lower()] if named else "other"


def find_evaluation_days(edition: str) -> int | None:
    """Return how many days an evaluation copy runs, by its EditionID; None where it is none."""
    evaluation = _EVALUATION.fullmatch(edition)
    if not evaluation:
        return None
    return _SERVER_DAYS if evaluation[1] else _CLIENT_DAYS


def measure_system(reader: MachineReader, field: str) -> Sequence[Measurement]:
    """Measure which system is installed; ``field`` is the plan's field that it answers."""
    if reader.system != "windows":
        # Whatever it is, it is none of those the document names.
        return report({"product_name": reader.read(SYSTEM_NAME)[:LONGEST_VALUE]}, {field: "other"})
    build = read_number(reader, BUILD)
    system = name_system(build, server=is_server(reader) and not is_multi_session(reader))
    values: dict[str, Value] = {"build": _write_build(reader, build), **_read_beside(reader)}
    return report(values, {field: system})


def _write_build(reader: MachineReader, build: int) -> str:
    try:
        return f"{build}.{read_number(reader, REVISION)}"
    except ReadingError:
        return str(build)


def _read_beside(reader: MachineReader) -> dict[str, Value]:
    """Return what only helps people to recognise the system: what is missing is left out."""
    beside: tuple[tuple[str, Reading[object]], ...] = (
        ("product_name", PRODUCT_NAME),
        ("edition_id", EDITION),
        ("installation_type", INSTALLATION),
        ("architecture", ARCHITECTURE),
    )
    told = {name: _read_or_nothing(reader, reading) for name, reading in beside}
    days = find_evaluation_days(told["edition_id"])
    return {name: value for name, value in {**told, "evaluation_days": days}.items() if value}


def measure_bits(reader: MachineReader) -> Sequence[Measurement]:
    """Decide whether the system is a 64-bit one."""
    architecture = read_text(reader, ARCHITECTURE)
    if architecture not in _BITS:
        ARCHITECTURE.fail(reader.system, "implausible")
    bits = _BITS[architecture]
    return (Measurement("ok" if bits == max(_BITS.values()) else "failed", values={"bits": bits}),)


def measure_edition(reader: MachineReader) -> Sequence[Measurement]:
    """Measure the server's edition."""
    edition = read_text(reader, EDITION)
    if edition.lower().startswith(_AZURE):
        raise ReadingError("azure_edition", edition)
    return report({"edition_id": edition}, {"server.os_edition": name_edition(edition)})


def measure_language(reader: MachineReader) -> Sequence[Measurement]:
    """Measure in which language the server was installed."""
    code = read_text(reader, LANGUAGE)
    if not _LANGUAGE.fullmatch(code):
        LANGUAGE.fail(reader.system, "implausible")
    language = _LANGUAGES.get(int(code, 16) & _PRIMARY, "other")
    return report({"language_id": code}, {"server.os_language": language})
