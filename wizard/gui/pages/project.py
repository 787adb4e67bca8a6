"""Project and contacts."""

from wizard.domain.choices import name_choice
from wizard.gui.page import Page
from wizard.gui.session import Answers, Session
from wizard.gui.widgets.form import Form, Group
from wizard.gui.widgets.items import ItemsEditor
from wizard.i18n import Message

GROUPS = (
    Group(
        Message("Project"),
        (
            "project.customer",
            "project.reference",
            "project.installation_date",
            "project.integrator",
            "project.prepared_by",
            "project.notes",
        ),
    ),
)
CONTACT = (
    Group(
        Message("This contact"),
        tuple(f"project.contacts.*.{name}" for name in ("role", "name", "email", "phone", "present")),
    ),
)
CONTACTS = Message("Contacts: the network and the telephony administrators have to be present")
NAMED = Message("{role}: {name}")
NO_ROLE = Message("Role not known yet")


class ContactsEditor(ItemsEditor):
    """The project's contacts, each named by role."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "project.contacts", CONTACTS, CONTACT)

    def name_item(self, position: int, item: Answers) -> str:
        """Return role and name."""
        role = item.get("role")
        name = super().name_item(position, item)
        return self.session.say(NAMED.fill(role=name_choice("role", role) if role else NO_ROLE, name=name))


class ProjectPage(Page):
    """Who the installation is for, when, and who will be there."""

    step_id = "project"

    def build(self) -> None:
        """Lay out questions and contacts."""
        self.form = Form(self.session, GROUPS)
        self.contacts = ContactsEditor(self.session)
        self.body.addWidget(self.form)
        self.body.addWidget(self.contacts)
        self.body.addStretch()

    def show_plan(self) -> None:
        """Show project and contacts."""
        super().show_plan()
        self.form.show_answers()
        self.contacts.show_items()

    def focus_field(self, field: str) -> bool:
        """Lead to a field."""
        return self.form.focus_field(field) or self.contacts.focus_field(field)

    def list_fields(self) -> set[str]:
        """Return the fields asked here."""
        return {*self.form.rows, *self.contacts.list_fields()}


PAGE = ProjectPage
