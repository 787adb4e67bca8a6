"""Reading a file that somebody else chose: an ordinary one, up to a size, never anything that keeps us waiting."""

import errno
import os
import stat
from pathlib import Path

# A pipe without a writer would be waited for, a terminal would become ours; Windows has neither of them, but text mode.
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
_CHUNK = 1 << 20


class NoOrdinaryFileError(OSError):
    """A pipe, a socket or a device stands where a file was expected."""


def open_foreign(path: Path) -> int:
    """Return a descriptor that reads an ordinary file; the caller closes it. Links are followed.

    Raises:
        OSError: it cannot be opened, or is a folder, a pipe, a socket or a device.
        ValueError: no file can have this name.

    """
    # Before it is opened: a device may do something at that alone.
    _check_kind(path.stat(), path)
    handle = os.open(path, _FLAGS)
    try:
        # It may have been exchanged meanwhile.
        _check_kind(os.fstat(handle), path)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _check_kind(status: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise NoOrdinaryFileError(errno.EINVAL, "no ordinary file", str(path))


def read_foreign(path: Path, most: int) -> bytes:
    """Return the content of an ordinary file, at most ``most`` bytes of it.

    Raises:
        OSError: as ``open_foreign``.
        ValueError: as ``open_foreign``.

    """
    handle = open_foreign(path)
    try:
        parts, left = [], most
        while left > 0 and (part := os.read(handle, min(left, _CHUNK))):
            parts.append(part)
            left -= len(part)
    finally:
        os.close(handle)
    return b"".join(parts)
