"""The plan being edited: answers, history, assessment. It re-assesses on each change and emits one signal."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal

from wizard.assessment.evaluate import assess
from wizard.catalogue.edition import LoadedEdition
from wizard.catalogue.shelf import find_edition
from wizard.domain.assessment import Assessment
from wizard.domain.evidence.collection import add_evidence
from wizard.domain.evidence.record import Evidence
from wizard.domain.findings import Finding
from wizard.domain.plan import FORMAT, FORMAT_VERSION, Plan
from wizard.gui.background import Background
from wizard.gui.copies import KnownFile
from wizard.gui.editing import Content, add_item, read_field, write_field
from wizard.gui.history import History
from wizard.gui.ruled_out import find_ruled_out
from wizard.gui.settings import read_settings
from wizard.gui.standings import Standings
from wizard.gui.unread import copy_item, drop_unread, keep_unread, move_item, read_unread, remove_item
from wizard.i18n import Translator, get_translator
from wizard.storage.plan_files import check_plan, read_plan
from wizard.storage.saving import Saved, is_same_file, open_plan_file, save_plan

Answers = dict[str, Any]
Adding = Callable[[Iterable[Evidence], Iterable[Evidence]], Iterable[Evidence]]


def read_clock() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def make_empty() -> Content:
    """Return the content of a plan without any answer."""
    return {"format": FORMAT, "format_version": FORMAT_VERSION}


class Session(QObject):
    """The open plan. ``changed`` follows every change of answers, file or language, ``saved`` each saving.

    Pages find here, too, the helper for work off the window's thread and what the window remembers. ``clock`` tells the
    present moment: at it the plan's measurements are weighed.
    """

    changed = Signal()
    saved = Signal()

    def __init__(self, language: str, settings: QSettings | None = None) -> None:
        super().__init__()
        self.settings = read_settings() if settings is None else settings
        self.background = Background(self)
        self.say: Translator = get_translator(language)
        self.clock: Callable[[], datetime] = read_clock
        self._take(make_empty(), None)

    def _take(self, content: Content, path: Path | None) -> None:
        """Take a content from outside in a plan's place; one that cannot be used leaves everything as it was."""
        self._assess(read_plan(json.dumps(content, ensure_ascii=False).encode(), path.name if path else ""))
        self.history = History(content)
        self.path: Path | None = path
        self.known: KnownFile | None = None

    def _assess(self, plan: Plan) -> None:
        edition, now = find_edition(plan.catalogue), self.clock()
        self._hold(plan, edition, assess(plan, edition, now))
        self.weighed_at = now

    def _hold(self, plan: Plan, edition: LoadedEdition, assessment: Assessment) -> None:
        self.plan, self.edition, self.assessment = plan, edition, assessment
        self.standings = Standings(assessment, edition)

    @property
    def content(self) -> Content:
        """Return the plan's content, as in its file."""
        return self.history.content

    @property
    def name(self) -> str:
        """Return the file's name; empty for a plan that was never saved."""
        return self.path.name if self.path else ""

    def read(self, field: str) -> Any:  # noqa: ANN401 - any JSON value
        """Return the answer at a field."""
        return read_field(self.content, field)

    def write(self, field: str, value: Any, *, joined: bool = False) -> None:  # noqa: ANN401 - any JSON value
        """Give an answer; ``joined`` makes one step of undo with the last change of the same field.

        Raises:
            WizardError: the plan does not take it; the plan is as it was.

        """
        self._change(drop_unread(write_field(self.content, field, value), field), field, joined=joined)

    def read_unread(self, field: str) -> str | None:
        """Return the text that was typed into a field and is no answer that it takes; None where there is none."""
        return read_unread(self.content, field)

    def keep_unread(self, field: str, text: str, *, joined: bool = False) -> None:
        """Keep a text that is no answer in the place of a field's answer, as one change with it.

        Raises:
            WizardError: the plan does not take it; the plan is as it was.

        """
        self._change(keep_unread(self.content, field, text), field, joined=joined)

    def end_typing(self) -> None:
        """Have the next change be a step of undo of its own."""
        self.history.separate()

    def write_together(self, answers: Answers) -> None:
        """Give several answers, by their fields, as one step of undo: all of them or none.

        Raises:
            WizardError: the plan does not take them; the plan is as it was.

        """
        content = self.content
        for field, value in answers.items():
            content = drop_unread(write_field(content, field, value), field)
        self._change(content, next(iter(answers), ""))

    def keep_evidence(self, found: Iterable[Evidence], add: Adding = add_evidence) -> None:
        """Add measurements to the plan, each in the place of the earlier one of the same thing.

        ``add``: ``add_run`` for those of a run that has just ended here, else those of another copy of the plan.

        Raises:
            WizardError: the plan does not take them; it is as it was.

        """
        kept = add(self.plan.evidence or (), found)
        self.write("evidence", [each.model_dump(mode="json", exclude_none=True) for each in kept])

    def weigh_again(self) -> None:
        """Assess the plan as of now: its measurements grow old while the window stays open."""
        if self.plan.evidence:
            self._assess(self.plan)
            self.changed.emit()

    def add(self, field: str, item: Answers) -> None:
        """Add an item to a list of the plan."""
        self._change(add_item(self.content, field, item), field)

    def remove(self, field: str, position: int) -> None:
        """Remove an item from a list of the plan."""
        self._change(remove_item(self.content, field, position), field)

    def duplicate(self, field: str, position: int) -> None:
        """Add a copy of an item at the end of a list of the plan, with what was typed in its fields."""
        self._change(copy_item(self.content, field, position), field)

    def move(self, field: str, position: int, to: int) -> None:
        """Move an item of a list of the plan."""
        self._change(move_item(self.content, field, position, to), field)

    def _change(self, content: Content, field: str, *, joined: bool = False) -> None:
        self._assess(check_plan(content, self.name))
        self.history.record(content, field, joined=joined)
        self.changed.emit()

    def undo(self) -> str:
        """Take back the last change; return its field."""
        return self._step(self.history.undo())

    def redo(self) -> str:
        """Make again the change taken back last; return its field."""
        return self._step(self.history.redo())

    def _step(self, field: str) -> str:
        self._assess(check_plan(self.content, self.name))
        self.changed.emit()
        return field

    def speak(self, language: str) -> None:
        """Change the language of everything that the window says."""
        self.say = get_translator(language)
        self.changed.emit()

    def start_new(self) -> None:
        """Begin a plan without answers."""
        self._take(make_empty(), None)
        self.changed.emit()

    def open(self, path: Path, *, as_sample: bool = False) -> None:
        """Open a plan file; a sample becomes a new plan that was never saved.

        Raises:
            WizardError: the file cannot be used; the open plan stays as it was.

        """
        found = open_plan_file(path)
        self._assess(found.plan)
        known = KnownFile.of(found)
        self.history = History(known.content)
        self.path, self.known = (None, None) if as_sample else (path, known)
        self.changed.emit()

    def recover(self, content: Content, path: Path | None, known: KnownFile | None = None) -> None:
        """Take a plan back from a recovery file; it counts as not saved."""
        self._take(content, path)
        self.known = known
        self.history.mark_saved(saved=False)
        self.changed.emit()

    def save(self, path: Path, *, replaces: bool = False) -> Saved:
        """Save the plan; return what became of the file that was there.

        ``replaces``: whatever the file holds is replaced, and kept as a backup; otherwise only what this session has
        read or written itself.

        Raises:
            PlanChangedError: it holds something else since.
            WizardError: the file cannot be written; the old one is as it was.

        """
        is_own = self.path is not None and (path == self.path or is_same_file(path, self.path))
        known = self.known.digest if is_own and self.known is not None else None
        saved = save_plan(path, self.plan, known=known, replaces=replaces)
        self.path, self.known = path, KnownFile(saved.digest, self.content)
        self.history.mark_saved()
        self.changed.emit()
        self.saved.emit()
        return saved

    def adopt(self, content: Content, known: KnownFile) -> None:
        """Take a content that others had a part in, as one step of undo; it counts as saved where the file holds it.

        Raises:
            WizardError: the plan does not take it; it is as it was.

        """
        self._assess(check_plan(content, self.name))
        self.history.record(content, "")
        self.history.mark_saved(content=known.content)
        self.known = known
        self.changed.emit()

    def find_ruled_out(self, field: str, values: tuple[str, ...]) -> dict[str, Finding]:
        """Return the values of a choice that would block, each with the finding that says why.

        Each value is tried on the plan as it stands, so that the reasons are those of the assessment and no others.
        """
        return find_ruled_out(self.content, self.edition, field, values)
