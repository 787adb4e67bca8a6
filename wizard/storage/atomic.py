"""Writing a file so that at every moment either the old or the new one is there, whole."""

import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from wizard.domain.faults import describe_os_error
from wizard.errors import ExportError

# Another program (antivirus, preview, backup) may hold a file open: access denied, sharing or lock violation.
_WINDOWS_BUSY = (5, 32, 33)
_TRIES = 8
_FIRST_PAUSE_S = 0.02
# Drives without a second name for a file say so in one of these ways.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES, errno.EMLINK, errno.EINVAL)


# What this program writes beside a file while it works on it: the beginning of its name, and a temporary file's end.
HIDDEN, PART_ENDING = ".tws-", ".part"


class Written(NamedTuple):
    """A file as it was put in place, told from any other that may stand under its name later."""

    path: Path
    device: int
    number: int


def find_target(path: Path) -> Path:
    """Return the file that a name leads to, through links; it need not be there yet.

    Raises:
        ExportError: what is there is no file that can be replaced: a folder, a device, a pipe, a circle of links.

    """
    with _told(path):
        # Only a link itself: its folders lead there as they are, however long their names.
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        try:
            mode = target.stat().st_mode
        except FileNotFoundError:
            return target
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            raise ExportError("{file}: this is a device or a pipe, not a file that can be replaced.", file=str(path))
        return target


def name_beside(target: Path, ending: str) -> str:
    """Return the name of a hidden file that belongs to another one, however long that one's own name is."""
    own = blake2b(os.path.normcase(target.name).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return f"{HIDDEN}{own}{ending}"


def write_whole(
    path: Path, content: bytes, *, private: bool = False, through_links: bool = True, owner: Path | None = None
) -> None:
    """Write a file through a temporary one in the same folder: flushed, read back, then put in place.

    ``private``: nobody but this user may read it, whatever the old file's rights were. ``through_links``: where the
    name is a link, the file that it leads to is written; otherwise the link itself is replaced. ``owner``: the file
    that is held meanwhile, with whose leftovers the temporary one is swept, where this is that one's backup.

    Raises:
        ExportError: it cannot be written; the old file, if any, is as it was.

    """
    target = find_target(path) if through_links else path
    with _told(path), _make_part(target, content, owner or target, private=private) as part:
        _replace(part, target)
        _sync_folder(target.parent)


def create_whole(path: Path, content: bytes, owner: Path | None = None) -> Written | None:
    """Write a file that must not be there yet; None where it is, which then stays as it is. ``owner``: as above.

    Raises:
        ExportError: it cannot be written; nothing is left.

    """
    with _told(path), _make_part(path, content, owner or path) as part:
        found = part.stat()
        if not _put_in_free_place(part, path):
            return None
        _sync_folder(path.parent)
        placed = path.stat()
        # A drive that gives out no numbers cannot tell files apart: then nothing is taken back either.
        return Written(path, placed.st_dev, placed.st_ino if placed.st_ino == found.st_ino else 0)


def take_back(written: Written) -> None:
    """Remove a file that was written, unless another one stands under its name since; failing is no fault."""
    with suppress(OSError):
        found = written.path.lstat()
        if written.number and (found.st_dev, found.st_ino) == (written.device, written.number):
            written.path.unlink()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    # ValueError: a name that no file can have.
    try:
        yield
    except (OSError, ValueError) as error:
        reason = describe_os_error(error)
        raise ExportError("{file}: cannot be written ({reason}).", file=str(path), reason=reason) from error


@contextmanager
def _make_part(target: Path, content: bytes, owner: Path, *, private: bool = False) -> Iterator[Path]:
    """Write the temporary file and have it removed afterwards, where it was not put in place."""
    handle, name = tempfile.mkstemp(prefix=name_beside(owner, "-"), suffix=PART_ENDING, dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if part.read_bytes() != content:
            raise ExportError("{file}: what was written does not read back; the disk may be failing.", file=str(target))
        if not private:
            _give_usual_rights(part, target)
        yield part
    finally:
        # Where the drive has gone, what made the writing fail is to be told, not this.
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _give_usual_rights(part: Path, target: Path) -> None:
    """Give a temporary file, which is private, what the old file has, or what any new file of this user gets."""
    if sys.platform == "win32":
        return
    if not target.exists():
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        return
    old = target.stat()
    with suppress(OSError):
        # Only an administrator may write for somebody else; others cannot, and keep their own.
        if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(part, old.st_uid, old.st_gid)
    part.chmod(old.st_mode & 0o777)


def _put_in_free_place(part: Path, path: Path) -> bool:
    """Give a file its name unless that is taken, in one step; say whether it was free."""
    try:
        if os.name == "nt":
            # Windows never renames over another file.
            part.rename(path)
        else:
            path.hardlink_to(part)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _reserve(part, path)
    return True


def _reserve(part: Path, path: Path) -> bool:
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    _replace(part, path)
    return True


def _replace(source: Path, target: Path) -> None:
    for attempt in range(_TRIES):
        try:
            source.replace(target)
        except OSError as error:
            if getattr(error, "winerror", None) not in _WINDOWS_BUSY or attempt == _TRIES - 1:
                raise
            time.sleep(_FIRST_PAUSE_S * 2**attempt)
        else:
            return


def _sync_folder(folder: Path) -> None:
    # Only so does the new name survive a power cut; Windows and some network drives have no such call. The file is in
    # place by then, so that a failure is none of the writing.
    if os.name == "posix":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
