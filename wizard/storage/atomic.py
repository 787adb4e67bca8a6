"""Writing a file so that at every moment either the old or the new one is there, whole."""

import os
import tempfile
import time
from pathlib import Path

from wizard.errors import ExportError

# Another program (antivirus, preview, backup) may hold a file open for a moment: access denied, sharing or lock violation.
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
        _give_usual_rights(temporary)
        _replace(temporary, path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        raise ExportError("{file}: cannot be written ({reason}).", file=str(path),
                          reason=error.strerror or str(error)) from error  # fmt: skip
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _give_usual_rights(path: Path) -> None:
    # Temporary files are private; a saved file gets what any new file of this user would get.
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)


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
    # Only so does the new name survive a power cut; Windows has no such call.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
