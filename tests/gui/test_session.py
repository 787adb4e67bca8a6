"""The session owns the plan, assesses it anew on each change, and never holds one that cannot be used."""

from pathlib import Path

import pytest

from tests.factories import ROOT
from wizard.domain.levels import Basis, Level, Verdict
from wizard.errors import WizardError
from wizard.gui.session import Session
from wizard.storage.plan_files import open_plan

SAMPLES = sorted((ROOT / "resources" / "samples").glob("*.twsplan"))
BLOCKED = ROOT / "resources" / "samples" / "factory-blocked.twsplan"


def test_new_plan_is_incomplete(session: Session) -> None:
    """An empty plan blocks nothing and asks for everything."""
    assert session.assessment.verdict is Verdict.INCOMPLETE
    assert not session.history.is_changed


def test_answer_changes_the_assessment(session: Session) -> None:
    """Users and calls lead to a row of the table at once."""
    session.write("licences.users", 420)
    session.write("load.calls_per_hour", 900)
    assert session.assessment.server is not None
    assert session.assessment.server.row_users == 500
    session.undo()
    session.undo()
    assert session.assessment.server is None


def test_refused_answer_leaves_the_plan_as_it_was(session: Session) -> None:
    """What the plan does not take changes neither answers nor assessment nor history."""
    session.write("licences.users", 10)
    for field, value in (("licences.users", -1), ("licences.users", "ten"), ("server.os", "dos")):
        with pytest.raises(WizardError):
            session.write(field, value)
    assert session.read("licences.users") == 10
    assert session.undo() == "licences.users"


def test_answers_given_together_are_one_step_or_none(session: Session) -> None:
    """All of them are taken and undone at once; where one is refused none is taken."""
    session.write_together({"server.ram_gb": 20, "server.cores": 26})
    assert (session.read("server.ram_gb"), session.read("server.cores")) == (20, 26)
    with pytest.raises(WizardError):
        session.write_together({"server.ram_gb": 32, "server.cores": -1})
    assert (session.read("server.ram_gb"), session.read("server.cores")) == (20, 26)
    session.undo()
    assert (session.read("server.ram_gb"), session.read("server.cores")) == (None, None)
    assert not session.history.can_undo


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_opened_plan_is_saved_as_the_same_plan(session: Session, sample: Path, tmp_path: Path) -> None:
    """Open and save lose and add nothing."""
    session.open(sample)
    session.save(tmp_path / "copy.twsplan")
    assert open_plan(tmp_path / "copy.twsplan") == open_plan(sample)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format": "other"}', b"\xff\xfe", b'{"format": 1, "format": 2}']
)
def test_damaged_file_leaves_the_open_plan(session: Session, tmp_path: Path, content: bytes) -> None:
    """A file that cannot be used is refused, and what is open stays."""
    session.open(BLOCKED)
    before = session.content
    (tmp_path / "bad.twsplan").write_bytes(content)
    with pytest.raises(WizardError):
        session.open(tmp_path / "bad.twsplan")
    assert session.content is before
    assert session.path == BLOCKED


def test_right_answer_keeps_its_standing_beside_a_wrong_one(session: Session) -> None:
    """In a finding that fails for the system, the edition that is right stands as met."""
    session.write("server.os", "windows_11")
    session.write("server.os_edition", "standard")
    assert session.standings.find("server.os")[0].level is Level.BLOCKER
    assert session.standings.find("server.os_edition")[0].level is Level.OK


def _plan_clinic(session: Session) -> None:
    # 180 users with SmartAttendant and 8 voices: 8 cores of the row of 1,000 users, and one more for the voices.
    licences = {"users": 180, "smart_attendant": 1, "conference": False, "media_server_voices": 8}
    server = {"processor_family": "xeon", "cores": 8, "clock_ghz": 2.4, "ram_gb": 16, "disk_kind": "sas"}
    session.write_together({"licences": licences, "load": {"calls_per_hour": 600}, "server": server})


def test_clock_that_suffices_is_not_marked_where_the_cores_are_short(session: Session) -> None:
    """A Xeon of 8 cores at 2.4 GHz where 9 at 2 GHz are asked for: the cores alone are a blocker."""
    _plan_clinic(session)
    marked = {name: session.standings.find(f"server.{name}")[0].level for name in ("cores", "clock_ghz", "ram_gb")}
    assert marked == {"cores": Level.BLOCKER, "clock_ghz": Level.OK, "ram_gb": Level.OK}
    assert session.standings.find("server.processor_family")[0].level is Level.OK


def test_licences_are_not_marked_where_the_keys_of_a_link_are_short(session: Session) -> None:
    """The number of TWS Caller licences decides how many keys are needed; it is the keys that have to change."""
    session.write("licences.caller", 40)
    session.write("telephony.links", [{"kind": "oxe", "name": "PABX", "csta_keys": 39}])
    assert session.standings.find("telephony.links.0.csta_keys")[0].level is Level.BLOCKER
    assert all(each.finding.fact != "TEL-14" for each in session.standings.find("licences.caller"))
    assert session.standings.judge_steps()["licences"] is not Level.BLOCKER


def test_values_that_would_block_are_ruled_out_with_their_reason(session: Session) -> None:
    """Each value is tried on the plan as it stands."""
    ruled_out = session.find_ruled_out("server.os", ("windows_11", "windows_server_2022"))
    assert {value: finding.fact for value, finding in ruled_out.items()} == {"windows_11": "SRV-2"}


def test_steps_are_judged_by_the_answers_they_ask(session: Session) -> None:
    """A blocker of the server marks the server's step, and no other."""
    session.write("server.os_language", "other")
    levels = session.standings.judge_steps()
    assert levels["server"] is Level.BLOCKER
    assert levels["telephony"] is Level.MISSING


def test_flows_are_judged_in_the_network_step_too(session: Session) -> None:
    """Whichever step asks what a flow hangs on: who looks at the flows sees it there."""
    session.write("telephony.links", [{"kind": "hipath_3000", "name": "PABX"}])
    assert session.standings.judge_steps()["network"] is Level.MISSING
    facts = {(finding.fact, finding.subject) for finding in session.standings.list_of_step("network")}
    assert ("NET-30", "link:PABX") in facts
    assert not any(fact.startswith("SRV-") for fact, _ in facts)


def test_items_are_judged_by_their_own_answers(session: Session) -> None:
    """Of two groups only the one with too old a system is marked."""
    session.add("stations.groups", {"name": "A", "session": "local", "os": "other"})
    session.add("stations.groups", {"name": "B", "session": "local", "os": "windows_11"})
    assert session.standings.judge_item("stations.groups.0") is Level.BLOCKER
    assert session.standings.judge_item("stations.groups.1") is Level.MISSING


def test_recovered_plan_counts_as_not_saved(session: Session) -> None:
    """What comes out of a recovery file has to be saved."""
    session.recover({"format": "tws-preinstall-plan", "format_version": 1, "licences": {"users": 5}}, None)
    assert session.read("licences.users") == 5
    assert session.history.is_changed


def test_checklist_is_judged_by_its_ticks(session: Session) -> None:
    """Open items are to be seen to, one that is not OK stands out, and only when all are done is the step met."""
    session.open(BLOCKED)
    assert session.standings.judge_steps()["checklist"] is Basis.TO_DO
    items = [item.id for item in session.assessment.checklist]
    for item in items:
        session.write(f"sign_off.items.{item}.state", "done")
    assert session.standings.judge_steps()["checklist"] is Level.OK
    session.write(f"sign_off.items.{items[0]}.state", "failed")
    assert session.standings.judge_steps()["checklist"] is Level.BLOCKER
    assert session.standings.judge_steps()["assessment"] is Level.BLOCKER
