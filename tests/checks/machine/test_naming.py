"""Nominal sizes, clocks, systems and processor names: both sides of every bound."""

import pytest

from wizard.checks.machine.drives import name_drive_size
from wizard.checks.machine.processor import name_clock
from wizard.checks.machine.processor_names import (
    find_family,
    find_generation,
    find_printed_clock,
    find_rank,
    find_series,
    is_label,
)
from wizard.checks.machine.windows import name_edition, name_system


@pytest.mark.parametrize(("read", "named"), [(79.98, 80), (79.2, 80), (79.19, 79.19), (80, 80), (3.9, 3.9), (4, 4)])
def test_drive_size(read: float, named: float) -> None:
    """A drive loses a hundredth at most to its tables."""
    assert name_drive_size(read) == named


@pytest.mark.parametrize(
    ("read", "named"), [(2394, 2.4), (2401, 2.4), (1990, 2.0), (1989, 1.99), (2445, 2.45), (2130, 2.13), (2000, 2.0)]
)
def test_clock(read: int, named: float) -> None:
    """What is counted within half a hundredth of a nominal clock is that clock."""
    assert name_clock(read) == named


@pytest.mark.parametrize(
    ("build", "server", "system"),
    [
        (21_999, False, "windows_10"),
        (22_000, False, "windows_11"),
        (10_240, False, "windows_10"),
        (10_239, False, "other"),
        (9_600, False, "windows_8_1"),
        (7_601, False, "windows_7_sp1"),
        (7_600, False, "other"),
        (17_763, True, "windows_server_2019"),
        (20_348, True, "windows_server_2022"),
        (26_100, True, "other"),
        (17_764, True, "other"),
        (14_393, True, "windows_server_2016"),
        (7_601, True, "windows_server_2008_r2_sp1"),
    ],
)
def test_system(build: int, server: bool, system: str) -> None:  # noqa: FBT001 - one row of the table
    """Builds name systems, of PCs from the first on, of servers exactly."""
    assert name_system(build, server=server) == system


@pytest.mark.parametrize(
    ("identifier", "edition"),
    [
        ("ServerStandard", "standard"),
        ("ServerStandardEval", "standard"),
        ("ServerDatacenter", "datacenter"),
        ("ServerTurbine", "datacenter"),
        ("ServerStandardV", "standard"),
        ("ServerStandardACor", "other"),
        ("ServerStandardEvaluation", "other"),
        ("Professional", "other"),
    ],
)
def test_edition(identifier: str, edition: str) -> None:
    """Standard and Datacenter, evaluation copies included."""
    assert name_edition(identifier) == edition


@pytest.mark.parametrize(
    ("name", "family", "rank", "clock"),
    [
        ("Intel(R) Core(TM) i5-10400 CPU @ 2.90GHz", "core", "core_i5", 2.9),
        ("12th Gen Intel(R) Core(TM) i7-12700", "core", "core_i7", None),
        ("Intel(R) Core(TM) i3-N305", "core", "core_i3", None),
        ("Intel(R) Core(TM) Ultra 7 155H", "core", "core_i7", None),
        ("Intel(R) Core(TM) 5 120U", "core", "core_i5", None),
        ("Intel(R) Core(TM)2 Duo CPU     E8400  @ 3.00GHz", "other", "below_core_i3", 3.0),
        ("Intel(R) Core(TM) m3-7Y30 CPU @ 1.00GHz", "core", None, 1.0),
        ("Intel(R) Celeron(R) N4020 CPU @ 1.10GHz", "other", "below_core_i3", 1.1),
        ("Intel(R) Pentium(R) Silver N5030 CPU @ 1.10GHz", "other", "below_core_i3", 1.1),
        ("Intel(R) N100", "other", "below_core_i3", None),
        ("Intel(R) Xeon(R) Gold 6230 CPU @ 2.10GHz", "xeon", None, 2.1),
        ("Intel(R) Xeon(R) CPU E5-2640 v4 @ 2.40GHz", "xeon", None, 2.4),
        ("AMD Ryzen 5 PRO 4650G with Radeon Graphics", "ryzen", "ryzen_5", None),
        ("AMD Ryzen AI 9 HX 370 w/ Radeon 890M", "ryzen", "ryzen_9", None),
        ("AMD Ryzen Threadripper 3990X 64-Core Processor", "ryzen", None, None),
        ("AMD EPYC 7763 64-Core Processor", "epyc", None, None),
        ("AMD Athlon(tm) II X2 250 Processor", "other", "below_core_i3", None),
        ("AMD A8-7600 Radeon R7, 10 Compute Cores 4C+6G", "other", "below_core_i3", None),
        ("AMD Opteron(tm) Processor 6376", "other", None, None),
        ("Intel(R) Core(TM) i3-2100 CPU @ 3.10GHz", "core", "core_i3", 3.1),
        ("Intel(R) Core(TM) Ultra X7 358H", "core", "core_i7", None),
        ("Intel(R) Core(TM) Ultra X9 388H", "core", "core_i9", None),
        ("Intel(R) Core(TM) Ultra X 358H", "core", None, None),
        ("AMD RYZEN AI MAX+ 395 w/ Radeon 8060S", "ryzen", None, None),
        ("AMD Ryzen AI MAX PRO 390 w/ Radeon 8050S", "ryzen", None, None),
        ("Common KVM processor", None, None, None),
        ("QEMU Virtual CPU version 2.5+", None, None, None),
        ("@ 99999999999999GHz" * 40, None, None, None),
    ],
)
def test_processor_name(name: str, family: str | None, rank: str | None, clock: float | None) -> None:
    """A processor's name tells its family, its rank and its clock, or it does not."""
    assert (find_family(name), find_rank(name), find_printed_clock(name)) == (family, rank, clock)


@pytest.mark.parametrize(
    ("name", "generation", "series"),
    [
        ("Intel(R) Core(TM) i7 CPU         920  @ 2.67GHz", 1, None),
        ("Intel(R) Core(TM) i5-520M CPU @ 2.40GHz", 1, None),
        ("Intel(R) Core(TM) i3-2100 CPU @ 3.10GHz", 2, None),
        ("Intel(R) Core(TM) i7-9700K CPU @ 3.60GHz", 9, None),
        ("Intel(R) Core(TM) i7-1065G7 CPU @ 1.30GHz", 10, None),
        ("12th Gen Intel(R) Core(TM) i5-1240P", 12, None),
        ("Intel(R) Core(TM) i5-10400 CPU @ 2.90GHz", 10, None),
        ("Intel(R) Core(TM) i5-14500", 14, None),
        ("Intel(R) Core(TM) i3-N305", None, None),
        ("Intel(R) Core(TM) i5-104000", None, None),
        ("Intel(R) Core(TM) Ultra 7 155H", None, 1),
        ("Intel(R) Core(TM) Ultra X7 358H", None, 3),
        ("Intel(R) Core(TM) 5 210H", None, 2),
        ("Intel(R) Core(TM)2 Duo CPU     E8400  @ 3.00GHz", None, None),
        ("Intel Core i7 9xx (Nehalem Class Core i7)", None, None),
        ("AMD Ryzen 5 PRO 4650G with Radeon Graphics", None, None),
    ],
)
def test_generation_of_a_processor(name: str, generation: int | None, series: int | None) -> None:
    """Intel's numbers tell how old a Core is; other names are not made to tell it."""
    assert (find_generation(name), find_series(name)) == (generation, series)


@pytest.mark.parametrize(
    "name",
    [
        "Intel Core Processor (Broadwell, IBRS)",
        "Intel Xeon Processor (Skylake, IBRS)",
        "Intel Xeon Processor (Cascadelake)",
        "Intel Xeon E312xx (Sandy Bridge, IBRS update)",
        "Intel Core i7 9xx (Nehalem Class Core i7)",
        "Intel Celeron_4x0 (Conroe/Merom Class Core 2)",
        "Intel Atom Processor (Denverton)",
        "Westmere E56xx/L56xx/X56xx (Nehalem-C)",
        "AMD EPYC-Rome Processor",
        "AMD EPYC-Milan-v2 Processor",
        "AMD EPYC Processor",
        "AMD EPYC Processor (with IBPB)",
        "AMD Opteron 240 (Gen 1 Class Opteron)",
        "Common 32-bit KVM processor",
        "QEMU Virtual CPU version 2.5+",
        "qemu64",
        "Hygon Dhyana Processor",
    ],
)
def test_label_of_a_hypervisor_is_no_processor(name: str) -> None:
    """What a hypervisor calls its processor tells nothing of the host's: neither family nor rank."""
    assert (find_family(name), find_rank(name)) == (None, None)


@pytest.mark.parametrize(
    "name",
    [
        "Intel(R) Xeon(R) CPU @ 2.20GHz",
        "INTEL(R) XEON(R) PLATINUM 8581C CPU @ 2.30GHz",
        "Intel(R) Core(TM) i7 CPU 920 @ 2.67GHz",
        "AMD EPYC 7B12",
        "AMD EPYC 9654 96-Core Processor",
        "AMD EPYC-Rome 7742 Processor",
        "AMD Opteron(tm) Processor 6376",
    ],
)
def test_processors_own_name_is_no_label(name: str) -> None:
    """Intel's marks or a model's number make a name the processor's own."""
    assert not is_label(name)
