"""Where a file of the user's is to be written: asked with a name proposed, and asked again before one is replaced."""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from wizard.domain.plan import Plan
from wizard.dossier.package import RESERVED
from wizard.gui.plain_text import MessageBox
from wizard.i18n import Message, Translator

REPLACE_TITLE = Message("Replace a file")
REPLACE = Message(
    "“{name}” is already in this folder. If you replace it, the present file is kept beside it as a backup."
)
REPLACE_IT, OTHER_NAME = Message("&Replace"), Message("&Choose another name")
# What no name may hold on some system, controls included.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u2028\u2029]+')
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file is asked for: the dialog's title, the kinds of files it lists, and the ending the file gets."""

    title: Message
    kinds: Message
    ending: str


def add_ending(path: Path, ending: str) -> Path:
    """Return a name with its ending: “Clinique v1.2” has none yet."""
    return path if path.name.lower().endswith(ending) else path.with_name(path.name + ending)


def propose_name(plan: Plan, stem: str) -> str:
    """Return a file name, without an ending, for a plan that has none: its reference and customer, as they are written.

    What a file's name cannot hold becomes a space; of a plan without either a word stands for both.
    """
    project = plan.project
    parts = [project.reference, project.customer] if project is not None else []
    cleaned = (" ".join(_FORBIDDEN.sub(" ", part or "").split()).strip(". ") for part in parts)
    name = " – ".join(part for part in cleaned if part)[:_LONGEST].strip(". ")
    return stem if not name or name.partition(".")[0].strip().lower() in RESERVED else name


def ask_target(parent: QWidget, asked: Asked, proposed: Path, say: Translator) -> Path | None:
    """Ask where to write a file; return the very file that will be written, or None where nothing is to be.

    The question whether to replace a file is put about that name, with its ending, and not about what was typed.
    """
    while True:
        name, _ = QFileDialog.getSaveFileName(
            parent, say(asked.title), str(proposed), say(asked.kinds), options=QFileDialog.Option.DontConfirmOverwrite
        )
        if not name:
            return None
        path = add_ending(Path(name), asked.ending)
        if not path.exists() or may_replace(parent, path, say):
            return path
        proposed = path


def may_replace(parent: QWidget, path: Path, say: Translator) -> bool:
    """Ask whether a file that is there may be replaced."""
    box = MessageBox(parent, MessageBox.Icon.Warning, say(REPLACE.fill(name=path.name)), title=say(REPLACE_TITLE))
    replace = box.addButton(say(REPLACE_IT), MessageBox.ButtonRole.DestructiveRole)
    other = box.addButton(say(OTHER_NAME), MessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(other)
    box.setEscapeButton(other)
    box.exec()
    return box.clickedButton() is replace
