"""Secure mode."""

from wizard.gui.page import FormPage
from wizard.gui.session import Session
from wizard.gui.widgets.form import Group
from wizard.i18n import Message


def _is_secure(session: Session) -> bool:
    return bool(session.read("security.secure_mode"))


class SecurityPage(FormPage):
    """Secure mode, and what it needs."""

    step_id = "security"
    groups = (
        Group(Message("Secure mode"), ("security.secure_mode", "security.keep_plain_ports")),
        Group(Message("What secure mode needs"), ("security.dns_name", "security.certificate"), applies=_is_secure),
    )


PAGE = SecurityPage
