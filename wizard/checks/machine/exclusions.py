"""Whether Microsoft Defender leaves the client alone. As a rule it hides that from users: then people are asked."""

import re
from collections.abc import Iterable, Sequence

from wizard.checks.machine.reading import MachineReader, Reading, ReadingError
from wizard.checks.machine.registry import LONGEST_VALUE, registry_names, variable
from wizard.checks.probe import Measurement

_DEFENDER = (r"HKLM\SOFTWARE\Microsoft\Windows Defender", r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender")
_LISTS = tuple(registry_names(rf"{root}\Exclusions\{kind}") for root in _DEFENDER for kind in ("Paths", "Processes"))
_VARIABLES = {name: variable(name) for name in ("ProgramData", "AppData")}
READINGS = (*_LISTS, *_VARIABLES.values())
FACTS = ("AUT-3", "AUT-5")
_ANTIVIRUS = "Microsoft Defender"
# Any text or none, in the vendor's notation.
_ANY_TEXT = "[xyz]"


def measure_exclusions(reader: MachineReader, wanted: Sequence[str]) -> Sequence[Measurement]:
    """Measure whether everything a vendor edition wants excluded is.

    What Defender does not exclude may be another antivirus's business, and no firewall is asked: both stay unknown.
    """
    # Windows' own file names end at 260 characters as a rule; a longer pattern is not worth matching.
    excluded = [
        _make_pattern(name) for reading in _LISTS for name in _list(reader, reading) if len(name) < LONGEST_VALUE
    ]
    missing = [each for each in wanted if not _is_excluded(_spell(reader, each), excluded)]
    if missing or not wanted:
        return (Measurement("unknown", "ask", target=_ANTIVIRUS),)
    values = {"excluded": ", ".join(wanted)[:LONGEST_VALUE]}
    agreed = Measurement("ok", values=values, target=_ANTIVIRUS, facts=FACTS[:1])
    return (agreed, Measurement("unknown", "ask", facts=FACTS[1:]))


def _list(reader: MachineReader, reading: Reading[tuple[str, ...]]) -> Sequence[str]:
    try:
        return reader.read(reading)
    except ReadingError as error:
        if error.reason in ("absent", "not_readable"):
            return ()
        raise


def _spell(reader: MachineReader, wanted: str) -> tuple[str, ...]:
    """Return the spellings of one exclusion in lower case: with its variable, and with what that stands for."""
    bare = wanted.replace(_ANY_TEXT, "").lower()
    spellings = [bare]
    for name, reading in _VARIABLES.items():
        mark = f"%{name}%".lower()
        if bare.startswith(mark):
            try:
                spellings.append(bare.replace(mark, reader.read(reading).lower(), 1))
            except ReadingError:
                continue
    return tuple(spellings)


def _make_pattern(excluded: str) -> re.Pattern[str]:
    """Return what an exclusion covers: the folder and all below it; * is any text inside one folder's name."""
    parts = (re.escape(part) for part in re.split(r"\*+", excluded.lower().rstrip("\\")))
    return re.compile(r"[^\\]*".join(parts) + r"(\\.*)?")


def _is_excluded(spellings: Iterable[str], excluded: Sequence[re.Pattern[str]]) -> bool:
    return any(pattern.fullmatch(spelling) for pattern in excluded for spelling in spellings)
