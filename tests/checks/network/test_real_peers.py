"""The probes against real servers, and against nobody."""

import shutil
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Iterator
from typing import ClassVar

import pytest

from tests.checks.network.peers import find_free_port, run_probe
from wizard.checks.network.clock import make_clock_probe
from wizard.checks.network.directory import make_directory_probe
from wizard.checks.network.peers import Asked
from wizard.checks.network.roundtrip import make_roundtrip_probe
from wizard.checks.network.sip import make_sip_probe
from wizard.checks.network.smpp import make_smpp_probe
from wizard.domain.evidence.record import FlowEnd

FLOW = FlowEnd(fact="NET-19", subject="server", protocol="udp", port=5060)


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_sip_server_answers(sip_server: int, transport: str) -> None:
    """Kamailio's answer to OPTIONS proves that a SIP peer is there, and says what it is."""
    asked = Asked("127.0.0.1", sip_server, ("NET-19",), "server", FLOW)
    (evidence,) = run_probe(make_sip_probe(asked, transport))  # type: ignore[arg-type]
    assert (evidence.state, evidence.flow) == ("ok", FLOW)
    assert evidence.values is not None
    assert evidence.values["sip_status"] == "200 OK"
    assert "kamailio" in str(evidence.values["product"]).lower()
    assert (evidence.source, evidence.destination) == ("127.0.0.1", "127.0.0.1")


def test_directory_tells_its_root(directory: int) -> None:
    """OpenLDAP tells its naming contexts and version 3 without a name."""
    (evidence,) = run_probe(make_directory_probe(Asked("127.0.0.1", directory, ("NET-37",))))
    assert evidence.state == "ok"
    assert evidence.values is not None
    assert evidence.values["naming_contexts"] == "dc=example,dc=com"
    assert "3" in str(evidence.values["ldap_versions"])


@pytest.mark.parametrize("make", [make_directory_probe, make_smpp_probe, lambda asked: make_sip_probe(asked, "tcp")])
def test_nobody_there_is_refused(make: object) -> None:
    """Where nothing listens the probe fails, and says that it was refused."""
    (evidence,) = run_probe(make(Asked("127.0.0.1", find_free_port(), ())))  # type: ignore[operator]
    assert (evidence.state, evidence.reason) == ("failed", "refused")


def test_refused_datagram_is_told() -> None:
    """A closed UDP port says so by ICMP: that is a failure, silence is not."""
    (evidence,) = run_probe(make_sip_probe(Asked("127.0.0.1", find_free_port(socket.SOCK_DGRAM), ())))
    assert (evidence.state, evidence.reason) == ("failed", "refused")


def test_silence_is_unknown(silent_port: int) -> None:
    """A peer that says nothing by UDP may be behind a firewall, or away: nobody knows."""
    (evidence,) = run_probe(make_sip_probe(Asked("127.0.0.1", silent_port, ())))
    assert (evidence.state, evidence.reason) == ("unknown", "no_answer")


class _Smpp(socketserver.BaseRequestHandler):
    """An SMS server: answers enquiries, or refuses those of strangers, as told."""

    command: ClassVar[int] = 0x80000015

    def handle(self) -> None:
        _, _, _, sequence = struct.unpack("!IIII", self.request.recv(16))
        self.request.sendall(struct.pack("!IIII", 16, self.command, 0, sequence))


class _StrictSmpp(_Smpp):
    command = 0x80000000


class _Bind(_Smpp):
    command = 0x80000009


@pytest.fixture
def _no_threads_left() -> Iterator[None]:
    before = threading.active_count()
    yield
    assert threading.active_count() == before


@pytest.mark.usefixtures("_no_threads_left")
@pytest.mark.parametrize(("handler", "state"), [(_Smpp, "ok"), (_StrictSmpp, "ok"), (_Bind, "failed")])
def test_sms_server_answers(handler: type[_Smpp], state: str) -> None:
    """An answer to the enquiry and a refusal of it are both SMPP; an answer to something else is not."""
    with socketserver.TCPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        (evidence,) = run_probe(make_smpp_probe(Asked("127.0.0.1", server.server_address[1], ("NET-36",))))
        thread.join()
    assert evidence.state == state


class _Clock(socketserver.BaseRequestHandler):
    """A time server that is wrong by some seconds."""

    offset: ClassVar[float] = 0.0

    def handle(self) -> None:
        data, made = self.request
        now = time.time() + 2_208_988_800 + self.offset
        stamp = struct.pack("!II", int(now), int((now % 1) * 2**32))
        made.sendto(bytes((0x24, 2, 0, 0)) + bytes(20) + data[40:48] + stamp + stamp, self.client_address)


class _WrongClock(_Clock):
    offset = 61.0


class _NearlyRightClock(_Clock):
    offset = -59.0


@pytest.mark.usefixtures("_no_threads_left")
@pytest.mark.parametrize(("handler", "state"), [(_Clock, "ok"), (_NearlyRightClock, "ok"), (_WrongClock, "failed")])
def test_clock_is_compared(handler: type[_Clock], state: str) -> None:
    """Within a minute of the time server the clock is in step, beyond it is not."""
    with socketserver.UDPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        (evidence,) = run_probe(make_clock_probe(Asked("127.0.0.1", server.server_address[1], ())))
        thread.join()
    assert evidence.state == state
    assert evidence.values is not None
    assert abs(float(evidence.values["clock_offset_s"]) - handler.offset) < 1


def test_round_trip_is_measured_or_not_allowed() -> None:
    """Loopback answers within milliseconds, where the system lets this user ask."""
    (evidence,) = run_probe(make_roundtrip_probe("127.0.0.1", ("BW-2",)))
    if evidence.reason == "not_allowed":
        assert evidence.state == "unknown"
        return
    assert evidence.state == "ok"
    assert evidence.values is not None
    assert 0 < float(evidence.values["rtt_ms"]) < 500
    assert evidence.values["echoes_lost"] == 0


def test_round_trip_to_a_far_host(far_host: str) -> None:
    """A host in a network of its own answers too."""
    assert shutil.which("ip")
    (evidence,) = run_probe(make_roundtrip_probe(far_host, ()))
    assert evidence.reason in (None, "not_allowed")
