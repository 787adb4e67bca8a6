"""The checklist, and who agrees."""

from collections.abc import Iterator

from wizard.domain.plan.acceptance import Signature, TickedItem
from wizard.gui.page import Page
from wizard.gui.widgets.checklist_groups import ChecklistBox
from wizard.gui.widgets.sign_off_box import SignOffBox
from wizard.gui.widgets.signature_card import SIGNATURES

ITEMS = "sign_off.items"


class ChecklistPage(Page):
    """What to tick before and on the installation day, and the signatures."""

    step_id = "checklist"

    def build(self) -> None:
        """Lay the sign-off below the checklist."""
        self.checklist = ChecklistBox(self.session)
        self.sign_off = SignOffBox(self.session)
        self.body.addWidget(self.checklist)
        self.body.addWidget(self.sign_off)
        self.body.addStretch()

    def prepare(self) -> Iterator[None]:
        """Make the items' rows, some at a time."""
        yield from self.checklist.prepare()
        yield from super().prepare()

    def show_plan(self) -> None:
        """Show ticks and signatures."""
        super().show_plan()
        self.checklist.show_items()
        self.sign_off.show_signatures()

    def focus_field(self, field: str) -> bool:
        """Lead to an item or to a role's card."""
        if field == ITEMS or field.startswith(f"{ITEMS}."):
            return self.checklist.focus_field(field)
        return field.startswith("sign_off") and self.sign_off.focus_field(field)

    def list_fields(self) -> set[str]:
        """Return the fields shown here: those of each item, and of each signature."""
        items = {f"{ITEMS}.*.{name}" for name in TickedItem.model_fields}
        # The parts are answers one by one, as the items are.
        names = [name for name in Signature.model_fields if name != "parts"]
        return items | {f"{SIGNATURES}.*.{name}" for name in (*names, "parts.*")}


PAGE = ChecklistPage
