"""A run never makes a plan that cannot be opened again: whole ranges fit, and a full plan stays as it is."""

import argparse
import json
import platform
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.factories import Json, make_answers, make_evidence, on_softphone_pcs
from wizard.checks.probe import Measurement, Probe
from wizard.cli import check
from wizard.cli.main import main
from wizard.cli.role import Role
from wizard.domain.evidence import fullness
from wizard.domain.evidence.fullness import MOST_KEPT
from wizard.domain.evidence.record import FlowEnd
from wizard.domain.plan.writing import LARGEST_FILE
from wizard.errors import ExportError
from wizard.storage.plan_files import open_plan

FIRST, COUNT = 40_000, 1_000


def make_probe(blocked: Sequence[int] = (), ports: int = COUNT) -> Probe:
    """Return a probe that finds every port of Softphone's voice open but for some."""

    async def measure() -> Sequence[Measurement]:
        return [
            Measurement(
                "failed" if port in blocked else "ok",
                "proof.dropped" if port in blocked else None,
                flow=FlowEnd(fact="NET-20", subject="server", protocol="udp", port=port),
                source="10.30.0.50",
                destination=f"10.20.0.15:{port}",
            )
            for port in range(FIRST, FIRST + ports)
        ]

    return Probe("proof.flow", ("NET-20",), (), measure, 30.0, subject="server", target="10.20.0.15")


def write_plan(folder: Path, evidence: Sequence[Json] = (), **changes: Json) -> Path:
    """Write a plan with Softphone, its PCs having a thousand voice ports."""
    file = folder / "project.twsplan"
    load = {"calls_per_station": COUNT // 4}
    answers = make_answers(licences={"softphone": 10}, load=load, **on_softphone_pcs(), **changes)
    file.write_text(json.dumps(answers | {"evidence": list(evidence)}), encoding="utf-8")
    return file


def run(file: Path, probe: Probe, out: Path | None = None, form: str = "json") -> None:
    """Run a probe and keep what it finds, as ``check`` and ``prove`` do."""
    options = argparse.Namespace(plan=file, out=out, format=form, language="en")
    check.run_and_keep([probe], Role("station", is_said=True), open_plan(file), options)


def read_proof(file: Path, capsys: pytest.CaptureFixture[str]) -> Json:
    """Return the proof of Softphone's voice."""
    capsys.readouterr()
    assert main(["assess", str(file), "--format", "json"]) == 0
    flows = json.loads(capsys.readouterr().out)["flows"]
    return dict(next(flow["proof"] for flow in flows if flow["fact"] == "NET-20"))


def test_whole_ranges_of_ten_pcs_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten PCs go through a thousand voice ports each, one port being blocked for one of them: the plan opens."""
    file = write_plan(tmp_path)
    for number in range(10):
        monkeypatch.setattr(platform, "node", lambda number=number: f"PC{number}")
        run(file, make_probe([40_500] if number == 5 else []))
        printed = json.loads(capsys.readouterr().out)["evidence"]
        assert len(printed) == COUNT
    assert len(open_plan(file).evidence or ()) == 11
    proof = read_proof(file, capsys)
    assert (proof["state"], proof["blocked"], len(proof["proven"])) == ("blocked", [40_500], COUNT - 1)


def test_ports_found_alike_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """People read one line for a whole range and one for what is blocked of it; programs read every port."""
    run(write_plan(tmp_path), make_probe([40_500]), form="text")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert any("UDP 40000-40499, 40501-40999: tested" in line for line in lines)
    assert any("UDP 40500: blocked" in line for line in lines)


def test_old_plan_of_single_ports_opens_and_shrinks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan of 10,130 entries, one for each port, means the same and is written in few with the next run."""
    flow = {"fact": "NET-20", "subject": "server", "protocol": "udp"}
    old = [
        make_evidence(
            probe="proof.flow",
            facts=["NET-20"],
            answers=None,
            values=None,
            machine=f"PC{number}",
            flow=flow | {"port": port},
        )
        for number in range(10)
        for port in range(FIRST, FIRST + 1_013)
    ]
    file = write_plan(tmp_path, old)
    assert len(open_plan(file).evidence or ()) == 10_130
    assert read_proof(file, capsys)["state"] == "stale"
    run(file, make_probe(ports=1))
    assert len(open_plan(file).evidence or ()) == 11
    assert read_proof(file, capsys)["proven"] == [FIRST]


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a plan that is full where a plan holds ten measurements."""
    monkeypatch.setattr(fullness, "MOST_KEPT", 10)
    return write_plan(tmp_path, [make_evidence(machine=f"PC{number}") for number in range(10)])


def test_run_that_would_go_over_is_refused_and_printed(full: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The old file stays whole; what was measured is printed all the same, and one line says what can be done."""
    before = full.read_bytes()
    with pytest.raises(ExportError) as refused:
        run(full, make_probe(ports=3))
    assert full.read_bytes() == before
    assert len(json.loads(capsys.readouterr().out)["evidence"]) == 3
    assert f"{full}: full" in str(refused.value)
    assert "--out FILE" in str(refused.value)


def test_other_file_takes_what_a_full_plan_cannot(full: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --out the run's measurements go into a copy of the plan that holds them alone."""
    before, other = full.read_bytes(), full.with_name("other.twsplan")
    run(full, make_probe(ports=3), other)
    assert full.read_bytes() == before
    assert [each.probe for each in open_plan(other).evidence or ()] == ["proof.flow"]
    assert "this run’s measurements alone" in capsys.readouterr().err


@pytest.mark.parametrize(("count", "is_told"), [(6, False), (7, True)])
def test_nearness_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], count: int, *, is_told: bool
) -> None:
    """From four fifths on a run says how many measurements the plan holds, and how many it can."""
    monkeypatch.setattr(fullness, "MOST_KEPT", 10)
    file = write_plan(tmp_path, [make_evidence(machine=f"PC{number}") for number in range(count)])
    run(file, make_probe(ports=3))
    assert (f"holds {count + 1} measurements" in capsys.readouterr().err) is is_told


def test_measuring_again_is_no_growth(full: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A full plan takes what stands in the place of an earlier measurement; one over the limit says so beforehand."""
    run(full, make_probe(ports=1), full.with_name("other.twsplan"))
    evidence = json.loads(full.read_text(encoding="utf-8"))["evidence"]
    extra = json.loads(full.with_name("other.twsplan").read_text(encoding="utf-8"))["evidence"]
    file = write_plan(full.parent, [*evidence, *extra])
    capsys.readouterr()
    run(file, make_probe(ports=1))
    assert len(open_plan(file).evidence or ()) == 11
    assert capsys.readouterr().err.startswith("This plan holds 11 measurements; the most that it can hold is 10.")


def test_size_counts_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan that is nearly as large as its file may be says so; one that would be larger is not written."""
    file = write_plan(tmp_path)
    answers = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(answers | {"x": {"notes": "x" * 4_100_000}}), encoding="utf-8")
    run(file, make_probe(ports=1))
    assert "takes 4.1 MB; the most that a plan file may have is 5 MB" in capsys.readouterr().err
    least = json.dumps(answers | {"x": {"filling": ""}}, ensure_ascii=False, separators=(",", ":"))
    file.write_text(
        least.replace('"filling":"', '"filling":"' + "x" * (LARGEST_FILE - 100 - len(least.encode()))), "utf-8"
    )
    before = file.read_bytes()
    with pytest.raises(ExportError, match="5 MB"):
        run(file, make_probe(ports=1))
    assert file.read_bytes() == before
    assert len(json.loads(capsys.readouterr().out)["evidence"]) == 1


def test_real_limit_opens_what_is_over_it(tmp_path: Path) -> None:
    """A file of more than a plan is given opens: joined where ports are alike, whole where they are not."""
    flow = {"fact": "NET-20", "protocol": "udp", "subject": ""}
    least = {"probe": "p", "state": "ok", "role": "station", "taken_at": "2026-11-24T08:00:00Z", "took_ms": 0}
    alike = [least | {"machine": "", "flow": flow | {"port": port}} for port in range(1, MOST_KEPT + 2)]
    assert len(open_plan(write_plan(tmp_path, alike)).evidence or ()) == 1
    different = [least | {"machine": str(number)} for number in range(MOST_KEPT + 1)]
    assert len(open_plan(write_plan(tmp_path, different)).evidence or ()) == MOST_KEPT + 1


@pytest.mark.parametrize("command", ["check", "prove", "export", "samples"])
def test_standard_output_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """``--out -`` makes neither a file nor a folder of that name: one line says so."""
    file = write_plan(tmp_path)
    monkeypatch.chdir(tmp_path)
    plan = [] if command == "samples" else [str(file)]
    more = ["--server", "127.0.0.1"] if command == "prove" else []
    assert main([command, *plan, *more, "--out", "-"]) == 2
    assert "--out" in capsys.readouterr().err
    assert not Path("-").exists()


def test_names_as_long_as_a_plan_takes_them_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group's name of any length that a plan takes makes evidence that the plan takes too; so does a host's."""
    monkeypatch.setattr(platform, "node", lambda: "PC\udce9" + "x" * 5_000)
    file = write_plan(tmp_path)
    answers = json.loads(file.read_text(encoding="utf-8"))
    answers["stations"]["groups"][0]["name"] = "é" * 20_000
    file.write_text(json.dumps(answers), encoding="utf-8")
    assert main(["check", str(file), "--group", "é" * 20_000, "--local", "--only", "station.memory"]) == 0
    (found,) = open_plan(file).evidence or ()
    assert found.subject == f"group:{'é' * 20_000}"
    assert found.machine.startswith("PC?xxx")
