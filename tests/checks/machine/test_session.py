"""How a session was opened: at the PC, on a session host, through Citrix; and what must not be taken for it."""

from collections.abc import Mapping

import pytest

from tests.checks.machine.measuring import answer
from tests.checks.machine.recorded import (
    CITRIX,
    GLASS_SESSION,
    MULTI_SESSION,
    PRODUCT_TYPE,
    SERVER,
    SUITE_SERVER,
    SUITE_SESSION_HOST,
)
from wizard.checks.machine.reading import ReadingError

GLASS, SUITE, ROLE = ("value", GLASS_SESSION), ("suite", ""), ("value", PRODUCT_TYPE)
ON_SCREEN, ELSEWHERE = {("session_id", ""): 1, GLASS: 1}, {("session_id", ""): 3, GLASS: 1}
HOST = {**ELSEWHERE, **SERVER, SUITE: SUITE_SESSION_HOST}
ADMINISTERED = {**ELSEWHERE, **SERVER, SUITE: SUITE_SERVER}


def ask(name: str | None, changes: Mapping[tuple[str, str], object], *, remote: bool) -> object:
    """Return which session is told of one of this name; the reasons where none is."""
    told = {("variable", "SESSIONNAME"): name, ("remote_session", ""): remote}
    return answer({**told, **changes}, "station.session", "session")


@pytest.mark.parametrize(
    ("name", "remote", "changes", "session"),
    [
        ("Console", False, ON_SCREEN, "local"),
        ("Console", True, ON_SCREEN, ["contradictory"]),
        ("Console", False, ELSEWHERE, ["contradictory"]),
        ("Console", False, {GLASS: None}, ["absent"]),
        ("Console", False, {**ON_SCREEN, **MULTI_SESSION}, "local"),
        ("RDP-Tcp#12", True, ELSEWHERE, ["remote_desktop"]),
        ("RDP-Tcp#12", False, ELSEWHERE, ["remote_desktop"]),
        ("RDP-Tcp#12", True, ON_SCREEN, ["contradictory"]),
        ("RDP-Tcp#12", True, {**ELSEWHERE, SUITE: SUITE_SESSION_HOST}, ["remote_desktop"]),
        ("RDP-Sxs240705700#3", True, {**ELSEWHERE, **MULTI_SESSION}, "rds"),
        ("ICA-CGP#3", True, ELSEWHERE, "citrix"),
        ("Console", False, {("names", CITRIX): ("ListOfDDCs",)}, ["citrix_present"]),
        ("Services", False, ELSEWHERE, ["contradictory"]),
        (None, False, {}, ["absent"]),
    ],
)
def test_session(name: str | None, remote: bool, changes: Mapping[tuple[str, str], object], session: object) -> None:  # noqa: FBT001 - as the system answers
    """All that the system answers must agree; remote desktop to a PC is no session host."""
    assert ask(name, changes, remote=remote) == session


@pytest.mark.parametrize(
    ("changes", "session"),
    [
        (HOST, "rds"),
        ({**HOST, ROLE: "LanmanNT"}, "rds"),
        (ADMINISTERED, ["not_session_host"]),
        ({**ADMINISTERED, ROLE: "LanmanNT"}, ["not_session_host"]),
        ({**HOST, SUITE: 0}, ["not_session_host"]),
        ({**HOST, SUITE: SUITE_SESSION_HOST | 0x80}, "rds"),
        ({**HOST, SUITE: None}, ["absent"]),
        ({**HOST, SUITE: ReadingError("not_readable")}, ["not_readable"]),
    ],
)
@pytest.mark.parametrize("remote", [True, False])
def test_remote_desktop_to_a_server(changes: Mapping[tuple[str, str], object], session: object, remote: bool) -> None:  # noqa: FBT001 - as the system answers
    """Only on a session host is it the users' session: a server that is administered has none of them."""
    assert ask("RDP-Tcp#12", changes, remote=remote) == session


@pytest.mark.parametrize("name", ["Services", "Console", None])
def test_service_is_in_no_users_session(name: str | None) -> None:
    """Started as SYSTEM, whatever the environment says, nothing is told of the users' sessions."""
    assert ask(name, {("session_id", ""): 0, GLASS: 0}, remote=False) == ["service_session"]
