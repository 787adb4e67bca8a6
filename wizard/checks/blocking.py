"""Calls that block (files, the registry, WMI) from a probe: on a thread of their own, left behind at the deadline."""

import asyncio
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def read_aside(read: Callable[[], T]) -> T:
    """Return what a blocking call returns, or raise what it raises, without holding the other probes.

    The thread is a daemon: a call that never comes back holds neither the run nor the program's end.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def deliver(settle: Callable[[], None]) -> None:
        # The loop is closed, or the future cancelled, where the run has ended meanwhile.
        if not answer.done():
            settle()

    def work() -> None:
        try:
            result = read()
        except Exception as error:  # noqa: BLE001 - whatever it is, the probe is told
            fault = error
            _tell(loop, lambda: deliver(lambda: answer.set_exception(fault)))
        else:
            _tell(loop, lambda: deliver(lambda: answer.set_result(result)))

    Thread(target=work, daemon=True).start()
    return await answer


def _tell(loop: asyncio.AbstractEventLoop, what: Callable[[], None]) -> None:
    try:
        loop.call_soon_threadsafe(what)
    except RuntimeError:
        # The loop was closed: nobody waits any more.
        return
