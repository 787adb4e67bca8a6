"""TLS servers on loopback for one test, and what a probe says of them."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from tests.checks.tls.making import Made
from wizard.checks.probe import Probe
from wizard.checks.runner import Origin, Run
from wizard.domain.evidence.record import Evidence

HOME = "127.0.0.1"
HERE = Origin("admin", "PC01")
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def run_probe(probe: Probe) -> Evidence:
    """Return the one evidence of a probe."""
    (evidence,) = Run([probe], HERE).carry_out()
    return evidence


def list_faults(evidence: Evidence) -> set[str]:
    """Return the faults among an evidence's values."""
    return {name.removeprefix("fault.") for name in evidence.values or {} if name.startswith("fault.")}


def make_server_context(folder: Path, server: Made, *chain: Made) -> ssl.SSLContext:
    """Return a server's side of TLS, with whatever key and protocol."""
    certificates, key = folder / "chain.pem", folder / "server.key"
    certificates.write_bytes(b"".join(each.pem for each in (server, *chain)))
    key.write_bytes(server.key_pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    context.load_cert_chain(certificates, key)
    return context


async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Wait until the other side closes."""
    try:
        await reader.read()
    except (OSError, ssl.SSLError):
        pass
    finally:
        writer.close()


def answer_with(text: bytes) -> Serve:
    """Return a server that reads a request's head and answers with a text."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(text)
            await writer.drain()
        except (OSError, ssl.SSLError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    return serve


@contextmanager
def serving(serve: Serve, context: ssl.SSLContext | None = None, address: str = HOME) -> Iterator[int]:
    """Serve on a thread of its own and give the port."""
    started: Future[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def run() -> None:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        # What is cut off in the middle of a handshake is what these tests are about.
        loop.set_exception_handler(lambda _loop, _context: None)
        try:
            server = await asyncio.start_server(serve, address, 0, ssl=context)
        except OSError as error:
            started.set_exception(error)
            return
        started.set_result((server.sockets[0].getsockname()[1], loop, stop))
        async with server:
            await stop.wait()

    thread = Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    port, loop, stop = started.result(5)
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(60)
