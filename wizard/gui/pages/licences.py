"""Licences and options."""

from PySide6.QtWidgets import QCheckBox, QWidget

from wizard.gui.page import Page
from wizard.gui.session import Session
from wizard.gui.widgets.form import Form, Group
from wizard.i18n import Message


def _asks_conference(session: Session) -> bool:
    return session.read("licences.conference") is not False


USERS = Group(
    Message("Version and users"),
    tuple(
        f"licences.{name}"
        for name in ("tws_version", "caller", "alerter", "softphone", "smart_attendant", "v4_clients")
    ),
    hint=Message("The number of users is asked with the load, where it sizes the server."),
)
MODULES = Group(Message("Rules and Mail"), ("licences.rules", "licences.mail"))
VOICES = Group(Message("Media Server"), ("licences.media_server_voices",))
CONFERENCE = Group(
    Message("Conference, at once"),
    tuple(
        f"licences.conference.{name}"
        for name in ("audio_participants", "video_participants", "conferences", "largest_audio", "largest_video")
    ),
    applies=_asks_conference,
)
ADMINISTRATION = Group(
    Message("Administration"), ("licences.manager_desktop", "licences.manager_web", "licences.admin_viewer")
)
OPTIONS = Group(
    Message("Options and connectors"),
    (
        "licences.websocket_development",
        "licences.file_sharing",
        "licences.remote_access",
        "licences.twp_browser",
        "licences.sms",
        "licences.ldap",
        "licences.groupware",
        "licences.other_orders",
    ),
)
NO_CONFERENCE = Message("TWS Conference is not licensed")


class LicencesPage(Page):
    """What was sold; what it brings with it is asked only where it applies."""

    step_id = "licences"

    def build(self) -> None:
        """Lay out the groups; whether Conference is licensed stands before its figures."""
        self.before = Form(self.session, (USERS, MODULES, VOICES))
        self.no_conference = QCheckBox()
        self.no_conference.clicked.connect(self._decide)
        self.after = Form(self.session, (CONFERENCE, ADMINISTRATION, OPTIONS))
        widgets: tuple[QWidget, ...] = (self.before, self.no_conference, self.after)
        for widget in widgets:
            self.body.addWidget(widget)
        self.body.addStretch()

    def _decide(self, none: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.session.write("licences.conference", False if none else None)

    def show_plan(self) -> None:
        """Show the licences."""
        super().show_plan()
        self.no_conference.setText(self.session.say(NO_CONFERENCE))
        self.no_conference.setChecked(self.session.read("licences.conference") is False)
        self.before.show_answers()
        self.after.show_answers()

    def focus_field(self, field: str) -> bool:
        """Lead to a field."""
        if field == "licences.conference":
            self.no_conference.setFocus()
            return True
        return self.before.focus_field(field) or self.after.focus_field(field)

    def list_fields(self) -> set[str]:
        """Return the fields asked here."""
        return {"licences.conference", *self.before.rows, *self.after.rows}


PAGE = LicencesPage
