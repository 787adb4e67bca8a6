"""How a session was opened: at the PC, on a session host, through Citrix; and what must not be taken for it."""

from collections.abc import Mapping

import pytest

from tests.checks.machine.measuring import answer
from tests.checks.machine.recorded import CITRIX, MULTI_SESSION, PRODUCT_TYPE, SERVER

HOST_MODE = ("value", r"HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server\TSAppCompat")


@pytest.mark.parametrize(
    ("name", "remote", "changes", "session"),
    [
        ("Console", False, {}, "local"),
        ("Console", True, {}, ["contradictory"]),
        ("RDP-Tcp#12", True, {}, ["remote_desktop"]),
        ("RDP-Tcp#12", True, {("value", PRODUCT_TYPE): "ServerNT"}, "rds"),
        ("RDP-Tcp#12", False, {("value", PRODUCT_TYPE): "ServerNT"}, ["contradictory"]),
        ("ICA-CGP#3", True, {}, "citrix"),
        ("Console", False, {("names", CITRIX): ("ListOfDDCs",)}, ["citrix_present"]),
        ("Services", False, {}, ["contradictory"]),
        (None, False, {}, ["absent"]),
        ("RDP-Tcp#12", True, {**SERVER, HOST_MODE: 1}, "rds"),
        ("RDP-Tcp#12", True, {**SERVER, HOST_MODE: 0}, ["not_session_host"]),
        ("RDP-Tcp#12", True, SERVER, "rds"),
        ("RDP-Tcp#12", True, {HOST_MODE: 1}, ["remote_desktop"]),
        ("RDP-Sxs240705700#3", True, {**MULTI_SESSION, HOST_MODE: 0}, "rds"),
        ("Console", False, MULTI_SESSION, "local"),
    ],
)
def test_session(name: str | None, remote: bool, changes: Mapping[tuple[str, str], object], session: object) -> None:  # noqa: FBT001 - as the system answers
    """Both answers of the system must agree; remote desktop to a PC is no session host."""
    told = {("variable", "SESSIONNAME"): name, ("remote_session", ""): remote}
    assert answer({**told, **changes}, "station.session", "session") == session
