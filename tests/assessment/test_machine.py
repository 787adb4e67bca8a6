"""The planned machine against the row: what is still open, and the smallest change that would do."""

import pytest

from tests.factories import CONFERENCE, Json, assess_plan, find_finding
from wizard.domain.findings import Change, Finding
from wizard.domain.levels import Level


def _judge(server: Json, **changes: object) -> Finding:
    finding = find_finding(assess_plan(server=server, **changes), "HW-9", "server")
    assert finding is not None
    return finding


@pytest.mark.parametrize(
    ("family", "cores", "clock", "changes"),
    [
        ("core", 3, 2.8, {"cores": 4}),
        ("core", 4, 2.5, {"clock_ghz": 2.8}),
        ("xeon", 4, 2.4, {"clock_ghz": 2.8}),
        ("xeon", 5, 2.1, {"clock_ghz": 2.8}),
        ("xeon", 3, 2.9, {"cores": 4}),
        ("core", 2, 2.0, {"clock_ghz": 2.8, "cores": 4}),
    ],
)
def test_smallest_change_is_proposed(family: str, cores: int, clock: float, changes: dict[str, object]) -> None:
    """A processor that does not meet the row is given the fewest answers to change that would."""
    finding = _judge({"processor_family": family, "cores": cores, "clock_ghz": clock})
    assert {change.field.removeprefix("server."): change.value for change in finding.changes} == changes


def test_every_aspect_that_falls_short_is_named() -> None:
    """Cores, RAM and disk short at once: one finding with all three changes."""
    order = {"licences": {"users": 500}, "load": {"calls_per_hour": 2000}}
    finding = _judge({"cores": 5, "ram_gb": 15, "disk_kind": "sata"}, **order)
    assert finding.level is Level.BLOCKER
    short = [aspect for aspect in finding.aspects if aspect.level is Level.BLOCKER]
    assert len(short) == 3
    assert set(finding.changes) == {
        Change("server.cores", 6),
        Change("server.ram_gb", 16.0),
        Change("server.disk_kind", "sas"),
    }


@pytest.mark.parametrize(
    ("server", "licences", "fields"),
    [
        ({"cores": None}, {}, {"server.cores"}),
        ({"clock_ghz": None}, {}, {"server.clock_ghz"}),
        ({"ram_gb": None, "disk_kind": None}, {}, {"server.ram_gb", "server.disk_kind"}),
        ({}, {"media_server_voices": None}, {"licences.media_server_voices"}),
        ({}, {"conference": None}, {"licences.conference"}),
        (
            {},
            {"conference": {**CONFERENCE, "audio_participants": None}},
            {"licences.conference.audio_participants"},
        ),
    ],
)
def test_open_finding_names_what_to_answer(server: Json, licences: Json, fields: set[str]) -> None:
    """A machine that may still meet the row names the answers that would tell."""
    finding = _judge(server, licences=licences)
    assert (finding.level, set(finding.fields)) == (Level.MISSING, fields)


def test_family_is_only_asked_where_it_decides() -> None:
    """A processor fast enough for a Core variant need not say its family; a slower one must."""
    assert _judge({"processor_family": None, "cores": 4, "clock_ghz": 2.8}).level is Level.OK
    slower = _judge({"processor_family": None, "cores": 6, "clock_ghz": 2.0})
    assert (slower.level, slower.fields) == (Level.MISSING, ("server.processor_family",))


def test_without_figures_the_row_is_asked_for() -> None:
    """Neither users nor calls known: HW-9 is missing on both, not on the machine."""
    finding = _judge({"cores": None}, licences={"users": None}, load={"calls_per_hour": None})
    assert (finding.level, set(finding.fields)) == (Level.MISSING, {"licences.users", "load.calls_per_hour"})
    assert not finding.judged
