"""Which antivirus a PC has registered with Windows' Security Center, which servers do not have."""

from collections.abc import Mapping

from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.machine.registry import LONGEST_VALUE, registry_subvalues

_REGISTERED = registry_subvalues(r"HKLM\SOFTWARE\Microsoft\Security Center\Provider\Av", "DISPLAYNAME")
READINGS = (_REGISTERED,)
# The number that Microsoft Defender registers itself by, on every Windows.
_DEFENDER = "{D68DDC3A-831F-4FAE-9E44-DA132C1ACF46}"


def find_antivirus(reader: MachineReader) -> dict[str, str]:
    """Return the registered ones, numbers and names; a product that is gone may have left its own behind.

    Raises:
        ReadingError: they are not readable, or there is none.

    """
    try:
        found = {number.upper(): _name(number, name) for number, name in reader.read(_REGISTERED)}
    except ReadingError as error:
        raise ReadingError("antivirus_not_told" if error.reason == "absent" else error.reason, error.detail) from error
    if not found:
        raise ReadingError("antivirus_not_told")
    return found


def _name(number: str, name: object) -> str:
    return name.strip()[:LONGEST_VALUE] if isinstance(name, str) and name.strip() else number


def is_defender_alone(registered: Mapping[str, str]) -> bool:
    """Say whether Microsoft Defender is the only one registered: only then is it surely the one in charge."""
    return set(registered) == {_DEFENDER}
