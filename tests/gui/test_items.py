"""Lists of the plan in the window."""

import pytest

from tests.factories import make_answers
from wizard.gui.frame import Frame
from wizard.gui.widgets.items import ItemsEditor


@pytest.mark.parametrize(
    ("step", "section", "name"), [("project", "project", "contacts"), ("stations", "stations", "session_hosts")]
)
@pytest.mark.parametrize("count", [999, 1_000])
def test_full_list_says_so(frame: Frame, step: str, section: str, name: str, count: int) -> None:
    """A list takes a thousand entries; then adding is out of reach, in words, until one is removed."""
    assert frame.session is not None
    answers = make_answers()
    answers[section] = answers[section] | {name: [{} for _ in range(count)]}
    frame.session.recover(answers, None)
    frame.show_step(step)
    editors = {editor.field: editor for editor in frame.findChildren(ItemsEditor)}
    editor = editors[f"{section}.{name}"]
    editor.list.setCurrentRow(0)
    assert editor.add.isEnabled() is (count < 1_000)
    assert editor.duplicate.isEnabled() is (count < 1_000)
    assert editor.hint.isVisibleTo(frame) is (count == 1_000)
    for _ in range(2):
        editor.add_one()
    assert len(editor.read_items()) == 1_000
    assert "1,000" in editor.hint.text() or "1 000" in editor.hint.text().replace("\u202f", " ")
    editor.remove.click()
    assert editor.add.isEnabled()
    assert not editor.hint.isVisibleTo(frame)
