"""Which .NET Framework is installed, and whether .NET 8 for the desktop is.

Release values after Microsoft's page "How to: Determine which .NET Framework versions are installed", of each version
the smallest; keys of .NET after the page "How to check that .NET is already installed".
"""

import re
from collections.abc import Sequence

from wizard.checks.machine.figures import folder_names
from wizard.checks.machine.local_probe import report
from wizard.checks.machine.reading import MachineReader, Reading, ReadingError
from wizard.checks.machine.registry import LONGEST_VALUE, read_number, registry_keys, registry_names, registry_value
from wizard.checks.probe import Measurement

_SETUP = r"HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP"
RELEASE = registry_value(rf"{_SETUP}\v4\Full\Release")
OLDER = registry_keys(_SETUP)
_RELEASES = (
    (533320, "4.8.1"), (528040, "4.8"), (461808, "4.7.2"), (461308, "4.7.1"), (460798, "4.7"), (394802, "4.6.2"),
    (394254, "4.6.1"), (393295, "4.6"), (379893, "4.5.2"), (378675, "4.5.1"), (378389, "4.5"),
)  # fmt: skip
# No release is larger yet, by far; what is was no release.
_LARGEST_RELEASE = 1_000_000
_OLD_VERSION = re.compile(r"v([1-4](?:\.\d+)?)(?:\.\d+)*")

_RUNTIME = "Microsoft.WindowsDesktop.App"
# The installer writes into the 32-bit view, and later ones into both.
_VIEWS = ("WOW6432Node\\", "")


def _list_keys(architecture: str) -> tuple[Reading[tuple[str, ...]], ...]:
    """Return where the installer registers the runtimes of an architecture: x64, x86."""
    setup = r"dotnet\Setup\InstalledVersions"
    return tuple(registry_names(rf"HKLM\SOFTWARE\{view}{setup}\{architecture}\sharedfx\{_RUNTIME}") for view in _VIEWS)


_KEYS, _KEYS_X86 = _list_keys("x64"), _list_keys("x86")
PROGRAMS = folder_names("%ProgramFiles%")
_FOLDER = folder_names(rf"%ProgramFiles%\dotnet\shared\{_RUNTIME}")
_FOLDER_X86 = folder_names(rf"%ProgramFiles(x86)%\dotnet\shared\{_RUNTIME}")
FRAMEWORK_READINGS = (RELEASE, OLDER)
RUNTIME_READINGS = (*_KEYS, *_KEYS_X86, PROGRAMS, _FOLDER, _FOLDER_X86)
_VERSION = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,5}(?:[-+.][0-9A-Za-z.-]{1,40})?")
# What follows a hyphen is a preview or a candidate, which is no release (Semantic Versioning, 9).
_WANTED = re.compile(r"8\.[^-]+")


def name_release(release: int) -> str | None:
    """Return the version of .NET Framework that a Release value means; None below the first (4.5)."""
    return next((version for least, version in _RELEASES if release >= least), None)


def measure_framework(reader: MachineReader, field: str) -> Sequence[Measurement]:
    """Measure the newest .NET Framework; ``field`` is the plan's field that it answers."""
    try:
        release = read_number(reader, RELEASE)
    except ReadingError as error:
        if error.reason != "absent":
            raise
        return report({}, {field: _find_older(reader)})
    version = name_release(release)
    if version is None or release > _LARGEST_RELEASE:
        RELEASE.fail(reader.system, "implausible")
    return report({"dotnet_release": release}, {field: version})


def _find_older(reader: MachineReader) -> str:
    """Return the newest version before 4.5; a setup key without any is a Windows without .NET Framework."""
    found = (_OLD_VERSION.fullmatch(key) for key in reader.read(OLDER))
    versions = [match[1] for match in found if match]
    return max(versions, key=lambda version: [int(part) for part in version.split(".")], default="none")


def measure_runtime(reader: MachineReader, field: str) -> Sequence[Measurement]:
    """Measure whether .NET 8 for the desktop is installed; a later .NET or a preview of 8 does not stand in for it.

    On a PC that has it for 32-bit programs alone that is told: whether it will do is not known.
    """
    versions, versions_x86 = _find(reader, (*_KEYS, _FOLDER)), _find(reader, (*_KEYS_X86, _FOLDER_X86))
    if not versions:
        # Only where the programs' folder can be listed does the absence of .NET mean that there is none.
        reader.read(PROGRAMS)
    told = {"dotnet_versions": versions, "dotnet_versions_x86": versions_x86}
    values = {name: ", ".join(found)[:LONGEST_VALUE] for name, found in told.items() if found}
    installed = any(map(_WANTED.fullmatch, versions))
    if not installed and any(map(_WANTED.fullmatch, versions_x86)):
        return (Measurement("unknown", "dotnet_x86_only", values=values),)
    return report(values, {field: installed})


def _find(reader: MachineReader, places: Sequence[Reading[tuple[str, ...]]]) -> Sequence[str]:
    return sorted({version for place in places for version in _list(reader, place)})


def _list(reader: MachineReader, reading: Reading[tuple[str, ...]]) -> Sequence[str]:
    try:
        return [name for name in reader.read(reading) if _VERSION.fullmatch(name)]
    except ReadingError as error:
        if error.reason != "absent":
            raise
        return ()
