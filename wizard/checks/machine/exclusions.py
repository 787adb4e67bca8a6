"""Whether Microsoft Defender leaves the client alone. As a rule it hides that from users: then people are asked."""

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
    excluded = [name for reading in _LISTS for name in _list(reader, reading)]
    if not wanted or not all(_is_excluded(_spell(reader, each), excluded) for each in wanted):
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


def _is_excluded(spellings: Iterable[str], excluded: Sequence[str]) -> bool:
    return any(_covers(each, spelling) for each in excluded for spelling in spellings)


def _covers(excluded: str, path: str) -> bool:
    """Say whether an exclusion covers a path or program: it itself, or a folder above it."""
    patterns, parts = excluded.lower().rstrip("\\").split("\\"), path.split("\\")
    # A lone star would cover all there is; nobody could call that agreed.
    if not excluded.strip("*\\ ") or len(patterns) > len(parts):
        return False
    return all(_fits(pattern, part) for pattern, part in zip(patterns, parts, strict=False))


def _fits(pattern: str, name: str) -> bool:
    """Say whether one folder's name fits a pattern whose stars stand for any text; never looks back."""
    first, *others = pattern.split("*")
    if not others:
        return pattern == name
    *middle, last = others
    at = len(first)
    for each in middle:
        found = name.find(each, at)
        if found < 0:
            return False
        at = found + len(each)
    return name.startswith(first) and name.endswith(last) and at + len(last) <= len(name)
