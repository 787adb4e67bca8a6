"""The planned server."""

from wizard.gui.page import FormPage
from wizard.gui.session import Session
from wizard.gui.widgets.form import Group
from wizard.i18n import Message


def _is_virtual(session: Session) -> bool:
    return session.read("server.hosting") not in (None, "physical")


class ServerPage(FormPage):
    """The machine that is planned for TWS."""

    step_id = "server"
    groups = (
        Group(Message("Hosting"), ("server.hosting", "server.address")),
        Group(Message("Virtual machine"), ("server.resources_reserved",), applies=_is_virtual),
        Group(Message("System"), ("server.os", "server.os_edition", "server.os_language")),
        Group(
            Message("Hardware"),
            ("server.processor_family", "server.cores", "server.clock_ghz", "server.ram_gb", "server.disk_kind"),
        ),
        Group(Message("Disk"), ("server.tws_disk_gb", "server.tws_on_separate_drive")),
        Group(
            Message("What must not be on this machine"),
            ("server.hosts_exchange", "server.hosts_domain_controller", "server.hosts_other_web_server_on_port_80"),
        ),
    )


PAGE = ServerPage
