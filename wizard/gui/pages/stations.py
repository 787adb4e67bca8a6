"""Client PCs, session hosts, and the rights and exclusions agreed for them."""

from wizard.gui.page import Page
from wizard.gui.session import Session
from wizard.gui.widgets.form import Form, Group
from wizard.gui.widgets.items import ItemsEditor
from wizard.i18n import Message


def _has_manager_web(session: Session) -> bool:
    return session.read("licences.manager_web") is not False


GROUP = (
    Group(
        Message("This group of PCs"),
        tuple(f"stations.groups.*.{name}" for name in ("name", "count", "session", "shared")),
    ),
    Group(
        Message("Their hardware and system"),
        tuple(f"stations.groups.*.{name}" for name in ("os", "ram_gb", "processor", "dotnet_framework")),
    ),
    Group(
        Message("What they use"),
        tuple(
            f"stations.groups.*.{name}"
            for name in ("smart_attendant", "supervised_users", "softphone", "headset", "manager_desktop", "dotnet_8")
        ),
    ),
)
HOST = (
    Group(
        Message("This session host"),
        tuple(
            f"stations.session_hosts.*.{name}"
            for name in (
                "name",
                "kind",
                "os",
                "os_edition",
                "users",
                "ram_gb_for_tws",
                "opened_from",
                "softphone",
                "dotnet_8",
            )
        ),
    ),
)
AGREED = (
    Group(
        Message("Rights and exclusions"),
        ("stations.user_folders_open", "stations.shared_folder_writable", "stations.antivirus_exclusions_agreed"),
    ),
    Group(Message("Browsers of the administrators"), ("stations.manager_browsers",), applies=_has_manager_web),
)
GROUPS, HOSTS = Message("Groups of PCs"), Message("Session hosts (RDS, Citrix)")


class StationsPage(Page):
    """The users' PCs and what carries their sessions."""

    step_id = "stations"

    def build(self) -> None:
        """Lay out groups, hosts and agreements."""
        self.groups = ItemsEditor(self.session, "stations.groups", GROUPS, GROUP)
        self.hosts = ItemsEditor(self.session, "stations.session_hosts", HOSTS, HOST)
        self.agreed = Form(self.session, AGREED)
        for widget in (self.groups, self.hosts, self.agreed):
            self.body.addWidget(widget)
        self.body.addStretch()

    def show_plan(self) -> None:
        """Show PCs and hosts."""
        super().show_plan()
        self.groups.show_items()
        self.hosts.show_items()
        self.agreed.show_answers()

    def focus_field(self, field: str) -> bool:
        """Lead to a field."""
        return self.groups.focus_field(field) or self.hosts.focus_field(field) or self.agreed.focus_field(field)

    def list_fields(self) -> set[str]:
        """Return the fields asked here."""
        return {*self.groups.list_fields(), *self.hosts.list_fields(), *self.agreed.rows}


PAGE = StationsPage
