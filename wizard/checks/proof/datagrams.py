"""A listener's UDP ports: one datagram in, at most one of the same length out."""

import asyncio
import contextlib
import socket
import time

from wizard.checks.proof.challenge import Port
from wizard.checks.proof.responder import Responder
from wizard.checks.proof.sockets import name_own_end

# A flood on one port must leave the others, and stopping, their turn.
IN_A_ROW = 16
# A socket that does nothing but fail.
PAUSE_SECONDS = 0.01
# What Ethernet carries; longer ones are cut (Linux) or are an error (Windows), and no request either way.
LONGEST_DATAGRAM = 2_048


async def serve_datagrams(listening: socket.socket, port: Port, responder: Responder) -> None:
    """Answer on one socket until cancelled. Not by a transport: on Windows that stops at the first receive error."""
    loop, count, faults, own = asyncio.get_running_loop(), 0, 0, name_own_end(listening)
    while True:
        count += 1
        if count % IN_A_ROW == 0:
            await asyncio.sleep(PAUSE_SECONDS if faults >= IN_A_ROW else 0)
        try:
            data, source = await loop.sock_recvfrom(listening, LONGEST_DATAGRAM)
        except OSError:
            # A prover that has gone, for instance: Windows tells it on the next receive.
            faults += 1
            continue
        faults = 0
        reply = responder.answer(data, port, (source[0], source[1]), time.perf_counter(), own)
        if reply is not None:
            # What the network does not take is lost, as a datagram may be.
            with contextlib.suppress(OSError):
                listening.sendto(reply, source)
