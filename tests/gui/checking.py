"""How the tests of the checks come to their page, and choose what this machine is."""

from pytestqt.qtbot import QtBot

from tests.factories import make_answers
from tests.gui.waiting import is_idle
from wizard.checks.runner import Origin
from wizard.gui.frame import Frame
from wizard.gui.pages.checks import ChecksPage


def open_page(frame: Frame, qtbot: QtBot) -> ChecksPage:
    """Return the page, on a plan that names nobody but this machine; nothing is chosen, and nothing may be sent."""
    answers = make_answers(server={"address": None}, security={"secure_mode": False, "dns_name": None})
    answers["telephony"] = None
    assert frame.session is not None
    frame.session.recover(answers, None)
    frame.show_step("checks")
    page = frame.findChild(ChecksPage)
    assert isinstance(page, ChecksPage)
    page.choices.local_only.setChecked(True)
    qtbot.waitUntil(is_idle(page.session))
    return page


def take_role(page: ChecksPage, role: str | None, group: str | None = None) -> None:
    """Choose what this machine is, and its group."""
    for box, value in ((page.choices.role, role), (page.choices.group, group)):
        place = box.findData(value)
        box.setCurrentIndex(place)
        box.activated.emit(place)


def name_machine() -> str:
    """Return this machine's name, as its measurements have it."""
    return Origin.of_this_machine("server").machine
