"""The field for each kind of answer."""

from wizard.domain.questions import Question
from wizard.gui.fields import FieldKind
from wizard.gui.widgets.choice_editors import ChoiceEditor, ChoicesEditor, TruthEditor
from wizard.gui.widgets.date_editor import DateEditor
from wizard.gui.widgets.editor import Editor
from wizard.gui.widgets.text_editors import LongTextEditor, NumberEditor, TextEditor, TextsEditor

_EDITORS: dict[str, type[Editor]] = {
    "text": TextEditor,
    "whole": NumberEditor,
    "measure": NumberEditor,
    "truth": TruthEditor,
    "date": DateEditor,
    "choice": ChoiceEditor,
    "choices": ChoicesEditor,
    "texts": TextsEditor,
}
LONG_TEXTS = frozenset({"project.notes", "licences.other_orders"})


def make_editor(pattern: str, question: Question, kind: FieldKind) -> Editor:
    """Return the field for an answer."""
    if pattern in LONG_TEXTS:
        return LongTextEditor(question, kind)
    return _EDITORS[kind.kind](question, kind)
