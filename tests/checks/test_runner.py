"""The runner: deadlines, faults, cancelling, order, and what is told on the way."""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.stopwatch import Stopwatch
from wizard.checks.blocking import read_aside
from wizard.checks.probe import Measure, Measurement, Probe
from wizard.checks.runner import AT_ONCE, Origin, Progress, Run
from wizard.domain.evidence.record import LONGEST_DETAIL

HERE = Origin("server", "TWS01")


def make_probe(measure: Measure, seconds: float = 5, probe: str = "test.one") -> Probe:
    """Return a probe that touches nothing."""
    return Probe(probe, ("HW-9",), (), measure, seconds, subject="server")


async def answer() -> Sequence[Measurement]:
    """Measure something at once."""
    return (Measurement("ok", values={"ram_gb": 16}, answers={"server.ram_gb": 16}),)


async def wait_long() -> Sequence[Measurement]:
    """Measure for ever."""
    await asyncio.sleep(3_600)
    return ()


async def break_down() -> Sequence[Measurement]:
    """Fail as a probe with a bug would."""
    message = "no such thing"
    raise KeyError(message)


def test_evidence_says_who_measured_what_and_when() -> None:
    """A measurement becomes evidence with its origin; what it leaves open is the probe's."""
    (evidence,) = Run([make_probe(answer)], HERE).carry_out()
    assert (evidence.state, evidence.facts, evidence.subject) == ("ok", ("HW-9",), "server")
    assert (evidence.role, evidence.machine, evidence.answers) == ("server", "TWS01", {"server.ram_gb": 16})
    assert 0 <= evidence.took_ms < 5_000


def test_deadline_and_fault_are_unknown_with_their_reason() -> None:
    """A probe that hangs or breaks knows nothing: never ok, never failed."""
    hangs, breaks = Run([make_probe(wait_long, 0.05), make_probe(break_down)], HERE).carry_out()
    assert (hangs.state, hangs.reason) == ("unknown", "deadline")
    assert (breaks.state, breaks.reason) == ("unknown", "fault")
    assert "KeyError" in (breaks.detail or "")


def test_order_is_that_of_the_probes() -> None:
    """Evidence comes in the order of the probes, whichever ends first."""

    async def be_late() -> Sequence[Measurement]:
        await asyncio.sleep(0.05)
        return (Measurement("failed"),)

    late, early = Run([make_probe(be_late), make_probe(answer)], HERE).carry_out()
    assert (late.state, early.state) == ("failed", "ok")


@pytest.mark.parametrize("only_waits", [False, True])
def test_no_more_than_a_bound_run_at_once(only_waits: bool) -> None:  # noqa: FBT001 - as a caller sets it
    """However many probes there are, only so many are under way, but for those that only wait."""
    running, most = 0, 0

    async def count() -> Sequence[Measurement]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        return ()

    Run([replace(make_probe(count), only_waits=only_waits) for _ in range(3 * AT_ONCE)], HERE).carry_out()
    assert most == (3 * AT_ONCE if only_waits else AT_ONCE)


def test_cancelling_keeps_what_was_measured() -> None:
    """Cancelling ends the run at once; the finished probe's evidence stays, the others are unknown."""
    told: list[Progress] = []

    def tell(progress: Progress) -> None:
        told.append(progress)
        threading.Thread(target=run.cancel).start()

    run = Run([make_probe(answer), make_probe(wait_long), make_probe(wait_long)], HERE)
    with Stopwatch() as watch:
        done, *stopped = run.carry_out(tell)
    assert watch.seconds < 2
    assert done.state == "ok"
    assert [(each.state, each.reason) for each in stopped] == [("unknown", "cancelled")] * 2
    assert (told[0].done, told[0].total) == (1, 3)


def test_cancelled_before_it_began() -> None:
    """A run that was cancelled first measures nothing."""
    run = Run([make_probe(wait_long)], HERE)
    run.cancel()
    (stopped,) = run.carry_out()
    assert stopped.reason == "cancelled"


def test_no_probes_no_evidence() -> None:
    """An empty run ends with nothing."""
    assert Run([], HERE).carry_out() == ()


def test_what_a_peer_says_is_cut_and_made_unicode() -> None:
    """Long or broken text from outside cannot make a plan that does not open."""

    async def quote() -> Sequence[Measurement]:
        text = "\ud800" + "a" * 2 * LONGEST_DETAIL
        return (Measurement("failed", detail=text, values={"banner": text}),)

    (evidence,) = Run([make_probe(quote)], HERE).carry_out()
    assert evidence.detail is not None
    assert len(evidence.detail) == LONGEST_DETAIL
    assert evidence.detail.startswith("?a")
    assert evidence.values == {"banner": evidence.detail}


def test_blocking_call_is_left_behind_at_the_deadline() -> None:
    """A call that never comes back holds nobody up; one that comes back in time is heard."""
    released = threading.Event()

    async def block() -> Sequence[Measurement]:
        return (Measurement("ok" if await read_aside(lambda: released.wait(20)) else "failed"),)

    async def read() -> Sequence[Measurement]:
        return (Measurement("ok", detail=await read_aside(lambda: "read")),)

    async def fail() -> Sequence[Measurement]:
        await read_aside(lambda: int("x"))
        return ()

    try:
        blocked, came, failed = Run([make_probe(block, 0.05), make_probe(read), make_probe(fail)], HERE).carry_out()
    finally:
        released.set()
    assert (blocked.reason, came.detail, failed.reason) == ("deadline", "read", "fault")
