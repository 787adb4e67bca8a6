"""From an empty plan to the exported dossier, step by step, with keys and clicks, in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.gui.waiting import is_idle
from wizard.domain.levels import Verdict
from wizard.gui.frame import Frame
from wizard.gui.pages.export import ExportPage
from wizard.gui.pages.licences import LicencesPage
from wizard.gui.pages.project import ProjectPage
from wizard.gui.pages.stations import StationsPage
from wizard.gui.pages.telephony import TelephonyPage
from wizard.gui.session import Session
from wizard.gui.steps import STEP_IDS
from wizard.gui.widgets.choice_editors import ChoiceEditor, ChoicesEditor, TruthEditor
from wizard.gui.widgets.field_row import FieldRow
from wizard.gui.widgets.text_editors import LineEditor
from wizard.storage.plan_files import open_plan

pytestmark = pytest.mark.slow

Answers = dict[str, object]

PROJECT: Answers = {
    "project.customer": "Ville de Valmont",
    "project.reference": "VAL-1",
    "project.installation_date": "2026-03-31",
}
LICENCES: Answers = {
    "licences.tws_version": "5.3",
    "licences.caller": 40,
    "licences.alerter": 0,
    "licences.softphone": 0,
    "licences.smart_attendant": 0,
    "licences.v4_clients": 0,
    "licences.rules": False,
    "licences.mail": False,
    "licences.media_server_voices": 0,
    "licences.manager_desktop": False,
    "licences.manager_web": False,
    "licences.websocket_development": False,
    "licences.file_sharing": False,
    "licences.remote_access": False,
    "licences.twp_browser": False,
    "licences.sms": False,
    "licences.ldap": False,
    "licences.groupware": [],
}
LOAD: Answers = {"licences.users": 40, "load.calls_per_hour": 90, "load.softphone_calls_at_once": 0}
SERVER: Answers = {
    "server.hosting": "physical",
    "server.os": "windows_server_2022",
    "server.os_edition": "standard",
    "server.os_language": "fr",
    "server.processor_family": "core",
    "server.cores": 4,
    "server.clock_ghz": "3,2",
    "server.ram_gb": 12,
    "server.disk_kind": "ssd",
    "server.tws_disk_gb": 80,
    "server.tws_on_separate_drive": True,
    "server.hosts_exchange": False,
    "server.hosts_domain_controller": False,
    "server.hosts_other_web_server_on_port_80": False,
}
SECURITY: Answers = {
    "security.secure_mode": True,
    "security.dns_name": "tws.valmont.example",
    "security.certificate": "server",
}
LINK: Answers = {
    "telephony.links.0.name": "PABX",
    "telephony.links.0.release": "R7.1",
    "telephony.links.0.protocol": "csta",
}
GROUP: Answers = {
    "stations.groups.0.name": "Bureaux",
    "stations.groups.0.count": 40,
    "stations.groups.0.session": "local",
    "stations.groups.0.shared": False,
    "stations.groups.0.os": "windows_11",
    "stations.groups.0.ram_gb": 8,
    "stations.groups.0.processor": "core_i5",
    "stations.groups.0.dotnet_framework": "4.8",
}
AGREED: Answers = {"stations.user_folders_open": True, "stations.antivirus_exclusions_agreed": True}


def _session(frame: Frame) -> Session:
    assert frame.session is not None
    return frame.session


def _choose(box: QComboBox, value: object, qtbot: QtBot) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findData(value)):
        qtbot.keyClick(box, Qt.Key.Key_Down)


def _fill(frame: Frame, qtbot: QtBot, answers: Answers) -> None:
    for field, value in answers.items():
        rows = frame.pages[frame.step_id].findChildren(FieldRow)
        editor = next(row for row in rows if row.field == field and row.isVisibleTo(frame)).editor
        if isinstance(editor, LineEditor):
            qtbot.keyClicks(editor.line, str(value))
        elif isinstance(editor, TruthEditor):
            editor.buttons[bool(value)].click()
        elif isinstance(editor, ChoicesEditor):
            editor.none.click()
        elif isinstance(editor, ChoiceEditor):
            _choose(editor.box, value, qtbot)


def _next(frame: Frame, qtbot: QtBot) -> None:
    qtbot.mouseClick(frame.next, Qt.MouseButton.LeftButton)


def _fill_project(frame: Frame, qtbot: QtBot) -> None:
    _fill(frame, qtbot, PROJECT)
    page = frame.pages["project"]
    assert isinstance(page, ProjectPage)
    for place, role in enumerate(("network_administrator", "telephony_administrator")):
        page.contacts.add.click()
        start = f"project.contacts.{place}"
        _fill(frame, qtbot, {f"{start}.role": role, f"{start}.name": f"N. {place}", f"{start}.present": True})


def _fill_licences(frame: Frame, qtbot: QtBot) -> None:
    _fill(frame, qtbot, LICENCES)
    page = frame.pages["licences"]
    assert isinstance(page, LicencesPage)
    page.no_conference.click()


def _fill_telephony(frame: Frame, qtbot: QtBot) -> None:
    page = frame.pages["telephony"]
    assert isinstance(page, TelephonyPage)
    menu = page.links.make_menu()
    mitel = menu.actions()[0].menu()
    mitel.actions()[0].trigger()  # type: ignore[attr-defined]
    _fill(frame, qtbot, LINK)


def _fill_stations(frame: Frame, qtbot: QtBot) -> None:
    page = frame.pages["stations"]
    assert isinstance(page, StationsPage)
    page.groups.add.click()
    _fill(frame, qtbot, GROUP)
    page.hosts.none.click()
    _fill(frame, qtbot, AGREED)


FILLING: dict[str, Callable[[Frame, QtBot], None]] = {
    "project": _fill_project,
    "licences": _fill_licences,
    "load": lambda frame, qtbot: _fill(frame, qtbot, LOAD),
    "telephony": _fill_telephony,
    "server": lambda frame, qtbot: _fill(frame, qtbot, SERVER),
    "security": lambda frame, qtbot: _fill(frame, qtbot, SECURITY),
    "stations": _fill_stations,
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_empty_plan_becomes_a_dossier(frame: Frame, qtbot: QtBot, tmp_path: Path, language: str) -> None:
    """Next by next, each step filled in; saved, opened again and exported, the plan is compliant and the same."""
    frame.speak(language)
    session = _session(frame)
    for step_id in STEP_IDS:
        assert frame.step_id == step_id
        if step_id in FILLING:
            FILLING[step_id](frame, qtbot)
        if step_id != STEP_IDS[-1]:
            _next(frame, qtbot)
    assert session.assessment.unanswered == ()
    assert session.assessment.verdict is Verdict.COMPLIANT
    path = tmp_path / "valmont.twsplan"
    session.save(path)
    saved = session.plan
    session.start_new()
    session.open(path)
    assert session.plan == saved == open_plan(path)
    page = frame.pages["export"]
    assert isinstance(page, ExportPage)
    page.choices.folder.setText(str(tmp_path / "out"))
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(is_idle(session))
    assert {file.suffix for file in (tmp_path / "out").iterdir()} == {".pdf", ".csv", ".json"}
