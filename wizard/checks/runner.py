"""Runs probes side by side, each under its own deadline; partial results are kept.

A bounded number runs at once, beside those that only wait.
"""

import asyncio
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime

from wizard.checks.probe import Measurement, Probe, Value
from wizard.domain.evidence.record import LONGEST_DETAIL, LONGEST_MS, CheckRole, Evidence, write_moment

AT_ONCE = 16
# What ends on cancelling may still close a connection.
GRACE_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Origin:
    """Who measures: the role of this machine, and its name."""

    role: CheckRole
    machine: str

    @classmethod
    def of_this_machine(cls, role: CheckRole) -> "Origin":
        """Return this machine in a role."""
        # A Linux host's name may hold bytes that are no text.
        return cls(role, _cut(platform.node()) or "?")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: the probe that has just ended and its evidence, and how many of all have."""

    probe: Probe
    evidence: tuple[Evidence, ...]
    done: int
    total: int


class Run:
    """One run of some probes. ``cancel`` may be called from any thread; what is measured by then is kept."""

    def __init__(self, probes: Sequence[Probe], origin: Origin) -> None:
        self._probes, self._origin = tuple(probes), origin
        self._tell: Callable[[Progress], None] | None = None
        self._found: dict[int, tuple[Evidence, ...]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._cancelled = False

    def carry_out(self, tell: Callable[[Progress], None] | None = None) -> tuple[Evidence, ...]:
        """Run all probes on this thread and return the evidence of all, in the order of the probes.

        ``tell`` is called on this thread as each probe ends.
        """
        self._tell = tell
        asyncio.run(self._measure_all())
        return tuple(each for position in range(len(self._probes)) for each in self._found[position])

    def cancel(self) -> None:
        """End the run at once; what is not measured yet becomes unknown."""
        self._cancelled = True
        loop, stop = self._loop, self._stop
        if loop is not None and stop is not None:
            try:
                loop.call_soon_threadsafe(stop.set)
            except RuntimeError:
                # It had just ended by itself.
                return

    async def _measure_all(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        if self._cancelled:
            self._stop.set()
        room = asyncio.Semaphore(AT_ONCE)
        tasks = [asyncio.create_task(self._take(at, probe, room)) for at, probe in enumerate(self._probes)]
        everything = asyncio.gather(*tasks)
        stopped = asyncio.create_task(self._stop.wait())
        await asyncio.wait((everything, stopped), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=GRACE_SECONDS)
        everything.cancel()
        await asyncio.gather(everything, return_exceptions=True)
        for at, probe in enumerate(self._probes):
            if at not in self._found:
                self._keep(at, probe, (Measurement("unknown", "cancelled"),), datetime.now(UTC), 0.0)

    async def _take(self, at: int, probe: Probe, room: asyncio.Semaphore) -> None:
        async with nullcontext() if probe.only_waits else room:
            began, clock = datetime.now(UTC), time.perf_counter()
            found = await measure(probe)
            self._keep(at, probe, found, began, (time.perf_counter() - clock) * 1_000)

    def _keep(self, at: int, probe: Probe, found: Sequence[Measurement], began: datetime, took_ms: float) -> None:
        evidence = tuple(make_evidence(probe, each, self._origin, began, took_ms) for each in found)
        self._found[at] = evidence
        if self._tell is not None:
            self._tell(Progress(probe, evidence, len(self._found), len(self._probes)))


async def measure(probe: Probe) -> Sequence[Measurement]:
    """Return what a probe measures; its deadline and its faults are unknown measurements with their reason."""
    try:
        async with asyncio.timeout(probe.seconds):
            return await probe.measure()
    except TimeoutError:
        return (Measurement("unknown", "deadline"),)
    except Exception as error:  # noqa: BLE001 - a probe that fails knows nothing, and must say so
        return (Measurement("unknown", "fault", detail=f"{type(error).__name__}: {error}"),)


def make_evidence(probe: Probe, found: Measurement, origin: Origin, began: datetime, took_ms: float) -> Evidence:
    """Return a measurement as evidence: with its origin, when it was begun, and how long it took."""
    return Evidence(
        probe=probe.id,
        facts=probe.facts if found.facts is None else found.facts,
        subject=probe.subject if found.subject is None else found.subject,
        target=_cut(probe.target if found.target is None else found.target),
        state=found.state,
        reason=found.reason,
        detail=_cut(found.detail),
        values=_cut_values(found.values),
        answers=None if found.answers is None else dict(found.answers),
        basis=_choose_basis(probe, found),
        flow=found.flow,
        role=origin.role,
        machine=origin.machine,
        source=found.source,
        destination=found.destination,
        taken_at=write_moment(began),
        took_ms=min(round(took_ms, 1), LONGEST_MS),
    )


def _choose_basis(probe: Probe, found: Measurement) -> dict[str, Value] | None:
    basis = probe.basis if found.basis is None else found.basis
    return None if basis is None else dict(basis)


def _cut(text: str | None) -> str | None:
    """Return a text that a plan can hold: what a peer says may be long and need not be Unicode."""
    return None if text is None else text.encode("utf-8", "replace").decode()[:LONGEST_DETAIL]


def _cut_values(values: Mapping[str, Value] | None) -> dict[str, Value] | None:
    if values is None:
        return None
    return {name: (_cut(value) or "") if isinstance(value, str) else value for name, value in values.items()}
