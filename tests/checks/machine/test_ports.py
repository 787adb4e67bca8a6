"""Ports of TWS on the server: held, by whom, reserved by Windows, or free."""

import pytest

from tests.checks.machine.measuring import plan_server, run
from tests.checks.machine.recorded import SERVER_2019_VMWARE
from wizard.checks.machine.figures import Listener, Reservation
from wizard.checks.machine.reading import ReadingError
from wizard.domain.evidence.collection import keep_newest
from wizard.domain.evidence.record import Evidence

ANYWHERE = "0.0.0.0"  # noqa: S104 - as the systems' tables show it


def measure_ports(*listeners: Listener, reserved: object = ()) -> tuple[Evidence, ...]:
    """Return what is found of the ports that TWS needs."""
    changes = {("listeners", ""): listeners, ("reserved_ports", ""): reserved}
    return run(plan_server(SERVER_2019_VMWARE.with_changes(changes)), "server.ports")


def test_ports_held_by_their_flow_and_free_ones_together() -> None:
    """Held ports are told with their program and bear on their flow's fact, but they are nobody's way to it."""
    shared, taken, local, other, free = measure_ports(
        Listener("tcp", "::", 80, 4, "System"),
        Listener("tcp", ANYWHERE, 9001, 4_711, "java.exe"),
        Listener("tcp", "::", 9001, 4_711, "java.exe"),
        Listener("tcp", "::1", 9005, 12, "agent.exe"),
        Listener("udp", ANYWHERE, 40_000, 13, "other.exe"),
        Listener("tcp", ANYWHERE, 40_001, 13, "other.exe"),
    )
    assert (shared.state, shared.reason) == ("unknown", "kernel_shares")
    assert (taken.state, taken.reason, taken.facts, taken.subject) == ("failed", None, ("NET-7",), "server")
    assert taken.values == {"ports": "tcp 9001", "program": "java.exe", "listens_on": "0.0.0.0, ::"}
    assert (local.state, local.reason) == ("unknown", "loopback_only")
    assert (other.facts, other.values) == (
        ("NET-18",),
        {"ports": "udp 40000", "program": "other.exe", "listens_on": ANYWHERE},
    )
    assert (free.state, free.facts, free.values) == ("ok", (), {"ports_free": 1, "ports": "udp 40001"})
    assert {each.flow for each in (shared, taken, local, other, free)} == {None}


def test_two_ports_of_a_flow_held_by_two_programs() -> None:
    """Each is told beside its port."""
    taken = measure_ports(
        Listener("tcp", ANYWHERE, 9001, 1_000, "java.exe"), Listener("tcp", ANYWHERE, 9005, 1_001, "agent.exe")
    )[0]
    assert (taken.values or {})["ports"] == "tcp 9001 9005"
    assert (taken.values or {})["program"] == "9001 java.exe, 9005 agent.exe"


@pytest.mark.parametrize(
    ("listener", "reason"),
    [
        (Listener("tcp", ANYWHERE, 9001, 4_711, "tws-preinstall.exe", own=True), "own_listener"),
        (Listener("tcp", "127.0.0.1", 9001, 4_711, "python3", own=True), "own_listener"),
        (Listener("tcp", ANYWHERE, 9001, None, None), "holder_hidden"),
        (Listener("tcp", ANYWHERE, 9001, 4_712, None), "holder_hidden"),
    ],
)
def test_what_may_be_this_programs_own_listener_is_not_in_the_way(listener: Listener, reason: str) -> None:
    """A proof that runs holds the very ports: known as such, or not to be told; never failed."""
    held = measure_ports(listener)[0]
    assert (held.state, held.reason, held.facts) == ("unknown", reason, ("NET-7",))


def test_another_program_beside_the_own_listener_counts() -> None:
    """Where both hold a port on different addresses, the other one is in the way."""
    held = measure_ports(
        Listener("tcp", "10.20.0.15", 9001, 1_000, "tws-preinstall.exe", own=True),
        Listener("tcp", "10.20.0.16", 9001, 1_001, "java.exe"),
    )[0]
    assert (held.state, held.reason) == ("failed", None)


@pytest.mark.parametrize(
    ("reservation", "reserved"),
    [
        (Reservation("tcp", 9001, 9001, by_administrator=False), "tcp 9001"),
        (Reservation("tcp", 8_902, 9001, by_administrator=False), "tcp 9001"),
        (Reservation("tcp", 9001, 9_100, by_administrator=False), "tcp 9001 9005"),
        (Reservation("tcp", 8_902, 9_000, by_administrator=False), None),
        (Reservation("tcp", 9_002, 9_004, by_administrator=False), None),
        (Reservation("tcp", 9_000, 9_100, by_administrator=True), None),
        (Reservation("udp", 9_000, 9_100, by_administrator=False), None),
    ],
)
def test_ports_that_windows_reserves_are_not_free(reservation: Reservation, reserved: str | None) -> None:
    """Nobody listens there, and nobody can; what an administrator set aside is open to whoever asks for it."""
    found = measure_ports(reserved=(reservation,))
    told = [each for each in found if each.reason == "reserved_by_windows"]
    assert [(each.state, each.facts, each.values) for each in told] == (
        [("failed", ("NET-7",), {"ports": reserved})] if reserved else []
    )


def test_port_that_is_held_and_reserved_is_held() -> None:
    """http.sys reserves what it listens on: who holds it is told, which says more."""
    shared = measure_ports(
        Listener("tcp", "::", 80, 4, "System"), reserved=(Reservation("tcp", 80, 80, by_administrator=False),)
    )[0]
    assert (shared.state, shared.reason) == ("unknown", "kernel_shares")


def test_reservations_that_cannot_be_read_are_told() -> None:
    """Ports are then free of listeners, and whether Windows reserves them is not known."""
    free, unread = measure_ports(reserved=ReadingError("not_readable", "netsh"))
    assert (free.state, (free.values or {})["ports_free"]) == ("ok", 5)
    assert (unread.state, unread.reason, unread.facts, unread.detail) == ("unknown", "reservations_hidden", (), "netsh")


def test_later_run_takes_the_place_of_what_an_earlier_one_found_held() -> None:
    """A port that was freed since is not held against the server for another day."""
    before = measure_ports(Listener("tcp", ANYWHERE, 9001, 4_711, "java.exe"))
    after = tuple(each.model_copy(update={"taken_at": "2099-01-01T00:00:00Z"}) for each in measure_ports())
    assert {each.state for each in keep_newest((*before, *after))} == {"ok"}


def test_ports_that_nobody_may_see_are_unknown() -> None:
    """Where the tables are closed, no port counts as free."""
    machine = SERVER_2019_VMWARE.with_changes({("listeners", ""): ReadingError("not_readable")})
    (found,) = run(plan_server(machine), "server.ports")
    assert (found.state, found.reason, found.facts) == ("unknown", "not_readable", ("NET-1", "NET-7", "NET-18"))
