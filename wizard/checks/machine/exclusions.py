"""Whether Microsoft Defender leaves the client alone. As a rule it hides that from users: then people are asked."""

from collections.abc import Iterable, Iterator, Sequence

from wizard.checks.machine import antivirus
from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.machine.registry import LONGEST_VALUE, registry_names, registry_value, variable
from wizard.checks.probe import Measurement, Value

_POLICIES = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
_DEFENDER = (r"HKLM\SOFTWARE\Microsoft\Windows Defender", _POLICIES)
_LISTS = tuple(registry_names(rf"{root}\Exclusions\{kind}") for root in _DEFENDER for kind in ("Paths", "Processes"))
# What a management service (MDM, Intune) sets, each list as one text (Microsoft, Policy CSP - Defender).
_MANAGED = tuple(registry_value(rf"{_POLICIES}\Policy Manager\Excluded{kind}") for kind in ("Paths", "Processes"))
_SEPARATOR, _LONGEST_LIST = "|", 65_536
_VARIABLES = {name: variable(name) for name in ("ProgramData", "AppData")}
READINGS = (*_LISTS, *_MANAGED, *_VARIABLES.values(), *antivirus.READINGS)
FACTS = ("AUT-3", "AUT-5")
_ANTIVIRUS = "Microsoft Defender"
# Any text or none, in the vendor's notation.
_ANY_TEXT = "[xyz]"


def measure_exclusions(reader: MachineReader, wanted: Sequence[str]) -> Sequence[Measurement]:
    """Measure whether everything a vendor edition wants excluded is, by the antivirus that is in charge.

    What Defender does not exclude may be another antivirus's business, and no firewall is asked: both stay unknown. So
    does what Defender excludes where it may not be the one in charge.
    """
    values: dict[str, Value] = {}
    alone, reason = False, "other_antivirus"
    try:
        registered = antivirus.find_antivirus(reader)
    except ReadingError as error:
        reason = error.reason
    else:
        values["antivirus"] = ", ".join(sorted(registered.values()))[:LONGEST_VALUE]
        alone = antivirus.is_defender_alone(registered)
    excluded = list(_list_excluded(reader))
    if not wanted or not all(_is_excluded(_spell(reader, each), excluded) for each in wanted):
        return (Measurement("unknown", "ask", values=values or None, target=_ANTIVIRUS),)
    values["excluded"] = ", ".join(wanted)[:LONGEST_VALUE]
    if not alone:
        return (Measurement("unknown", reason, values=values, target=_ANTIVIRUS),)
    agreed = Measurement("ok", values=values, target=_ANTIVIRUS, facts=FACTS[:1])
    return (agreed, Measurement("unknown", "ask", facts=FACTS[1:]))


def _list_excluded(reader: MachineReader) -> Iterator[str]:
    for reading in (*_LISTS, *_MANAGED):
        try:
            found = reader.read(reading)
        except ReadingError as error:
            if error.reason in ("absent", "not_readable"):
                continue
            raise
        if isinstance(found, tuple):
            yield from found
        elif isinstance(found, str) and len(found) <= _LONGEST_LIST:
            yield from found.split(_SEPARATOR)


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
