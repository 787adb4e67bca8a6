"""The round-trip time: over a real cable, not allowed, without an answer; and Windows' library by its structures."""

import asyncio
import ctypes
import socket
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.checks.namespaces import NOBODY, SERVER, STATION, Lab, run_in
from tests.checks.network.answers import HOME
from tests.checks.network.peers import find_tool, run_probe
from wizard.checks.network import echo, echo_windows, roundtrip
from wizard.checks.network.faults import Unproven
from wizard.checks.network.roundtrip import make_roundtrip_probe, measure
from wizard.domain.evidence.record import Evidence


def ask(lab: Lab, address: str, allowed: str) -> Evidence:
    """Return the evidence on the way to an address, from a namespace where these groups may send echoes."""
    command = (
        find_tool("ip", "iproute2"),
        "netns",
        "exec",
        lab.station,
        "sysctl",
        "-qw",
        f"net.ipv4.ping_group_range={allowed}",
    )
    subprocess.run(command, check=True)
    probe = make_roundtrip_probe(address, ("BW-2",))
    (found,) = run_in(lab.station, lambda: run_probe(probe))
    return found


def test_way_over_a_cable(lab: Lab) -> None:
    """Five echoes come back from the other end; the median is a fraction of a second."""
    found = ask(lab, SERVER, "0 0")
    assert (found.state, found.source, found.destination) == ("ok", STATION, SERVER)
    assert found.values is not None
    assert found.values["echoes_lost"] == 0
    assert 0 < float(found.values["rtt_ms"]) < 500


def test_ipv6_on_the_same_machine(lab: Lab) -> None:
    """ICMPv6 is asked as well."""
    assert ask(lab, "::1", "0 0").state == "ok"


def test_not_allowed_is_unknown(lab: Lab) -> None:
    """Where the system does not let it without rights, that is the reason; nothing is sent."""
    found = ask(lab, SERVER, "1 0")
    assert (found.state, found.reason) == ("unknown", "not_allowed")


def test_nobody_answers(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that nobody has, and one without a way: unknown."""
    monkeypatch.setattr(roundtrip, "ECHO_SECONDS", 0.1)
    assert ask(lab, NOBODY, "0 0").reason in {"no_answer", "unreachable"}
    assert ask(lab, "192.0.2.1", "0 0").reason == "no_way_here"


def test_loss_and_median() -> None:
    """Lost echoes count, and the median is that of the answers."""
    times = iter([8.0, None, 2.0, 4.0, None])

    async def send(_: int) -> float | None:
        return next(times)

    found = asyncio.run(measure(send))
    assert found.values == {"rtt_ms": 4.0, "echoes_lost": 2}


@pytest.mark.parametrize(
    ("change", "accepted"),
    [
        (lambda data: data, True),
        (lambda data: bytes((0x45, *bytes(19))) + data, True),
        (lambda data: b"\x08" + data[1:], False),
        (lambda data: data[:6] + b"\0\x09" + data[8:], False),
        (lambda data: data[:-1], False),
        (lambda data: data[:5], False),
        (lambda _: b"", False),
        (lambda _: b"\x4f", False),
    ],
)
def test_only_our_own_echo_is_an_answer(change: Callable[[bytes], bytes], accepted: bool) -> None:  # noqa: FBT001 - a column
    """Other types, numbers and contents are not; an IP head before it is passed over."""
    payload = bytes(range(32))
    data = b"\0\0" + echo.write_echo(0, 8, payload)[2:]
    assert echo.is_answer(change(data), 0, 8, payload) is accepted


def test_checksum_is_the_internets() -> None:
    """Summed with its checksum a message gives zero (RFC 1071)."""
    message = echo.write_echo(8, 3, b"\xff" * 32)
    total = sum(int.from_bytes(message[at : at + 2]) for at in range(0, len(message), 2))
    assert (total % 0xFFFF) == 0


class Library:
    """Answers as iphlpapi.dll does, into the caller's buffer."""

    def __init__(self, status: int = 0, count: int = 1, handle: int | None = 7, address: str = HOME) -> None:
        self.status, self.count, self.handle, self.address = status, count, handle, address
        self.closed: list[int] = []

    def IcmpCreateFile(self) -> int | None:  # noqa: N802 - Microsoft's name
        """Open."""
        return self.handle

    def IcmpCloseHandle(self, handle: int) -> int:  # noqa: N802 - as above
        """Close."""
        self.closed.append(handle)
        return 1

    def IcmpSendEcho(  # noqa: N802, PLR0913, PLR0917 - as above, and Microsoft's parameters
        self, handle: int, address: int, data: bytes, size: int, options: None, reply: object, room: int, wait_ms: int
    ) -> int:
        """Reply."""
        assert (handle, options, size, wait_ms) == (self.handle, None, len(data), 250)
        assert room >= ctypes.sizeof(echo_windows.Reply) + size + 8
        assert address == ctypes.c_uint32.from_buffer_copy(socket.inet_aton(HOME)).value
        found = echo_windows.Reply.from_buffer(reply)  # type: ignore[arg-type]  # a buffer
        found.address = ctypes.c_uint32.from_buffer_copy(socket.inet_aton(self.address)).value
        found.status = self.status
        return self.count


def test_windows_library_is_called_as_documented() -> None:
    """An answer has its time; a time-out and another's answer have none; the handle is closed each time."""
    for library, answered in (
        (Library(), True),
        (Library(status=11010), False),
        (Library(count=0), False),
        (Library(address="127.0.0.2"), False),
    ):
        assert (echo_windows.send_echo(library, HOME, 250, lambda: 11010) is not None) is answered
        assert library.closed == [7]


@pytest.mark.parametrize(
    ("library", "error", "reason"),
    [
        (Library(status=11003), 0, "unreachable"),
        (Library(count=0), 11003, "unreachable"),
        (Library(count=0), 1231, "unreachable"),
        (Library(status=11009), 0, "connection_failed"),
        (Library(count=0), 11050, "connection_failed"),
        (Library(handle=None), 0, "not_allowed"),
        (Library(handle=ctypes.c_void_p(-1).value), 0, "not_allowed"),
    ],
)
def test_windows_errors_are_unknown_and_no_lost_echo(library: Library, error: int, reason: str) -> None:
    """What a router or Windows itself reports, as a status or as the call's error, is told for what it is."""
    with pytest.raises(Unproven, match=reason) as caught:
        echo_windows.send_echo(library, HOME, 250, lambda: error)
    assert caught.value.state == "unknown"
    assert len(library.closed) == (reason != "not_allowed")


def test_windows_structures_have_microsofts_sizes() -> None:
    """On 64 bits: IP_OPTION_INFORMATION has 16 bytes, ICMP_ECHO_REPLY 40."""
    assert (ctypes.sizeof(echo_windows.Options), ctypes.sizeof(echo_windows.Reply)) == (16, 40)


@pytest.mark.skipif(sys.platform == "win32", reason="there it is: tests/checks/network/test_on_windows.py")
def test_library_is_windows_alone() -> None:
    """Elsewhere there is none, and that is said."""
    with pytest.raises(Unproven, match="not_on_this_system"):
        echo_windows.load_library()
