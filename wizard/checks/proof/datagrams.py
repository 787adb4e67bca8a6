"""A listener's UDP ports: one datagram in, at most one of the same length out."""

import asyncio
import contextlib
import socket
import time

from wizard.checks.proof.challenge import MESSAGE_BYTES, Port
from wizard.checks.proof.responder import Responder

# A flood on one port must leave the others, and stopping, their turn.
DATAGRAMS_IN_A_ROW = 16
# After a fault of the socket itself, for instance an unreachable prover as Windows reports it on the next receive.
PAUSE_SECONDS = 0.01


async def serve_datagrams(listening: socket.socket, port: Port, responder: Responder) -> None:
    """Answer on one socket until cancelled. Not by a transport: on Windows that stops at the first receive error."""
    loop = asyncio.get_running_loop()
    count = 0
    while True:
        count += 1
        if count % DATAGRAMS_IN_A_ROW == 0:
            await asyncio.sleep(0)
        try:
            # One byte more, so that what is too long is seen to be.
            data, source = await loop.sock_recvfrom(listening, MESSAGE_BYTES + 1)
        except OSError:
            await asyncio.sleep(PAUSE_SECONDS)
            continue
        reply = responder.answer(data, port, (source[0], source[1]), time.perf_counter())
        if reply is not None:
            # What the network does not take is lost, as a datagram may be.
            with contextlib.suppress(OSError):
                listening.sendto(reply, source)
