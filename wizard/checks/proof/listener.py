"""The listening end: opens the plan's ports for a limited time and answers whoever has the code."""

import asyncio
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from wizard.checks.handles import allow_handles
from wizard.checks.proof.addresses import list_own_addresses
from wizard.checks.proof.challenge import Kind, Message, Port, PortState, read_calls
from wizard.checks.proof.code import derive_key, read_code
from wizard.checks.proof.datagrams import serve_datagrams
from wizard.checks.proof.events import Closed, Event, Heard, Opened, Reached, Refused, VoiceGranted
from wizard.checks.proof.holders import is_other_listener
from wizard.checks.proof.machine_token import make_token
from wizard.checks.proof.responder import Responder, Tellers
from wizard.checks.proof.sockets import open_port
from wizard.checks.proof.streams import CONNECTIONS_AT_LEAST, CONNECTIONS_AT_MOST, Streams
from wizard.domain.evidence.record import FlowEnd
from wizard.errors import WizardError

SECONDS = 1_800
HEARD_AT_MOST = 65_536
# What comes in within it is told together; a range is a thousand ports.
GATHER_SECONDS = 0.5
# Between two times that strangers are told of.
REFUSED_SECONDS = 10.0
# IPv4 and IPv6.
_FAMILIES = 2
# A whole range of voice ports on sixteen addresses; a machine with more answers UDP from whichever it likes.
_SOCKETS_AT_MOST = 16_384
# What Python and the loop need beside the ports and the connections.
_SPARE_HANDLES = 256


class Listener:
    """One session, with a code of its own. ``stop`` may be called from any thread.

    Args:
        ends: the ports to open, and the flows that need them (``list_flow_ends``).
        code: a new one for each session (``make_code``); to be shown.
        address: the one address of this machine to listen on; None: all, of IPv4 and IPv6.
        seconds: how long at most.
        tell: takes the events, on the thread of ``carry_out``; it must not raise nor hold it up.

    Raises:
        WizardError: the code is none; from ``carry_out``: the system does not let so many ports be open, or none of
            them could be opened.

    """

    def __init__(
        self,
        ends: Sequence[FlowEnd],
        code: str,
        *,
        address: str | None = None,
        seconds: float = SECONDS,
        tell: Callable[[Event], None] | None = None,
    ) -> None:
        self._flows: dict[Port, list[FlowEnd]] = {}
        for end in ends:
            self._flows.setdefault(Port(end.protocol, end.port), []).append(end)
        self._code, self._address, self._seconds, self._tell = read_code(code), address, seconds, tell
        self._states: dict[Port, PortState] = {}
        self._heard: dict[tuple[str, Port], Heard] = {}
        self._reached: set[Port] = set()
        self._untold: dict[str, list[Port]] = {}
        self._refused_at: float | None = None
        self._responder: Responder | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None
        self._stopped = False

    def carry_out(self) -> Closed:
        """Listen on this thread until the time is over or ``stop`` is called; return what was opened and heard."""
        key = derive_key(self._code)
        closed = asyncio.run(self._listen(key))
        self._report(closed)
        return closed

    def stop(self) -> None:
        """Close every port at once."""
        self._stopped = True
        loop, ended = self._loop, self._ended
        if loop is not None and ended is not None:
            try:
                loop.call_soon_threadsafe(ended.set)
            except RuntimeError:
                # It had just ended by itself.
                return

    async def _listen(self, key: bytes) -> Closed:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        if self._stopped:
            self._ended.set()
        responder = Responder(key, self._states, Tellers(self._hear, self._refuse), make_token(key))
        self._responder = responder
        sockets, tasks = self._open_all(), set[asyncio.Task[None]]()
        streams = Streams(responder, allow_handles(CONNECTIONS_AT_MOST, _SPARE_HANDLES + len(sockets)))
        try:
            for port, opened in sockets:
                if port.protocol == "tcp":
                    streams.serve(opened, port)
                else:
                    tasks.add(asyncio.create_task(serve_datagrams(opened, port, responder)))
            self._report(Opened(tuple(self._states.items()), datetime.now(UTC) + timedelta(seconds=self._seconds)))
            await self._wait(self._ended)
        finally:
            await streams.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for _, opened in sockets:
                opened.close()
            self._tell_reached()
        heard, reached = tuple(self._heard.values()), frozenset(self._reached)
        return Closed(tuple(self._states.items()), heard, reached, responder.refused, self._stopped)

    async def _wait(self, ended: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                await ended.wait()
        except TimeoutError:
            return

    def _open_all(self) -> list[tuple[Port, socket.socket]]:
        own = self._find_own_addresses()
        sockets: list[tuple[Port, socket.socket]] = []
        for port in self._flows:
            self._states[port], opened = open_port(port, self._address, own)
            sockets.extend((port, each) for each in opened)
        if self._states and not sockets:
            raise _refuse_all(self._states)
        return sockets

    def _find_own_addresses(self) -> tuple[str, ...]:
        """Return the addresses that UDP gets a socket each for; none where the system does not let so many be open.

        Raises:
            WizardError: it does not let one socket for each port be open.

        """
        own = () if self._address is not None else list_own_addresses()
        datagrams = sum(port.protocol == "udp" for port in self._flows)
        least = (_FAMILIES if self._address is None else 1) * len(self._flows)
        wanted = least + len(own) * datagrams
        allowed = allow_handles(wanted, _SPARE_HANDLES + CONNECTIONS_AT_LEAST)
        if least > allowed:
            raise WizardError(
                "This system lets the program open {allowed} sockets at once; the {count} ports need {least}. Raise the"
                " limit on open files (ulimit -n), or try five ports of each range (--quick).",
                allowed=allowed, count=len(self._flows), least=least,
            )  # fmt: skip
        return own if wanted <= min(allowed, _SOCKETS_AT_MOST) else ()

    def _hear(self, reply: Message, source: str) -> None:
        now, known = datetime.now(UTC), (source, reply.port)
        if reply.kind is Kind.VOICE:
            calls, seconds, granted = read_calls(reply.body)
            if granted:
                self._report(VoiceGranted(now, source, reply.port, calls, seconds))
        # Once for each source and port: a prover tries again.
        elif reply.kind is Kind.CHALLENGE and known not in self._heard and len(self._heard) < HEARD_AT_MOST:
            self._heard[known] = Heard(now, source, reply.port, tuple(self._flows.get(reply.port, ())))
            self._reached.add(reply.port)
            self._report(self._heard[known])
            self._gather(source, reply.port)

    def _gather(self, source: str, port: Port) -> None:
        if not self._untold and self._loop is not None:
            self._loop.call_later(GATHER_SECONDS, self._tell_reached)
        self._untold.setdefault(source, []).append(port)

    def _tell_reached(self) -> None:
        untold, self._untold = self._untold, {}
        for source, ports in untold.items():
            self._report(Reached(source, tuple(ports)))

    def _refuse(self, source: str, port: Port, is_ours: bool) -> None:  # noqa: FBT001 - as ``Tellers`` has it
        now = time.perf_counter()
        if self._responder is None or (self._refused_at is not None and now - self._refused_at < REFUSED_SECONDS):
            return
        self._refused_at = now
        self._report(Refused(datetime.now(UTC), source, port, self._responder.refused, is_ours))

    def _report(self, event: Event) -> None:
        if self._tell is not None:
            self._tell(event)


def _refuse_all(states: Mapping[Port, PortState]) -> WizardError:
    """Return why a listener that has no port at all does not wait for anybody."""
    if all(state is PortState.TAKEN for state in states.values()):
        if is_other_listener(tuple(states)):
            return WizardError(
                "Another listener of this program is running on this machine and holds the {count} ports: use its code,"
                " or close it first.", count=len(states),
            )  # fmt: skip
        return WizardError("Other programs hold all of the {count} ports: nothing to listen on.", count=len(states))
    if PortState.NOT_PERMITTED in states.values():
        return WizardError("This user may open none of the {count} ports: nothing to listen on.", count=len(states))
    return WizardError("None of the {count} ports can be opened: nothing to listen on.", count=len(states))
