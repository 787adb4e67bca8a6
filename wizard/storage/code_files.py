"""Files that hold the one-time code of a proof, for scripts: read with bounds, written for their owner alone."""

import os
from pathlib import Path

from wizard.domain.encodings import unwrap_utf8
from wizard.domain.faults import describe_os_error
from wizard.errors import ExportError, UsageError
from wizard.foreign_files import NoOrdinaryFileError, read_foreign

# Far more than a code takes, however it is spaced.
LARGEST_CODE = 1_000
_PRIVATE = 0o600


def decode_code(content: bytes) -> str:
    """Return the text of a code that was written by another program, in whichever encoding that says it used.

    What is no text in it becomes a sign that no code has.
    """
    return unwrap_utf8(content).decode("utf-8", "replace")


def read_code_file(path: Path) -> str:
    """Return the code that a file holds, as it was written there.

    Raises:
        UsageError: it cannot be read, is no regular file, or is too large to hold a code and nothing else.

    """
    try:
        content = read_foreign(path, LARGEST_CODE + 1)
    except (IsADirectoryError, NoOrdinaryFileError) as error:
        raise UsageError("--code-file: {file} is no regular file; a code that comes from another program is taken with"
                         " --code -.", file=str(path)) from error  # fmt: skip
    # ValueError: a name that no file can have.
    except (OSError, ValueError) as error:
        raise UsageError("--code-file: {file} cannot be read ({reason}).", file=str(path),
                         reason=describe_os_error(error)) from error  # fmt: skip
    if len(content) > LARGEST_CODE:
        raise UsageError("--code-file: {file} holds more than a code.", file=str(path))
    return decode_code(content)


def write_code_file(path: Path, code: str) -> None:
    """Write a new file with a code, which nobody but its owner may read.

    Raises:
        ExportError: it cannot be written, or there is a file of that name, which stays as it was.

    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{code}\n")
    except (OSError, ValueError) as error:
        raise ExportError("{file}: cannot be written ({reason}).", file=str(path),
                          reason=describe_os_error(error)) from error  # fmt: skip


def remove_code_file(path: Path) -> None:
    """Remove the file of a code that has served; one that is gone already is no fault.

    Raises:
        ExportError: it cannot be removed.

    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError("{file}: cannot be removed ({reason}).", file=str(path),
                          reason=describe_os_error(error)) from error  # fmt: skip
