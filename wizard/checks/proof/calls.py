"""Sending calls at once through a proven UDP port, and taking down what comes back."""

import asyncio
import socket
import time
from dataclasses import dataclass, field

from wizard.checks.proof.challenge import Direction
from wizard.checks.proof.packet import PACKET_BYTES, PACKETS_PER_SECOND, Packet, seal_packet, unseal_packet
from wizard.checks.proof.quality import Arrival
from wizard.checks.proof.replay import SequenceWindow

INTERVAL_SECONDS = 1 / PACKETS_PER_SECOND
# The last packets are still on their way.
LINGER_SECONDS = 1.0
_DATAGRAMS_IN_A_ROW = 16


@dataclass(slots=True)
class Recording:
    """What one stream sent and got back; call numbers from 0, clocks in µs."""

    calls: int
    sent: dict[int, list[int]] = field(default_factory=dict)
    there: dict[int, list[Arrival]] = field(default_factory=dict)
    back: dict[int, list[Arrival]] = field(default_factory=dict)
    received: dict[int, int] = field(default_factory=dict)
    round_trips_us: list[int] = field(default_factory=list)
    unsent: int = 0
    lagged: int = 0
    fault: str | None = None


async def send_calls(through: socket.socket, run: bytes, key: bytes, calls: int, seconds: float) -> Recording:
    """Send so many calls at once for some seconds through a connected socket and return what came back."""
    recording = Recording(calls)
    hearing = asyncio.create_task(_hear(through, run, key, recording))
    try:
        await _speak(through, run, key, recording, round(seconds * PACKETS_PER_SECOND))
        await asyncio.sleep(LINGER_SECONDS)
    finally:
        hearing.cancel()
        await asyncio.gather(hearing, return_exceptions=True)
    return recording


async def _speak(through: socket.socket, run: bytes, key: bytes, recording: Recording, packets: int) -> None:
    """Send packet after packet, the calls spread over the interval as they are in life."""
    step = INTERVAL_SECONDS / recording.calls
    began = time.perf_counter()
    for number in range(packets * recording.calls):
        sequence, call = divmod(number, recording.calls)
        behind = time.perf_counter() - (began + number * step)
        # To the next turn of the loop where it is time already, so that what came in is heard.
        await asyncio.sleep(max(0.0, -behind))
        recording.lagged += behind > INTERVAL_SECONDS
        packet = Packet(Direction.REQUEST, run, call, sequence, _now_us())
        try:
            through.send(seal_packet(packet, key))
        except OSError as error:
            # Full here, not lost on the way; or the other end has gone.
            recording.unsent += 1
            recording.fault = str(error)
            continue
        recording.sent.setdefault(call, []).append(sequence)


async def _hear(through: socket.socket, run: bytes, key: bytes, recording: Recording) -> None:
    loop, windows, count = asyncio.get_running_loop(), dict[int, SequenceWindow](), 0
    while True:
        count += 1
        if count % _DATAGRAMS_IN_A_ROW == 0:
            await asyncio.sleep(0)
        try:
            data = await loop.sock_recv(through, PACKET_BYTES + 1)
        except OSError as error:
            recording.fault = str(error)
            await asyncio.sleep(INTERVAL_SECONDS)
            continue
        arrived = _now_us()
        packet = unseal_packet(data, key, Direction.REPLY)
        if packet is None or packet.run != run or packet.call >= recording.calls:
            continue
        if windows.setdefault(packet.call, SequenceWindow()).take(packet.sequence):
            _take_down(packet, arrived, recording)


def _take_down(packet: Packet, arrived_us: int, recording: Recording) -> None:
    call = packet.call
    recording.there.setdefault(call, []).append(Arrival(packet.sequence, packet.sent_us, packet.arrived_us))
    recording.back.setdefault(call, []).append(Arrival(packet.sequence, packet.arrived_us, arrived_us))
    recording.received[call] = max(recording.received.get(call, 0), packet.received)
    recording.round_trips_us.append(arrived_us - packet.sent_us)


def _now_us() -> int:
    return round(time.perf_counter() * 1_000_000)
