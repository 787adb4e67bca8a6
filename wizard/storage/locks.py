"""One program at a time changes a file: the others wait, whichever machine of the network they run on."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wizard.domain.faults import describe_os_error
from wizard.errors import ExportError
from wizard.storage.atomic import name_beside

PATIENCE_S = 30.0
LOCK_ENDING = ".lock"
_PAUSE_S = 0.01
_LONGEST_PAUSE_S = 0.1
# Drives that know no locks: whoever changes a file there is found out by what the file holds (see saving).
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


@contextmanager
def hold_file(target: Path, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Keep a file to oneself, through a lock file beside it that is gone afterwards.

    The system lets go of the lock of a program that is killed; its lock file is taken over by whoever comes next.

    Raises:
        ExportError: another program has held it all the time, or the folder takes no file.

    """
    with hold_lock(target.parent / name_beside(target, LOCK_ENDING), target, patience_s):
        yield


@contextmanager
def hold_lock(lock: Path, target: Path, patience_s: float) -> Iterator[None]:
    """Hold a lock file by its own name; ``target`` is what it stands for, named in errors.

    Raises:
        ExportError: as ``hold_file``.

    """
    handle = _wait_for(lock, target, patience_s)
    try:
        yield
    finally:
        _let_go(handle, lock)


def _wait_for(lock: Path, target: Path, patience_s: float) -> int:
    end, pause = time.monotonic() + patience_s, _PAUSE_S
    while True:
        try:
            handle = _try_once(lock)
        except (OSError, ValueError) as error:
            raise ExportError("{file}: cannot be written ({reason}).", file=str(target),
                              reason=describe_os_error(error)) from error  # fmt: skip
        if handle is not None:
            return handle
        if time.monotonic() >= end:
            raise ExportError("{file}: another program is writing this file; try again.", file=str(target))
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE_S)


def _try_once(lock: Path) -> int | None:
    """Return the lock's handle; None where another program has it, or is just giving it up."""
    handle = _open(lock)
    if handle is None:
        return None
    try:
        if _lock(handle) and _is_in_place(handle, lock):
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _open(lock: Path) -> int | None:
    flags = os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    # Of another user's lock file reading may be allowed alone, which is enough to wait for it.
    for access in (os.O_RDWR, os.O_RDONLY):
        try:
            return os.open(lock, access | flags, 0o666)
        except PermissionError:
            # Where there is none the folder itself refuses; Windows says so of a file that is just being removed.
            if not lock.exists():
                if sys.platform == "win32":
                    continue
                raise
    return None


def _lock(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there on Windows only

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl  # noqa: PLC0415 - not there on Windows

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True


def _is_in_place(handle: int, lock: Path) -> bool:
    # Whoever had it before may have removed the file that was waited for: then it is nobody's lock any more.
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except FileNotFoundError:
        return False


def _let_go(handle: int, lock: Path) -> None:
    # Removed while it is held, so that nobody removes another one's; Windows removes no open file.
    if sys.platform == "win32":
        os.close(handle)
        with suppress(OSError):
            lock.unlink()
        return
    with suppress(OSError):
        lock.unlink()
    os.close(handle)
