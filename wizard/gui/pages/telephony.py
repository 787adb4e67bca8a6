"""Telephony: a list of links; a kind is chosen first, then only its own questions are asked."""

from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from wizard.domain.choices import name_choice
from wizard.domain.plan.telephony import LINK_KINDS
from wizard.dossier.wording import END_WORDS, SEPARATOR
from wizard.gui.fields import list_link_names
from wizard.gui.page import Page
from wizard.gui.session import Answers, Session
from wizard.gui.tab_order import put_in_order
from wizard.gui.widgets.form import Form, Group
from wizard.gui.widgets.items import ItemsEditor
from wizard.gui.widgets.text_size import Heading
from wizard.i18n import Message

LINKS = Message("Links to PABXs and phones")
THIS_LINK = Message("This link")
NAMED = Message("{name} – {kind}")
NO_KIND = Message("kind not known yet")
LIMITS = Message("What the document asks of it")
FLOWS = Message("Its flows: {flows}")
FLOW = Message("{source} → {destination} {protocol} {ports}")
VENDORS: dict[str, tuple[str, ...]] = {
    "Mitel": ("mivoice_5000", "mivoice_office_400", "mx_one"),
    "Alcatel": ("oxe", "oxo"),
    "Unify": ("openscape_office", "openscape_business", "openscape_voice", "hipath_3000", "hipath_openoffice"),
    "Snom": ("snom",),
    "Yealink": ("yealink",),
}
OTHER_VENDOR = Message("Another vendor")
UNDECIDED = Message("Not known yet")
_KINDS: tuple[str | None, ...] = (None, *LINK_KINDS)


class LinksEditor(ItemsEditor):
    """The links; adding one asks vendor, then model."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "telephony.links", LINKS, ())
        self.forms: dict[str | None, Form] = {}
        self.limits, self.limits_title, self.limits_box = QLabel(), Heading(), QWidget()
        self.limits.setWordWrap(True)
        told = QVBoxLayout(self.limits_box)
        told.setContentsMargins(0, 8, 0, 8)
        told.addWidget(self.limits_title)
        told.addWidget(self.limits)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.limits_box)

    def add_one(self) -> None:
        """Ask vendor and model, and add a link of that kind."""
        menu = self.make_menu()
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def make_menu(self) -> QMenu:
        """Return the menu of vendors, each with its models."""
        say, menu = self.session.say, QMenu(self)
        for vendor, kinds in VENDORS.items():
            place = menu if len(kinds) == 1 else menu.addMenu(vendor)
            for kind in kinds:
                action = place.addAction(say(name_choice("kind", kind)))
                action.triggered.connect(lambda _=False, kind=kind: self.add_kind(kind))
        for text, other in ((OTHER_VENDOR, "other_pbx"), (UNDECIDED, None)):
            menu.addAction(say(text)).triggered.connect(lambda _=False, other=other: self.add_kind(other))
        return menu

    def add_kind(self, kind: str | None) -> None:
        """Add a link of a kind."""
        self.session.add(self.field, {} if kind is None else {"kind": kind})
        self.turn_to_last()

    def name_item(self, position: int, item: Answers) -> str:
        """Return name and kind."""
        kind = item.get("kind")
        name = super().name_item(position, item)
        return self.session.say(NAMED.fill(name=name, kind=name_choice("kind", kind) if kind else NO_KIND))

    def _make_form(self, kind: str | None) -> Form:
        names = [name for name in list_link_names(kind) if name != "kind"]
        order = sorted(names, key=lambda name: name != "name")
        return Form(self.session, (Group(THIS_LINK, tuple(f"telephony.links.*.{name}" for name in ("kind", *order))),))

    def _show_form(self, row: int) -> None:
        items = self.read_items()
        kind = items[row].get("kind") if 0 <= row < len(items) else None
        if row >= 0 and kind not in self.forms:
            self.forms[kind] = self._make_form(kind)
            self.form_place.addWidget(self.forms[kind])
            put_in_order([self])
        for each, form in self.forms.items():
            form.setVisible(each == kind and row >= 0)
        self.form = self.forms.get(kind)
        if self.form is not None and row >= 0:
            self.form.show_answers(row)
        self.limits_title.setText(self.session.say(LIMITS))
        self.limits.setText(self._tell_limits(row) if row >= 0 else "")
        self.limits_box.setVisible(bool(self.limits.text()))

    def _tell_limits(self, row: int) -> str:
        session, say = self.session, self.session.say
        start = f"telephony.links.{row}."
        found = [
            each
            for each in session.assessment.findings
            if each.subject.startswith("link:") and any(f.startswith(start) for f in each.fields)
        ]
        lines = [f"• {say(each.requirement)}" for each in found if each.fact.startswith("TEL-")]
        flows = [
            say(
                FLOW.fill(
                    source=END_WORDS[flow.source],
                    destination=END_WORDS[flow.destination],
                    protocol=flow.protocol.upper(),
                    ports=flow.ports or "?",
                )
            )
            for flow in session.assessment.flows
            if flow.link == row
        ]
        if flows:
            lines.append(say(FLOWS.fill(flows=say(SEPARATOR).join(flows))))
        return "\n".join(lines)

    def list_fields(self) -> set[str]:
        """Return the fields of all kinds of links."""
        names = {name for kind in _KINDS for name in list_link_names(kind)}
        return {self.field, *(f"telephony.links.*.{name}" for name in names)}


class TelephonyPage(Page):
    """The PABXs and phones."""

    step_id = "telephony"

    def build(self) -> None:
        """Lay out the links."""
        self.links = LinksEditor(self.session)
        self.body.addWidget(self.links)
        self.body.addStretch()

    def show_plan(self) -> None:
        """Show the links."""
        super().show_plan()
        self.links.show_items()

    def focus_field(self, field: str) -> bool:
        """Lead to a field."""
        return self.links.focus_field(field)

    def list_fields(self) -> set[str]:
        """Return the fields asked here."""
        return self.links.list_fields()


PAGE = TelephonyPage
