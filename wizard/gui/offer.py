"""What an earlier session left, offered after a crash: its date and that of the saved file, and the choice."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton

from wizard.errors import WizardError
from wizard.gui.files import NEW_PLAN, FileKeeper
from wizard.gui.plain_text import MessageBox
from wizard.gui.recovery import RecoveryKeeper
from wizard.i18n import Message, Translator
from wizard.storage.recovery import Recovery

TITLE = Message("Answers that were not saved")
FOUND = Message("The program ended before the answers of “{name}” were saved. They were kept.")
KEPT = Message("Answers kept: {moment}")
SAVED = Message("Saved file: {moment} ({folder})")
NEVER_SAVED = Message("Saved file: none, this plan was never saved.")
GONE = Message("Saved file: not there any more ({folder})")
CUSTOMER = Message("Customer: {customer}")
UNREADABLE = Message(
    "Recovery files of earlier sessions that cannot be read: {count}. They stay where they are ({file})."
)
MOMENT = Message("{day}, {hour}:{minute}")
RECOVER, OPEN = Message("&Recover the answers"), Message("&Open the saved file")
DISCARD, LATER = Message("&Discard the answers"), Message("Decide &later")

Choice = Literal["recover", "open", "discard", "later"]


def write_moment(moment: datetime, say: Translator) -> str:
    """Return a moment in the user's own time zone."""
    local = moment.astimezone()
    return say(MOMENT.fill(day=local.date(), hour=f"{local.hour:02}", minute=f"{local.minute:02}"))


def describe_recovery(recovery: Recovery, say: Translator) -> str:
    """Return both versions with their dates."""
    lines = [say(KEPT.fill(moment=write_moment(recovery.kept_at, say)))]
    project = recovery.plan.project
    if project is not None and project.customer:
        lines.insert(0, say(CUSTOMER.fill(customer=project.customer)))
    if recovery.path is None:
        lines.append(say(NEVER_SAVED))
    elif (saved_at := recovery.saved_at) is None:
        lines.append(say(GONE.fill(folder=str(recovery.path.parent))))
    else:
        lines.append(say(SAVED.fill(moment=write_moment(saved_at, say), folder=str(recovery.path.parent))))
    return "\n".join(lines)


class RecoveryOffer(QObject):
    """Asks about one recovery after the other, until the user goes on with one or has decided on all."""

    def __init__(self, files: FileKeeper, keeper: RecoveryKeeper) -> None:
        super().__init__(files.window)
        self.files, self.keeper = files, keeper
        self._left: list[Recovery] = []
        keeper.found.connect(self.ask)
        keeper.unreadable.connect(self._mention)

    def _mention(self, files: list[Path]) -> None:
        self.files.tell(UNREADABLE.fill(count=len(files), file=str(files[0])))

    def ask(self, recoveries: list[Recovery]) -> None:
        """Ask about the first of some recoveries, the others after it."""
        if not recoveries:
            return
        recovery, *self._left = recoveries
        say = self.keeper.session.say
        found = say(FOUND.fill(name=recovery.path.name if recovery.path else NEW_PLAN))
        told = describe_recovery(recovery, say)
        box = MessageBox(self.files.window, MessageBox.Icon.Question, found, title=say(TITLE), told=told)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        buttons = self._add_buttons(box, recovery, say)
        box.finished.connect(lambda _: self._answer(recovery, buttons.get(box.clickedButton(), "later")))
        box.open()

    def _add_buttons(self, box: MessageBox, recovery: Recovery, say: Translator) -> dict[object, Choice]:
        roles = MessageBox.ButtonRole
        buttons: dict[object, Choice] = {}

        def add(text: Message, role: MessageBox.ButtonRole, choice: Choice) -> QPushButton:
            button = box.addButton(say(text), role)
            buttons[button] = choice
            return button

        box.setDefaultButton(add(RECOVER, roles.AcceptRole, "recover"))
        if recovery.saved_at is not None:
            add(OPEN, roles.ActionRole, "open")
        add(DISCARD, roles.DestructiveRole, "discard")
        box.setEscapeButton(add(LATER, roles.RejectRole, "later"))
        return buttons

    def _answer(self, recovery: Recovery, choice: Choice) -> None:
        if choice == "discard":
            self.keeper.discard(recovery)
            self.ask(self._left)
        elif choice == "open" and recovery.path is not None and self.files.may_leave():
            self.files.open_path(recovery.path)
        elif choice == "recover" and self.files.may_leave():
            try:
                self.keeper.take(recovery)
            except WizardError as error:
                self.files.refuse(error)
