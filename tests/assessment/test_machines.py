"""Several machines of one group, or that claim to be the server: the worst decides, and the finding names it."""

from datetime import UTC, datetime

import pytest

from tests.factories import (
    Json,
    make_answers,
    make_evidence,
    make_group,
    make_host,
    on_groups,
    read_answers,
    read_edition,
)
from wizard.assessment.evaluate import assess
from wizard.assessment.measurements import Coverage, weigh_evidence
from wizard.domain.assessment import Assessment
from wizard.domain.findings import Finding
from wizard.domain.levels import Level, Verdict
from wizard.dossier.wording import describe
from wizard.i18n import get_translator

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FACTS = {
    "os": ("station.system", ["CLI-1"]),
    "ram_gb": ("station.memory", ["CLI-3", "CLI-5"]),
    "processor": ("station.processor", ["CLI-4", "CLI-5"]),
    "dotnet_framework": ("station.dotnet", ["CLI-2"]),
    "dotnet_8": ("station.dotnet", ["SRV-11"]),
    "headset": ("station.headset", ["CLI-8"]),
    "session": ("station.session", ["CLI-6"]),
}
GOOD: Json = {"os": "windows_11", "ram_gb": 8, "processor": "core_i5", "dotnet_framework": "4.8", "dotnet_8": True,
        "headset": "jabra_usb", "session": "local"}  # fmt: skip
GROUP = {"softphone": True, "manager_desktop": True}
LICENCES = {"softphone": 10, "manager_desktop": True}


def measure_pc(machine: str, minute: int = 0, **answers: object) -> list[Json]:
    """Return what a PC of the group "A" was measured to be, so many minutes past eight."""
    taken_at = f"2026-11-24T08:{minute:02}:00Z"
    return [
        make_evidence(
            probe=FACTS[name][0], facts=FACTS[name][1], subject="group:A", role="station", machine=machine, values=None,
            answers={f"stations.groups.0.{name}": value}, taken_at=taken_at,
        )
        for name, value in answers.items()
    ]  # fmt: skip


def judge(evidence: list[Json], **group: object) -> Assessment:
    """Assess a plan of one group that meets everything, with evidence."""
    groups = on_groups(make_group(name="A", **GROUP | group))
    return assess(read_answers(make_answers(licences=LICENCES, **groups) | {"evidence": evidence}), read_edition(), NOW)


def pick(assessment: Assessment, fact: str, subject: str = "group:A") -> Finding:
    """Return one finding."""
    return next(each for each in assessment.findings if (each.fact, each.subject) == (fact, subject))


def tell(finding: Finding, language: str = "en") -> str:
    """Return what a finding says."""
    return describe(finding, get_translator(language)).message


@pytest.mark.parametrize(
    ("fact", "name", "bad", "level"),
    [
        ("CLI-1", "os", "other", Level.BLOCKER),
        ("CLI-2", "dotnet_framework", "4.6.1", Level.BLOCKER),
        ("CLI-2", "dotnet_framework", "none", Level.BLOCKER),
        ("CLI-3", "ram_gb", 2, Level.WARNING),
        ("CLI-4", "processor", "below_core_i3", Level.WARNING),
        ("CLI-8", "headset", "none", Level.WARNING),
        ("SRV-11", "dotnet_8", False, Level.BLOCKER),
    ],
)
@pytest.mark.parametrize("bad_at", [0, 30, 59])
def test_worst_machine_stands_for_its_group(fact: str, name: str, bad: object, level: Level, bad_at: int) -> None:
    """A bad PC decides, whether it was measured first, last or in between; the finding counts and names it."""
    evidence = measure_pc("PC-BAD", bad_at, **GOOD | {name: bad})
    for number in range(1, 5):
        evidence += measure_pc(f"PC{number}", 10 * number, **GOOD)
    finding = pick(judge(evidence, count=5), fact)
    assert finding.level is level
    assert "4 of 5 machines" in tell(finding)
    assert "PC-BAD" in tell(finding)


def test_reported_pc_of_a_fleet_blocks_as_it_did_alone() -> None:
    """One bad PC among 499 good ones leaves the verdict blocked; the good ones alone are told as 499 of 499."""
    bad = measure_pc("PC-BAD", **GOOD | {"os": "other", "dotnet_framework": "4.6.1", "processor": "below_core_i3"})
    good = [each for number in range(499) for each in measure_pc(f"PC{number:03}", 30, **GOOD)]
    assert judge(bad).verdict is Verdict.BLOCKED
    assessment = judge(bad + good, count=500)
    assert assessment.verdict is Verdict.BLOCKED
    assert "Met by 499 of 500 machines measured, not by PC-BAD." in tell(pick(assessment, "CLI-1"))
    fine = judge(good, count=499)
    assert fine.verdict is not Verdict.BLOCKED
    assert "Met by 499 of 499 machines measured." in tell(pick(fine, "CLI-1"))


def test_worst_are_named_first_and_the_rest_counted() -> None:
    """Three names stand for many; of two advised RAM sizes and a blocking system the blocking ones come first."""
    evidence = [each for number in range(6) for each in measure_pc(f"PC{number}", **GOOD | {"os": "other"})]
    text = tell(pick(judge(evidence, count=6), "CLI-1"))
    assert "Met by 0 of 6 machines measured, not by PC0, PC1, PC2 and 3 more." in text
    evidence = measure_pc("A-WEAK", processor="core_i3", ram_gb=8) + measure_pc(
        "Z-WORSE", processor="core_i9", ram_gb=1
    )
    attendant = {"smart_attendant": True, "supervised_users": 10}
    assert tell(pick(judge(evidence, **attendant), "CLI-5")).count("Z-WORSE") == 1


def test_each_aspect_is_that_of_its_worst_machine() -> None:
    """Of two PCs that fall short in different ways both shortcomings are shown, and both are named."""
    evidence = measure_pc("PC1", os="other", dotnet_8=True) + measure_pc("PC2", 30, os="windows_11", dotnet_8=False)
    finding = pick(judge(evidence, count=2), "SRV-11")
    assert [each.level for each in finding.aspects] == [Level.BLOCKER] * 3
    assert "Met by 0 of 2 machines measured, not by PC1 and PC2." in tell(finding)


def test_value_that_meets_one_fact_and_not_another_is_judged_for_each() -> None:
    """No processor is good or bad as such: each finding is judged by what it requires itself."""
    attendant = {"smart_attendant": True, "supervised_users": 1_000}
    row = next(row for row in read_edition().catalogue.clients.smart_attendant if row.supervised_users >= 1_000)
    evidence = measure_pc("PC1", processor="core_i3", ram_gb=32) + measure_pc("PC2", 30, processor="core_i9", ram_gb=32)
    assessment = judge(evidence, count=2, **attendant)
    assert row.processor not in ("below_core_i3", "core_i3")
    assert pick(assessment, "CLI-4").level is Level.OK
    assert pick(assessment, "CLI-5").level is Level.BLOCKER
    assert "not by PC1." in tell(pick(assessment, "CLI-5"))
    assert "Met by 2 of 2 machines" in tell(pick(assessment, "CLI-4"))


def test_of_equally_good_machines_the_least_is_shown() -> None:
    """Where nothing falls short the smaller figure stands for all."""
    evidence = measure_pc("PC1", 30, ram_gb=32) + measure_pc("PC2", ram_gb=16)
    (aspect,) = (each for each in pick(judge(evidence), "CLI-3").aspects if each.measured is not None)
    assert getattr(aspect.measured, "value", None) == 16


@pytest.mark.parametrize(("count", "said"), [(418, True), (13, True), (12, False), (11, False), (None, False)])
def test_machines_not_measured_are_told(count: int | None, said: bool) -> None:  # noqa: FBT001 - a row of the table
    """Twelve PCs say nothing of the other 406."""
    evidence = [each for number in range(12) for each in measure_pc(f"PC{number}", **GOOD)]
    assessment = judge(evidence, count=count)
    assert (f"12 of {count} measured" in tell(pick(assessment, "CLI-1"))) is said


def test_machine_that_measured_something_else_is_not_counted() -> None:
    """Only machines that answered what a finding rests on are counted in it; the plan's answer is no measurement."""
    evidence = measure_pc("PC1", ram_gb=8) + measure_pc("PC2", ram_gb=8, os="windows_11")
    assessment = judge(evidence, count=2)
    assert "Met by 2 of 2" in tell(pick(assessment, "CLI-3"))
    assert "Met by 1 of 1" in tell(pick(assessment, "CLI-1"))
    assert "machines" not in tell(pick(assessment, "CLI-2"))


def test_open_question_of_the_plan_is_no_machine_s_fault() -> None:
    """A PC whose processor could not be read leaves the finding to the one whose processor was."""
    evidence = measure_pc("PC1", 30, ram_gb=8) + measure_pc("PC2", processor="core_i5")
    assert pick(judge(evidence, processor=None), "CLI-4").level is Level.OK


def test_one_pc_in_a_session_needs_a_host_and_its_flows() -> None:
    """Some work on their PCs and one in a session: what either needs is needed, and the one is named."""
    evidence = measure_pc("PC-RDS", session="rds") + measure_pc("PC2", 30, **GOOD)
    assessment = judge(evidence)
    assert pick(assessment, "SRV-8", "stations").level is Level.MISSING
    assert "PC-RDS" in tell(pick(assessment, "SRV-8", "stations"))
    assert pick(assessment, "CLI-1").level is Level.OK
    local = {(each.fact, each.subject) for each in judge(measure_pc("PC2", **GOOD)).flows}
    assert local <= {(each.fact, each.subject) for each in assessment.flows}
    newest_last = judge(measure_pc("PC-RDS", 30, session="rds") + measure_pc("PC2", **GOOD))
    assert {(each.fact, each.subject) for each in newest_last.flows} == {
        (each.fact, each.subject) for each in assessment.flows
    }
    assert pick(newest_last, "CLI-1").level is Level.OK


def test_groups_do_not_mix() -> None:
    """The same host name in two groups is two machines, each judged for its own group."""
    groups = on_groups(make_group(name="A", count=1), make_group(name="B", count=1))
    other = [each | {"subject": "group:B"} for each in measure_pc("PC1", 30, os="other")]
    evidence = measure_pc("PC1", os="windows_11") + other
    assessment = assess(read_answers(make_answers(**groups) | {"evidence": evidence}), read_edition(), NOW)
    assert pick(assessment, "CLI-1", "group:A").level is Level.OK
    assert pick(assessment, "CLI-1", "group:B").level is Level.BLOCKER
    assert "Met by 0 of 1" in tell(pick(assessment, "CLI-1", "group:B"))


@pytest.mark.parametrize("fact", ["AUT-1", "AUT-2"])
def test_folder_that_fails_on_one_pc_fails_for_all(fact: str) -> None:
    """A right that one PC of a group lacks blocks what is judged of all PCs, and the PC is named."""
    folder = {"probe": "station.folders", "facts": [fact], "subject": "group:A", "role": "station", "answers": None}
    evidence = [
        make_evidence(**folder, machine="PC-BAD", state="failed"),
        make_evidence(**folder, machine="PC1", taken_at="2026-11-24T08:30:00Z"),
    ]
    finding = pick(judge(evidence, shared=True), fact, "stations")
    assert finding.level is Level.BLOCKER
    assert "Met by 1 of 2 machines measured, not by PC-BAD." in tell(finding)
    elsewhere = [each | {"subject": "group:Gone"} for each in evidence]
    assert pick(judge(elsewhere, shared=True), fact, "stations").level is Level.OK


def measure_server(machine: str, **answers: object) -> Json:
    """Return what a machine was measured to be as the server."""
    told = {f"server.{name}": value for name, value in answers.items()}
    return make_evidence(machine=machine, answers=told, values=None, facts=["HW-9"])


def check_address(machine: str, **changes: object) -> Json:
    """Return that a machine was found to have the server's address."""
    told = {"addresses": "10.20.0.15", "host_name": machine.lower()}
    found: Json = {"probe": "server.address", "facts": [], "answers": None, "values": told, "target": "10.20.0.15"}
    return make_evidence(machine=machine, **found | changes)


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_servers_the_worst_decides_and_both_are_named(order: int) -> None:
    """Two machines that both claim to be the server contradict each other: neither disappears."""
    evidence = [measure_server("NEW", cores=64, os="windows_server_2022"), measure_server("OLD", cores=1, os="other")]
    changes = {"taken_at": "2026-11-24T08:30:00Z"}
    evidence = [evidence[0] | changes, evidence[1]][::order]
    assessment = judge(evidence)
    for fact in ("HW-9", "SRV-2"):
        finding = pick(assessment, fact, "server")
        assert finding.level is Level.BLOCKER
        assert "NEW and OLD" in tell(finding)
        assert "not met by OLD" in tell(finding)


def test_server_that_nothing_confirms_is_named() -> None:
    """Without an address or a name to compare the finding says which machine it was; a checked one needs no name."""
    alone = [measure_server("TWS01", os="other")]
    assert "Measured on TWS01" in tell(pick(judge(alone), "SRV-2", "server"))
    confirmed = [*alone, check_address("TWS01")]
    assert "TWS01" not in tell(pick(judge(confirmed), "SRV-2", "server"))


def test_coverage_is_told_by_subject() -> None:
    """How many machines are known of how many that there are to be."""
    evidence = [*measure_pc("PC1", **GOOD), *measure_pc("PC2", os="other"), measure_server("TWS01", cores=8)]
    groups = on_groups(make_group(name="A", count=418))
    measured = weigh_evidence(read_answers(make_answers(**groups) | {"evidence": evidence}), NOW)
    assert measured.coverage == {"group:A": Coverage(2, 418), "server": Coverage(1, 1)}


def test_names_are_shown_as_they_are() -> None:
    """A machine may have any name: none is taken for a number, a placeholder or a line of its own."""
    evidence = measure_pc("{met} 1234567", os="other") + measure_pc("N" * 2_000, os="other")
    text = tell(pick(judge(evidence, count=2), "CLI-1"))
    assert "{met} 1234567" in text
    assert "N" * 59 + "…" in text
    assert "N" * 61 not in text


def test_hosts_are_judged_by_their_own_answers() -> None:
    """Measurements of PCs say nothing of session hosts."""
    hosts = {"stations": {"groups": [make_group(name="A")], "session_hosts": [make_host()]}}
    evidence = measure_pc("PC1", os="other")
    assessment = assess(read_answers(make_answers(**hosts) | {"evidence": evidence}), read_edition(), NOW)
    assert pick(assessment, "CLI-1", "host:RDS01").level is Level.OK


@pytest.mark.parametrize("distinct", [1, 500])
def test_fleet_is_counted_whole(distinct: int) -> None:
    """Five hundred machines count as so many, whether they answer alike or each otherwise."""
    evidence = [
        each
        for number in range(500)
        for each in measure_pc(f"PC{number:03}", ram_gb=8 + number % distinct / 100, os="windows_11")
    ]
    finding = pick(judge(evidence, count=500), "CLI-3")
    assert "Met by 500 of 500 machines measured." in tell(finding)
    (aspect,) = (each for each in finding.aspects if each.measured is not None)
    assert getattr(aspect.measured, "value", None) == 8
