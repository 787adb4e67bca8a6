"""Writing a file so that at every moment either the old or the new one is there, whole."""

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from wizard.domain.faults import describe_os_error
from wizard.errors import ExportError

# Another program (antivirus, preview, backup) may hold a file open: access denied, sharing or lock violation.
_WINDOWS_BUSY = (5, 32, 33)
_TRIES = 8
_FIRST_PAUSE_S = 0.02


def write_whole(path: Path, content: bytes) -> None:
    """Write a file through a temporary one in the same folder: flushed, read back, then put in place.

    Raises:
        ExportError: it cannot be written; the old file, if any, is as it was.

    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".tws-", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != content:
            raise ExportError("{file}: what was written does not read back; the disk may be failing.", file=str(path))
        _give_usual_rights(temporary, path)
        _replace(temporary, path)
        temporary = None
        _sync_folder(path.parent)
    # ValueError: a name that no file can have.
    except (OSError, ValueError) as error:
        reason = describe_os_error(error)
        raise ExportError("{file}: cannot be written ({reason}).", file=str(path), reason=reason) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _give_usual_rights(temporary: Path, path: Path) -> None:
    # Temporary files are private; a saved file keeps its rights, a new one gets those of any new file of this user.
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)


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
