"""How much memory a machine has: as it was bought, with what graphics and firmware keep for themselves."""

import pytest

from tests.checks.machine.measuring import GROUP, answer, plan_server, plan_station, run
from tests.checks.machine.recorded import GB, SERVER_2022_PHYSICAL, RecordedReader
from wizard.checks.machine.memory import name_memory_size
from wizard.checks.machine.reading import ReadingError


@pytest.mark.parametrize(
    ("usable", "installed", "memory"),
    [
        (7.34, 8, 8.0),
        (3.4, 4, 4.0),
        (3.9, 4, 4.0),
        (14.9, 16, 16.0),
        (6.0, 8, 8.0),
        (5.99, 8, ["memory_in_part"]),
        (3.2, 1024, ["memory_in_part"]),
        (7.34, None, ["memory_hidden"]),
        (7.59, None, ["memory_hidden"]),
        (7.61, None, 8.0),
        (3.9, None, 4.0),
        (11.96, None, 12.0),
        (7.84, 0, 8.0),
        (7.84, 2**40, 8.0),
        (8, 4, 8.0),
        (7.5, 7.5, 7.5),
    ],
)
def test_memory_is_what_the_machine_was_bought_with(usable: float, installed: float | None, memory: object) -> None:
    """What the firmware lists counts; without it what can be used, where it is near a nominal size."""
    told = {("memory", ""): round(usable * GB), ("installed_memory", ""): installed and round(installed * GB)}
    assert answer(told, "station.memory", "ram_gb") == memory


def test_memory_that_the_firmware_hides_is_asked_for() -> None:
    """Where the call fails, as on machines without SMBIOS, it is as if nothing were listed."""
    told = {("memory", ""): round(7.34 * GB), ("installed_memory", ""): ReadingError("not_readable")}
    assert answer(told, "station.memory", "ram_gb") == ["memory_hidden"]


@pytest.mark.parametrize(
    ("usable", "memory"), [(7.61, 8.0), (7.59, None), (7.34, None), (3.81, 4.0), (3.79, None), (15.5, 16.0)]
)
def test_memory_elsewhere_is_what_can_be_used(usable: float, memory: float | None) -> None:
    """A system that never tells what is installed gives a usual size that it is near to, or says why it does not."""
    machine = RecordedReader({("memory", ""): round(usable * GB)}, "linux")
    (found,) = run(plan_station(machine), "station.memory")
    assert found.answers == (None if memory is None else {f"{GROUP}.ram_gb": memory})
    assert found.reason == ("memory_visible_only" if memory is None else None)


@pytest.mark.parametrize("memory", [0, -1, 2**28, 2**60])
def test_impossible_memory_is_unknown(memory: int) -> None:
    """Less than any Windows runs with, or more than any takes, was not measured."""
    assert answer({("memory", ""): memory}, "station.memory", "ram_gb") == ["implausible"]


def test_installed_memory_of_a_server_counts() -> None:
    """A server that keeps memory for itself has what is installed."""
    told = {("memory", ""): round(15.1 * GB), ("installed_memory", ""): 16 * GB}
    (found,) = run(plan_server(SERVER_2022_PHYSICAL.with_changes(told)), "server.memory")
    assert found.answers == {"server.ram_gb": 16.0}
    assert found.values == {"ram_read_gb": 15.1, "ram_installed_gb": 16.0}


@pytest.mark.parametrize(
    ("read", "named"),
    [
        (15.8, 16), (16, 16), (15.2, 16), (15.19, 15.19), (7.84, 8), (3.8, 4), (3.79, 3.79), (5.9, 6), (12.01, 12.01),
        (11.4, 12), (31.7, 32), (1.9, 2), (0.7, 0.7), (23.9, 24), (10, 10), (9.5, 10),
    ],
)  # fmt: skip
def test_memory_size(read: float, named: float) -> None:
    """What is at least 95 % of a nominal size is that size; anything else is itself."""
    assert name_memory_size(read) == named
