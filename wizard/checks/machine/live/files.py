"""Small files, folders and environment variables."""

import os
from itertools import islice
from pathlib import Path

from wizard.checks.machine.reading import ReadingError

MOST_BYTES = 65_536
MOST_NAMES = 1_000
_PROCESSOR_NAME = "model name"


def read_value(place: str) -> object:
    """Return what a file of the kernel says: its first line, or of /proc/cpuinfo the first processor's name."""
    with Path(place).open("rb") as file:
        text = file.read(MOST_BYTES).decode("utf-8", "replace")
    if place != "/proc/cpuinfo":
        return text.partition("\n")[0]
    for line in text.splitlines():
        key, _, value = line.partition(":")
        if key.strip() == _PROCESSOR_NAME:
            return value.strip()
    raise FileNotFoundError(place)


def read_variable(name: str) -> str:
    """Return an environment variable; FileNotFoundError where it is not set or empty."""
    value = os.environ.get(name)
    if not value:
        raise FileNotFoundError(name)
    return value


def expand(folder: str) -> Path:
    r"""Return the folder that a name such as %appdata%\Akio\tws stands for.

    Raises:
        FileNotFoundError: the variable is not set.
        ReadingError: it lies on the network, which is not asked.

    """
    mark, _, rest = folder.removeprefix("%").partition("%")
    root = read_variable(mark.upper())
    if root.startswith(("\\\\", "//")):
        raise ReadingError("on_the_network", folder)
    path = Path(root, *(part for part in rest.split("\\") if part))
    if not path.is_absolute():
        raise ReadingError("implausible", folder)
    return path


def list_names(folder: str) -> tuple[str, ...]:
    """Return the names in a folder, in no order; FileNotFoundError where there is no such folder."""
    with os.scandir(expand(folder)) as entries:
        return tuple(entry.name for entry in islice(entries, MOST_NAMES))
