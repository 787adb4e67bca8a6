"""The page of the local checks: manifest, run, results, and both ends of the proof."""

import json
import socket
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.checks.tls.making import NAME, make_family
from tests.factories import make_answers, make_evidence, make_host, make_link, make_site, on_softphone_pcs
from tests.gui.checking import open_page, take_role
from tests.gui.waiting import count_left_threads, is_idle
from wizard.checks.probe import Probe, TouchKind
from wizard.checks.proof.code import make_code
from wizard.domain.levels import Level
from wizard.gui.frame import Frame
from wizard.gui.pages.checks import ChecksPage


@pytest.fixture
def page(frame: Frame, qtbot: QtBot) -> ChecksPage:
    """Return the page, this machine being the server."""
    found = open_page(frame, qtbot)
    take_role(found, "server")
    return found


def count_rows(page: ChecksPage) -> int:
    """Return how many measurements are shown."""
    return len(page.results.model.rows)


def test_everything_that_will_be_touched_is_listed_first(page: ChecksPage) -> None:
    """Opening the page lists what a run would read and runs nothing."""
    assert len(page.touches.model.rows) > 3
    assert count_rows(page) == 0
    assert not page.session.plan.evidence


def test_run_is_kept_in_the_plan_and_can_be_undone(page: ChecksPage, qtbot: QtBot) -> None:
    """A click measures; the results are shown and kept; one undo takes them back."""
    qtbot.mouseClick(page.run, Qt.MouseButton.LeftButton)
    assert not page.run.isEnabled()
    qtbot.waitUntil(is_idle(page.session))
    kept = page.session.plan.evidence
    assert kept
    assert count_rows(page) == len(kept)
    assert page.run.isEnabled()
    assert page.notice.isVisible()
    page.session.undo()
    assert not page.session.plan.evidence
    assert count_left_threads() == 0


def test_stopping_leaves_the_plan_as_it_was(page: ChecksPage, qtbot: QtBot) -> None:
    """Stopped at once, a run keeps what it measured until then and nothing that it did not."""
    qtbot.mouseClick(page.run, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(is_idle(page.session))
    assert all(each.reason != "cancelled" for each in page.session.plan.evidence or ())


def test_drive_that_is_none_is_told(page: ChecksPage) -> None:
    """A drive that cannot be one is refused in words, and nothing can be run with it."""
    page.choices.drive.setText("\x00")
    page.choices.drive.editingFinished.emit()
    assert page.notice.isVisibleTo(page)
    assert not page.run.isEnabled()


def test_both_ends_on_one_machine(page: ChecksPage, qtbot: QtBot) -> None:
    """Ports are opened and gone through on one machine: no network lies between, and no flow is proven by it."""
    listening, proving = page.proof.listening, page.proof.proving
    listening.stand.choose("server")
    listening.open_ports()
    qtbot.waitUntil(lambda: bool(listening.model.rows))
    assert not listening.start.isEnabled()
    proving.place.choose("station")
    proving.address.setText("127.0.0.1")
    assert listening._invitation is not None  # noqa: SLF001 - as it is read out
    proving.code.setText(listening._invitation.code.lower().replace("-", " "))  # noqa: SLF001 - as it is read out
    proving.start.click()
    qtbot.waitUntil(lambda: bool(page.session.plan.evidence))
    listening.close_ports()
    qtbot.waitUntil(is_idle(page.session))
    assert {each.probe for each in page.session.plan.evidence or ()} == {"proof.flow"}
    found = page.session.plan.evidence or ()
    assert {(each.state, each.reason) for each in found} == {("unknown", "proof.same_machine")}
    assert "flows still to test" in proving.left.text()
    assert any("the listener is this very machine" in row.cells[2].text for row in page.results.model.rows)
    assert listening.start.isEnabled()
    assert count_left_threads() == 0


def test_closing_the_window_closes_the_ports(page: ChecksPage, qtbot: QtBot) -> None:
    """The session's end ends the listener: no port stays open behind the window."""
    page.proof.listening.stand.choose("server")
    page.proof.listening.open_ports()
    qtbot.waitUntil(lambda: bool(page.proof.listening.model.rows))
    port = next(row.item for row in page.proof.listening.model.rows if row.item.protocol == "tcp")
    page.session.background.stop()
    with closing(socket.socket()) as made:
        assert made.connect_ex(("127.0.0.1", port.number)) != 0


@pytest.mark.parametrize(("address", "code"), [("", "x"), ("127.0.0.1", ""), ("127.0.0.1", "AAAA-AAAA-AAAB")])
def test_unusable_input_is_told(page: ChecksPage, address: str, code: str) -> None:
    """Without an address, or with a code that is none, nothing is sent and the field is led to."""
    proving = page.proof.proving
    page.tabs.setCurrentWidget(page.proof)
    page.proof.tabs.setCurrentWidget(proving)
    proving.place.choose("station")
    proving.address.setText(address)
    proving.code.setText(code)
    proving.start.click()
    assert proving.notice.isVisibleTo(page)
    assert not page.session.plan.evidence


def test_step_has_a_sign_only_when_something_was_measured(page: ChecksPage) -> None:
    """No checks, no sign; a reading is met, a stale one is to be made again."""
    assert "checks" not in page.session.standings.judge_steps()
    page.session.write("evidence", [make_evidence(taken_at="2020-01-01T00:00:00Z")])
    assert page.session.standings.judge_steps()["checks"] is Level.MISSING


def test_measurements_of_another_machine_are_taken_over(page: ChecksPage, tmp_path: Path) -> None:
    """What a PC measured on its copy of the plan comes into this one; what was measured here stays."""
    here = make_evidence(machine="TWS01")
    page.session.write("evidence", [here])
    other = tmp_path / "pc.twsplan"
    there = make_evidence(machine="PC7", role="station", probe="station.memory", subject="group:Bureaux")
    other.write_text(json.dumps(make_answers() | {"evidence": [there]}), encoding="utf-8")
    page.take_over(other)
    assert {each.machine for each in page.session.plan.evidence or ()} == {"TWS01", "PC7"}
    assert page.notice.isVisible()


def test_damaged_copy_changes_nothing(page: ChecksPage, tmp_path: Path) -> None:
    """A file that is no plan is refused in words, and the plan stays as it was."""
    other = tmp_path / "pc.twsplan"
    other.write_text('{"format": 1', encoding="utf-8")
    page.take_over(other)
    assert not page.session.plan.evidence
    assert "pc.twsplan" in page.notice.text.text()


def test_older_copy_takes_nothing_back(page: ChecksPage, tmp_path: Path) -> None:
    """A copy that was measured before leaves the newer measurement of the same machine where it is."""
    newer = make_evidence(taken_at="2026-11-24T09:00:00Z", state="failed")
    page.session.write("evidence", [newer])
    other = tmp_path / "pc.twsplan"
    other.write_text(json.dumps(make_answers() | {"evidence": [make_evidence()]}), encoding="utf-8")
    page.take_over(other)
    assert [each.state for each in page.session.plan.evidence or ()] == ["failed"]


def test_ports_found_alike_are_one_row(page: ChecksPage) -> None:
    """A range that was proven as a whole stands in one line, with its ports; a blocked one of them in its own."""
    flow = {"fact": "NET-20", "subject": "server", "protocol": "udp", "port": 40_000, "ports": "40000-40002,40004"}
    proof = {"probe": "proof.flow", "facts": ["NET-20"], "answers": None, "values": None, "target": "10.0.0.1"}
    blocked = flow | {"port": 40_003, "ports": None}
    page.session.write(
        "evidence",
        [
            make_evidence(**proof, flow=flow),
            make_evidence(**proof, flow=blocked, state="failed", reason="proof.dropped"),
        ],
    )
    shown = {row.cells[1].text.partition("10.0.0.1 ")[2] for row in page.results.model.rows}
    assert shown == {"UDP 40000-40002, 40004", "UDP 40003"}


def test_code_is_no_part_of_a_call(page: ChecksPage, qtbot: QtBot) -> None:
    """The listening end shows the code to be typed, and calls that ask for it."""
    listening = page.proof.listening
    listening.stand.choose("server")
    listening.open_ports()
    qtbot.waitUntil(lambda: bool(listening.model.rows), timeout=10_000)
    code = listening.code.text().rpartition(" ")[2]
    assert len(code) == 14
    assert "prove PLAN --server" in listening.calls.text()
    assert code not in listening.calls.text()
    assert "--code" not in listening.calls.text()
    listening.close_ports()
    qtbot.waitUntil(is_idle(page.session), timeout=10_000)


def test_certificate_file_is_judged_and_kept(page: ChecksPage, qtbot: QtBot, tmp_path: Path) -> None:
    """A chosen file is judged for the server's name by a run like any other; what is no certificate is not known."""
    page.session.write("security.dns_name", NAME)
    file = tmp_path / "tws.pem"
    for data, state in ((make_family().server.pem, "failed"), (b"nothing", "unknown")):
        file.write_bytes(data)
        page.judge_certificate(file)
        qtbot.waitUntil(is_idle(page.session))
        (found,) = page.session.plan.evidence or ()
        assert (found.probe, found.state) == ("tls.certificate_file", state)
        assert (found.values or {})["file"] == "tws.pem"
    assert page.certificate.isEnabled()
    assert count_left_threads() == 0


def test_what_needs_more_is_led_to(page: ChecksPage) -> None:
    """A proof is not made again without the other end's code: its tab is shown instead."""
    flow = {"fact": "NET-7", "subject": "server", "protocol": "tcp", "port": 9001}
    page.session.write("evidence", [make_evidence(probe="proof.flow", facts=["NET-7"], answers=None, flow=flow)])
    page.tabs.setCurrentWidget(page.results)
    page.results.table.choose(page.results.model.rows[0].key)
    page.results.repeat.click()
    assert page.tabs.currentWidget() is page.proof


@pytest.fixture
def busy_page(page: ChecksPage) -> ChecksPage:
    """Return the page on a plan with Softphone, two PABXs and a remote site."""
    answers = make_answers(licences={"softphone": 10}, load={"softphone_calls_at_once": 2}, **on_softphone_pcs())
    links = [make_link("oxe", name="Nord"), make_link("oxo", name="Sud")]
    page.session.recover(answers | {"telephony": {"links": links}, "sites": [make_site(name="Annexe")]}, None)
    return page


def test_what_this_machine_stands_for_is_asked(busy_page: ChecksPage) -> None:
    """Nothing is preset at either end: no port is opened and nothing sent before somebody says where the machine is."""
    listening, proving = busy_page.proof.listening, busy_page.proof.proving
    assert listening.stand.end is None
    assert not listening.start.isEnabled()
    listening.open_ports()
    assert not listening.model.rows
    assert listening.explained.text() == "Say first what this machine stands for: only you know."
    listening.stand.choose("server")
    assert listening.start.isEnabled()
    assert proving.place.end is None
    proving.code.setText(make_code())
    proving.start.click()
    assert proving.notice.text.text() == "Say first what this machine stands for: only you know."
    assert not busy_page.session.plan.evidence


def test_listening_machine_stands_for_any_end(busy_page: ChecksPage, qtbot: QtBot) -> None:
    """As a user's PC, Softphone's ports are opened, and the call for the other end says so; as a phone, nothing is."""
    listening = busy_page.proof.listening
    listening.stand.choose("phone")
    assert not listening.start.isEnabled()
    listening.stand.choose("station")
    listening.start.click()
    qtbot.waitUntil(lambda: bool(listening.model.rows))
    assert {row.item.number for row in listening.model.rows} == {5060, *range(40_000, 40_008)}
    assert not listening.stand.isEnabled()
    assert "--from pabx --to station" in listening.calls.text()
    listening.close_ports()
    qtbot.waitUntil(is_idle(busy_page.session))
    assert listening.calls.isHidden()


def test_proving_asks_for_what_the_ends_need(busy_page: ChecksPage) -> None:
    """A link is asked for where there are several, a site with voice; the planned address is proposed."""
    proving = busy_page.proof.proving
    asked: list[tuple[tuple[Probe, ...], str]] = []
    proving.wanted.disconnect()
    proving.wanted.connect(lambda probes, role: asked.append((probes, role)))
    assert proving.address.text() == "10.20.0.15"
    assert proving.link.isHidden()
    proving.place.choose("server")
    proving.other.choose("pabx")
    assert proving.address.text() == "10.20.0.2"
    assert [proving.link.itemText(place) for place in range(proving.link.count())] == ["Nord", "Sud"]
    proving.link.setCurrentIndex(1)
    assert proving.site.isHidden()
    proving.voice.setChecked(True)
    assert not proving.site.isHidden()
    proving.site.setCurrentIndex(1)
    proving.address.setText("192.0.2.1")
    proving.code.setText(make_code())
    proving.start.click()
    ((probes, role),) = asked
    assert role == "server"
    assert [(probe.id, probe.subject) for probe in probes] == [("proof.flow", None), ("voice.quality", "site:Annexe")]
    assert len([touch for touch in probes[0].touches if touch.kind is TouchKind.PACKET]) == 1


def test_session_host_is_chosen_where_there_are_some(page: ChecksPage) -> None:
    """Softphone's voice: the PCs come first, then each session host; without PCs only the hosts are there."""
    hosts = [make_host(name=name, softphone=True) for name in ("RDS01", "RDS02")]
    answers = make_answers(licences={"softphone": 10}, **on_softphone_pcs())
    proving = page.proof.proving
    for uses, names in ((True, ["User PCs", "RDS01", "RDS02"]), (False, ["RDS01", "RDS02"])):
        answers["stations"]["session_hosts"] = hosts
        answers["stations"]["groups"][0]["softphone"] = uses
        page.session.recover(answers, None)
        proving.place.choose("pabx")
        proving.other.choose("station")
        proving.show_plan(is_busy=False)
        assert [proving.link.itemText(place) for place in range(proving.link.count())] == names
        assert not proving.link.isHidden()


def test_way_without_flows_is_told_with_those_that_have(busy_page: ChecksPage) -> None:
    """From a phone to the PABX no flow goes: the ways that flows go are listed, and nothing is sent."""
    proving = busy_page.proof.proving
    proving.place.choose("phone")
    proving.other.choose("pabx")
    proving.address.setText("192.0.2.1")
    proving.code.setText(make_code())
    proving.start.click()
    assert "User's PC → TWS server" in proving.notice.text.text()
    assert not busy_page.session.plan.evidence
