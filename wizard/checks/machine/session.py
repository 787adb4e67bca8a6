"""How this session is opened: at the PC itself, on an RDS host, through Citrix.

What tells a session at the PC's own screen, and a session host: Microsoft's pages "Detecting the Remote Desktop
Services environment" (GlassSessionId beside SM_REMOTESESSION) and "OSVERSIONINFOEXW" (wSuiteMask).
"""

from collections.abc import Sequence

from wizard.checks.machine.figures import REMOTE_SESSION, SESSION_ID, SUITE
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
# The session that is seen on the machine's own screen.
GLASS_SESSION = registry_value(r"HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server\GlassSessionId")
READINGS = (SESSION_NAME, SESSION_ID, GLASS_SESSION, REMOTE_SESSION, CITRIX, SUITE, *CLIENT_READINGS)
_SERVICES = 0
# VER_SUITE_TERMINAL, and VER_SUITE_SINGLEUSERTS: set unless the system is a session host.
_TERMINAL, _SINGLE_USER = 0x10, 0x100


def measure_session(reader: MachineReader, field: str) -> Sequence[Measurement]:
    """Measure how this session was opened; ``field`` is the plan's field that it answers.

    Raises:
        ReadingError: no user has opened it, what the system says does not fit together, the PC is only controlled from
            elsewhere, or the server is only administered.

    """
    session = reader.read(SESSION_ID)
    if session == _SERVICES:
        raise ReadingError("service_session")
    name, remote = reader.read(SESSION_NAME)[:LONGEST_VALUE], reader.read(REMOTE_SESSION)
    values: dict[str, Value] = {"session_name": name, "remote_session": remote}
    return report(values, {field: _tell_session(reader, name.lower(), session, remote=remote)})


def _tell_session(reader: MachineReader, name: str, session: int, *, remote: bool) -> str:
    if name.startswith("ica-"):
        return "citrix"
    if is_there(reader, CITRIX):
        raise ReadingError("citrix_present", name)
    own_screen = session == read_number(reader, GLASS_SESSION)
    if name == "console" and own_screen and not remote:
        return "local"
    # A remote session with a graphics card of its own (RemoteFX) calls itself a local one.
    if not name.startswith("rdp-") or own_screen:
        raise ReadingError("contradictory", name)
    if is_multi_session(reader):
        return "rds"
    # Remote desktop to a PC is no session host: the client would run on that PC.
    if not is_server(reader):
        raise ReadingError("remote_desktop", name)
    if reader.read(SUITE) & (_TERMINAL | _SINGLE_USER) != _TERMINAL:
        raise ReadingError("not_session_host", name)
    return "rds"
