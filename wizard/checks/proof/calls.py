"""Sending calls at once through a proven UDP port, and taking down what comes back."""

import asyncio
import socket
import time
from dataclasses import dataclass, field

from wizard.checks.proof.challenge import Direction
from wizard.checks.proof.outcome import Ending, name_fault
from wizard.checks.proof.packet import PACKET_BYTES, PACKETS_PER_SECOND, Packet, seal_packet, unseal_packet
from wizard.checks.proof.quality import Arrival
from wizard.checks.proof.replay import SequenceWindow

INTERVAL_SECONDS = 1 / PACKETS_PER_SECOND
# The last packets are still on their way: as long as the slowest before them took, and some more.
LEAST_LINGER_SECONDS, LONGEST_LINGER_SECONDS = 1.0, 3.0
LINGER_MARGIN_SECONDS = 0.5
_DATAGRAMS_IN_A_ROW = 16
_US_PER_SECOND = 1_000_000


@dataclass(slots=True)
class Recording:
    """What one stream sent and got back; call numbers from 0, clocks in µs.

    ``counted`` is, by call and sequence number, how many of the call's packets the listener had got by then; ``told``
    how many of all it says to have got in the end, ``reached`` whether it answered then.
    """

    calls: int
    family: socket.AddressFamily = socket.AF_INET
    sent: dict[int, list[int]] = field(default_factory=dict)
    there: dict[int, list[Arrival]] = field(default_factory=dict)
    back: dict[int, list[Arrival]] = field(default_factory=dict)
    counted: dict[int, dict[int, int]] = field(default_factory=dict)
    round_trips_us: list[int] = field(default_factory=list)
    told: int | None = None
    reached: bool = False
    unsent: int = 0
    lagged: int = 0
    refused: bool = False
    """Somebody said that the port is closed: the other end's system, or a firewall in its place."""
    fault: str | None = None

    @property
    def packets(self) -> int:
        """Return how many were sent."""
        return sum(map(len, self.sent.values()))

    @property
    def is_waited_out(self) -> bool:
        """Say whether what had not come back when the waiting ended was lost: no echo took as long as was waited."""
        slow = bool(self.round_trips_us) and choose_linger(self) >= LONGEST_LINGER_SECONDS
        return not slow or len(self.round_trips_us) == self.packets

    @property
    def is_broken_off(self) -> bool:
        """Say whether the listener was gone in the end, or the way to it: no answer, and no echo of the last second."""
        last = max((max(each, default=0) for each in self.sent.values()), default=0)
        heard = max((max(each, default=0) for each in self.counted.values()), default=0)
        return not self.reached and (self.refused or heard <= last - PACKETS_PER_SECOND)


def choose_linger(recording: Recording) -> float:
    """Return how many seconds to wait for the last echoes; the longest where none has come yet."""
    if not recording.round_trips_us:
        return LONGEST_LINGER_SECONDS
    slowest = max(recording.round_trips_us) / _US_PER_SECOND
    return min(max(slowest + LINGER_MARGIN_SECONDS, LEAST_LINGER_SECONDS), LONGEST_LINGER_SECONDS)


async def send_calls(through: socket.socket, run: bytes, key: bytes, calls: int, seconds: float) -> Recording:
    """Send so many calls at once for some seconds through a connected socket and return what came back."""
    recording = Recording(calls, through.family)
    hearing = asyncio.create_task(_hear(through, run, key, recording))
    try:
        await _speak(through, run, key, recording, round(seconds * PACKETS_PER_SECOND))
        await _linger(recording)
    finally:
        hearing.cancel()
        await asyncio.gather(hearing, return_exceptions=True)
    return recording


async def _linger(recording: Recording) -> None:
    """Wait for the last echoes; what comes meanwhile may tell that more time is needed, or none."""
    began = time.perf_counter()
    while len(recording.round_trips_us) < recording.packets:
        if time.perf_counter() - began >= choose_linger(recording):
            return
        await asyncio.sleep(INTERVAL_SECONDS)


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
        packet = seal_packet(Packet(Direction.REQUEST, run, call, sequence, _now_us()), key)
        if _send(through, packet, recording):
            recording.sent.setdefault(call, []).append(sequence)
        else:
            recording.unsent += 1


def _send(through: socket.socket, packet: bytes, recording: Recording) -> bool:
    """Say whether a packet was sent: what is full here has not been lost on the way."""
    for _ in range(2):
        try:
            through.send(packet)
        except OSError as error:
            if not _take_fault(error, recording):
                return False
        else:
            return True
    return False


def _take_fault(error: OSError, recording: Recording) -> bool:
    """Take down what a socket says; say whether it tells of a packet before, so that this one may go (udp(7))."""
    recording.fault = str(error)
    ending = name_fault(error, connected=False)
    recording.refused |= ending is Ending.REFUSED
    return ending in (Ending.REFUSED, Ending.UNREACHABLE)


async def _hear(through: socket.socket, run: bytes, key: bytes, recording: Recording) -> None:
    loop, windows, count = asyncio.get_running_loop(), dict[int, SequenceWindow](), 0
    while True:
        count += 1
        if count % _DATAGRAMS_IN_A_ROW == 0:
            await asyncio.sleep(0)
        try:
            data = await loop.sock_recv(through, PACKET_BYTES + 1)
        except OSError as error:
            # Each ICMP message is told once; anything else may go on for ever.
            await asyncio.sleep(0 if _take_fault(error, recording) else INTERVAL_SECONDS)
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
    recording.counted.setdefault(call, {})[packet.sequence] = packet.received
    recording.round_trips_us.append(arrived_us - packet.sent_us)


def _now_us() -> int:
    return round(time.perf_counter() * _US_PER_SECOND)
