"""What is announced is exactly what is read; what nobody announced cannot be."""

import ast
from collections.abc import Sequence
from pathlib import Path

import pytest

import wizard.checks.machine
from tests.checks.machine.measuring import plan_server, plan_station, run
from tests.checks.machine.recorded import (
    DOMAIN_CONTROLLER,
    EMPTY,
    EXCHANGE_HOST,
    SERVER_2019_VMWARE,
    SERVER_2022_HYPER_V,
    SERVER_2022_PHYSICAL,
    SESSION_HOST,
    WINDOWS_10_1809,
    WINDOWS_11,
    RecordedReader,
    make_hostile,
)
from wizard.checks.machine.announced import AnnouncedReader, UnannouncedReadError
from wizard.checks.machine.figures import CORES, MEMORY
from wizard.checks.machine.local_probe import LocalProbe, Part
from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.probe import Measurement, Probe, TouchKind
from wizard.domain.evidence.wording import MEASURES, PROBES, REASONS
from wizard.i18n import Message

SERVERS = (SERVER_2019_VMWARE, SERVER_2022_HYPER_V, SERVER_2022_PHYSICAL, DOMAIN_CONTROLLER, EXCHANGE_HOST)
MACHINES = (*SERVERS, WINDOWS_11, WINDOWS_10_1809, SESSION_HOST, EMPTY)
SYSTEM_MODULES = {"ctypes", "os", "pathlib", "platform", "psutil", "socket", "subprocess", "winreg"}


def plan_all(machine: RecordedReader) -> tuple[Probe, ...]:
    """Return all probes of both roles."""
    return (*plan_server(machine), *plan_station(machine))


def test_unannounced_reading_is_refused() -> None:
    """The reader a probe is given refuses what the probe did not announce, and says so aloud."""
    reader = AnnouncedReader(SERVER_2019_VMWARE, [CORES])
    assert reader.read(CORES).logical == 8
    SERVER_2019_VMWARE.asked.clear()
    with pytest.raises(UnannouncedReadError, match="memory"):
        reader.read(MEMORY)
    assert not SERVER_2019_VMWARE.asked


def test_probe_that_reads_more_than_it_announced_knows_nothing() -> None:
    """Through the runner that is a fault: unknown, and the machine was not asked."""

    def overreach(reader: MachineReader) -> Sequence[Measurement]:
        return (Measurement("ok", values={"ram_read_gb": reader.read(MEMORY)}),)

    machine = SERVER_2019_VMWARE.with_changes({})
    probe = LocalProbe("server.memory", Message("Test"), (CORES,), (Part(("HW-9",), overreach),))
    (found,) = run([probe.prepare(machine, "server")])
    assert (found.state, found.reason) == ("unknown", "fault")
    assert not machine.asked


def test_what_a_system_lacks_is_never_asked_for() -> None:
    """On Linux no registry value is announced, and none is tried."""
    machine = RecordedReader({}, "linux")
    probes = plan_server(machine, "/")
    assert not [touch for probe in probes for touch in probe.touches if touch.kind is TouchKind.REGISTRY]
    run(probes)
    assert not {name for name, _ in machine.asked} & {"keys", "names", "variable", "device"}


def test_announced_and_read_are_the_same() -> None:
    """Over all machines, the manifest lists exactly what is touched: no more, no less."""
    touched: set[str] = set()
    announced: set[str] = set()
    for recorded in MACHINES:
        machine = recorded.with_changes({})
        probes = plan_all(machine)
        run(probes)
        touched |= machine.touched
        announced |= {touch.what for probe in probes for touch in probe.touches}
    assert touched == announced


def test_manifest_names_what_is_touched() -> None:
    """Each line has its kind, its place and its purpose; nothing leaves the machine."""
    for probe in plan_all(WINDOWS_11):
        assert probe.is_local
        assert probe.touches, probe.id
        assert len({touch.what for touch in probe.touches}) == len(probe.touches)
    lines = {touch.what: touch.kind for probe in plan_all(WINDOWS_11) for touch in probe.touches}
    assert lines[r"HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions\ProductType"] is TouchKind.REGISTRY
    assert lines["GlobalMemoryStatusEx"] is TouchKind.SYSTEM
    assert lines[r"%ProgramFiles%"] is TouchKind.FILE


def test_only_the_live_reader_knows_the_system() -> None:
    """No module but those of ``live`` imports what could read the machine behind the announced reader's back."""
    folder = Path(wizard.checks.machine.__path__[0])
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.partition(".")[0] for name in names} & SYSTEM_MODULES, file.name


def test_empty_machine_is_unknown_throughout() -> None:
    """Where nothing answers, as under Wine, nothing is ok, failed or answered."""
    found = run(plan_all(EMPTY))
    assert {each.state for each in found} == {"unknown"}
    assert not [each for each in found if each.answers]
    assert not [each for each in found if each.reason == "fault"]


def test_closed_machine_is_unknown_throughout() -> None:
    """Where everything is closed to this user, it is the same, with that reason."""

    class Closed(RecordedReader):
        """Closed to everybody."""

        def read(self, reading: object) -> object:  # type: ignore[override]
            """Refuse."""
            raise ReadingError("not_readable", str(reading))

    found = run([probe for probe in plan_all(Closed({})) if probe.id != "station.exclusions"])
    assert {(each.state, each.reason) for each in found} == {("unknown", "not_readable")}


HOSTILE = ("", " \t", "\0", "\0Standard", "A" * 100_000, b"\x00\xff", 0, -1, 2**70, True, 3.5, "\ud800", "=cmd|x", "²")


@pytest.mark.parametrize("value", [*HOSTILE, ["17763"]])
def test_hostile_registry_never_makes_ok_by_accident(value: object) -> None:
    """Values of the wrong type, length or alphabet are unknown or "other": no fault, no system that is not there."""
    found = run(plan_all(make_hostile(value)))
    assert [each.detail for each in found if each.reason == "fault"] == []
    answers = {field: answer for each in found for field, answer in (each.answers or {}).items()}
    for field in ("server.os", "server.hosting", "server.processor_family", "server.clock_ghz"):
        assert field not in answers, field
    assert answers.get("server.os_edition") in (None, "other")
    assert "server.os_language" not in answers
    for each in found:
        assert len(each.model_dump_json()) < 20_000


def test_every_probe_reason_and_value_has_its_wording() -> None:
    """Whatever machine is measured, people get words for it."""
    found = [each for machine in MACHINES for each in run(plan_all(machine))]
    found += run(plan_server(SERVER_2019_VMWARE, None))
    assert {each.probe for each in found} <= PROBES.keys()
    assert {each.reason for each in found if each.reason} <= REASONS.keys()
    assert {name for each in found for name in each.values or {}} <= MEASURES.keys()
