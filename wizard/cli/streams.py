"""The command line's own streams: what cannot be printed is told in one line, and Python has nothing to add."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from wizard.errors import ExportError
from wizard.i18n import Message

# As everywhere a file cannot be written.
CANNOT_WRITE = "{file}: cannot be written ({reason})."
CLOSED = Message("it is closed")


class ReaderGoneError(Exception):
    """Nobody reads any more what is printed, as with "| head"; nothing is left to be told."""


class Output(TextIOWrapper):
    """Standard output; a disk that is full, for instance, is an error of ours."""

    def write(self, text: str) -> int:
        """Write, or raise ExportError or ReaderGoneError."""
        try:
            return super().write(text)
        except OSError as error:
            raise self._explain(error) from error

    def flush(self) -> None:
        """Write what is held back, or raise as ``write``."""
        try:
            super().flush()
        except OSError as error:
            raise self._explain(error) from error

    def _explain(self, error: OSError) -> Exception:
        _silence(self)
        if isinstance(error, BrokenPipeError):
            return ReaderGoneError()
        from wizard.domain.faults import describe_os_error

        return ExportError(CANNOT_WRITE, file="stdout", reason=describe_os_error(error))


class Complaints(TextIOWrapper):
    """Standard error; where it takes nothing, the exit code alone tells."""

    def write(self, text: str) -> int:
        """Write if that can be."""
        try:
            return super().write(text)
        except OSError:
            _silence(self)
            return len(text)

    def flush(self) -> None:
        """Write what is held back if that can be."""
        try:
            super().flush()
        except OSError:
            _silence(self)


def _silence(stream: TextIO) -> None:
    """Send the rest of a stream nowhere, so that nothing more is said about it when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def prepare_streams() -> bool:
    """Make stdout and stderr as the command line needs them; say whether there is anything to print to.

    The packaged window has no console, and so neither of them: it prints nowhere, which is no fault.
    """
    has_output = sys.stdout is not None or sys.stderr is None
    if os.name == "posix":
        _fill_gaps()
    nowhere = Path(os.devnull)
    sys.stdout = _wrap(sys.stdout, Output) if sys.stdout else nowhere.open("w", encoding="utf-8")
    sys.stderr = _wrap(sys.stderr, Complaints) if sys.stderr else nowhere.open("w", encoding="utf-8")
    return has_output


def _fill_gaps() -> None:
    # The next file to be opened, a plan for instance, would take a closed stream's place, and what a library prints.
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _wrap(stream: TextIO, kind: type[TextIOWrapper]) -> TextIO:
    if not isinstance(stream, TextIOWrapper):
        return stream
    is_line_buffered, is_direct = stream.line_buffering, stream.write_through
    return kind(
        stream.detach(),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=is_line_buffered,
        write_through=is_direct,
    )
