"""Registry values, keys and environment variables as readings, and how untrusted values become text and numbers."""

from typing import Any

from wizard.checks.machine.reading import MachineReader, Reading, ReadingError

# No name, version or path that the probes read is longer; what is was damaged or made to harm.
LONGEST_VALUE = 512
LARGEST_NUMBER = 2**32 - 1
_PRODUCT_TYPE = r"HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions\ProductType"


def registry_value(path: str, linux: str | None = None) -> Reading[object]:
    r"""Return the reading of one value, HKLM\key\name; ``linux`` is the file that says the same there."""
    return Reading("value", {"windows": path} if linux is None else {"windows": path, "linux": linux}, path)


def registry_keys(path: str) -> Reading[tuple[str, ...]]:
    """Return the reading of the names of a key's subkeys."""
    return Reading("keys", {"windows": path}, path)


def registry_names(path: str) -> Reading[tuple[str, ...]]:
    """Return the reading of the names of a key's values."""
    return Reading("names", {"windows": path}, path)


def registry_subvalues(path: str, name: str) -> Reading[tuple[tuple[str, object], ...]]:
    r"""Return the reading of one value of each subkey, None where a subkey lacks it: ``HKLM\key\*\name``."""
    place = rf"{path}\*\{name}"
    return Reading("subvalues", {"windows": place}, place)


def variable(name: str) -> Reading[str]:
    """Return the reading of an environment variable of Windows."""
    return Reading("variable", {"windows": f"%{name}%"}, name)


PRODUCT_TYPE = registry_value(_PRODUCT_TYPE)


def read_text(reader: MachineReader, reading: Reading[object]) -> str:
    """Return a value that is text, up to its first NUL as Windows reads it.

    Raises:
        ReadingError: there is none, it is blank, no text, or longer than anything that makes sense.

    """
    value = reader.read(reading)
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        reading.fail(reader.system, "implausible")
    text = value.partition("\0")[0].strip()
    return text or reading.fail(reader.system, "absent")


def read_number(reader: MachineReader, reading: Reading[object]) -> int:
    """Return a value that is a whole number, as REG_DWORD or written in decimal digits.

    Raises:
        ReadingError: there is none, or it is no such number.

    """
    value = reader.read(reading)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < LONGEST_VALUE:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_NUMBER:
        reading.fail(reader.system, "implausible")
    return value


def is_there(reader: MachineReader, reading: Reading[Any]) -> bool:
    """Say whether something exists, on a Windows whose registry answers at all: only there absence means "no".

    ``PRODUCT_TYPE``, which every Windows has, must be among what the probe announces.

    Raises:
        ReadingError: it cannot be told.

    """
    try:
        reader.read(reading)
    except ReadingError as error:
        if error.reason != "absent":
            raise
    else:
        return True
    read_text(reader, PRODUCT_TYPE)
    return False
