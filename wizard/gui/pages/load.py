"""Users, load and remote sites; what each figure does to the server's row is told while typing."""

from wizard.gui.page import Page
from wizard.gui.plain_text import Label
from wizard.gui.widgets.form import Form, Group
from wizard.gui.widgets.items import ItemsEditor
from wizard.i18n import Message

GROUPS = (
    Group(Message("What sizes the server"), ("licences.users", "load.calls_per_hour")),
    Group(
        Message("What the network carries"),
        (
            "load.softphone_calls_at_once",
            "load.calls_per_station",
            "load.directory_searches_per_hour",
            "load.click_to_calls_per_hour",
            "load.login_window_minutes",
        ),
    ),
)
SITE = (
    Group(
        Message("This site"),
        tuple(
            f"sites.*.{name}" for name in ("name", "users", "calls_per_hour", "softphone_calls_at_once", "link_mbit_s")
        ),
    ),
)
SITES = Message("Remote sites")
ROOM = Message("Row of the table: up to {users} users, {more_users} left; up to {calls} calls/h, {more_calls} left.")
MOVED = Message("SmartAttendant moves the server one row up: {users} users, {calls} calls/h.")
NO_ROW = Message("No row of the table yet.")
_UNKNOWN = "?"


class LoadPage(Page):
    """How much the server and the network carry."""

    step_id = "load"

    def build(self) -> None:
        """Lay out figures, the row they lead to, and sites."""
        self.form = Form(self.session, GROUPS[:1])
        self.room = Label()
        self.room.setWordWrap(True)
        self.more = Form(self.session, GROUPS[1:])
        self.sites = ItemsEditor(self.session, "sites", SITES, SITE)
        for widget in (self.form, self.room, self.more, self.sites):
            self.body.addWidget(widget)
        self.body.addStretch()

    def show_plan(self) -> None:
        """Show the load."""
        super().show_plan()
        self.form.show_answers()
        self.more.show_answers()
        self.sites.show_items()
        self.room.setText(self._tell_room())

    def _tell_room(self) -> str:
        say, need = self.session.say, self.session.assessment.server
        if need is None:
            return say(NO_ROW)
        own = next(row for row in self.session.edition.rows if row.users == need.first_row_users)
        left = need.headroom
        text = say(
            ROOM.fill(
                users=own.users,
                calls=own.calls_per_hour,
                more_users=_UNKNOWN if left.users is None else left.users,
                more_calls=_UNKNOWN if left.calls_per_hour is None else left.calls_per_hour,
            )
        )
        if need.row_users != own.users:
            text += "\n" + say(MOVED.fill(users=need.row_users, calls=need.row_calls_per_hour))
        return text

    def focus_field(self, field: str) -> bool:
        """Lead to a field."""
        return self.form.focus_field(field) or self.more.focus_field(field) or self.sites.focus_field(field)

    def list_fields(self) -> set[str]:
        """Return the fields asked here."""
        return {*self.form.rows, *self.more.rows, *self.sites.list_fields()}


PAGE = LoadPage
