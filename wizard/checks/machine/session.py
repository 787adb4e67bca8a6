"""How this session is opened: at the PC itself, on an RDS host, through Citrix."""

from collections.abc import Sequence

from wizard.checks.machine.figures import REMOTE_SESSION
from wizard.checks.machine.local_probe import report
from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.machine.registry import (
    LONGEST_VALUE,
    is_there,
    read_number,
    registry_names,
    registry_value,
    variable,
)
from wizard.checks.machine.windows import CLIENT_READINGS, is_multi_session, is_server
from wizard.checks.probe import Measurement, Value

SESSION_NAME = variable("SESSIONNAME")
# Written where the Citrix Virtual Delivery Agent is installed: there a session named Console may be one of Citrix's.
CITRIX = registry_names(r"HKLM\SOFTWARE\Citrix\VirtualDesktopAgent")
# 1 where the role of a session host is installed; 0 where remote desktop only serves to administer the server.
HOST_MODE = registry_value(r"HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server\TSAppCompat")
_ADMINISTRATION = 0
READINGS = (SESSION_NAME, REMOTE_SESSION, CITRIX, HOST_MODE, *CLIENT_READINGS)


def measure_session(reader: MachineReader, field: str) -> Sequence[Measurement]:
    """Measure how this session was opened; ``field`` is the plan's field that it answers.

    Raises:
        ReadingError: the system's two answers do not fit together, or the PC is only controlled from elsewhere.

    """
    name, remote = reader.read(SESSION_NAME)[:LONGEST_VALUE], reader.read(REMOTE_SESSION)
    values: dict[str, Value] = {"session_name": name, "remote_session": remote}
    return report(values, {field: _tell_session(reader, name.lower(), remote=remote)})


def _tell_session(reader: MachineReader, name: str, *, remote: bool) -> str:
    if name.startswith("ica-"):
        return "citrix"
    if is_there(reader, CITRIX):
        raise ReadingError("citrix_present", name)
    if name == "console" and not remote:
        return "local"
    if not (name.startswith("rdp-") and remote):
        raise ReadingError("contradictory", name)
    mode = _read_host_mode(reader)
    if is_multi_session(reader):
        return "rds"
    # Remote desktop to a PC is no session host: the client would run on that PC.
    if not is_server(reader):
        raise ReadingError("remote_desktop", name)
    if mode == _ADMINISTRATION:
        raise ReadingError("not_session_host", name)
    return "rds"


def _read_host_mode(reader: MachineReader) -> int | None:
    try:
        return read_number(reader, HOST_MODE)
    except ReadingError:
        return None
