"""Numbers as they are typed and shown in either language."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wizard.domain.questions import QUESTIONS
from wizard.gui.fields import describe_field
from wizard.gui.widgets.text_editors import NumberEditor
from wizard.i18n import get_translator


def _make(qtbot: QtBot, field: str, language: str) -> tuple[NumberEditor, list[object]]:
    editor = NumberEditor(QUESTIONS[field], describe_field(field))
    told: list[object] = []
    editor.edited.connect(told.append)
    editor.refused.connect(lambda _: told.append("refused"))
    editor.speak(get_translator(language))
    qtbot.addWidget(editor)
    editor.show()
    return editor, told


@pytest.mark.parametrize(
    ("field", "value", "french", "english"),
    [
        ("licences.users", 3400, "3\u202f400", "3,400"),
        ("licences.users", 999, "999", "999"),
        ("licences.users", 1_000_000, "1\u202f000\u202f000", "1,000,000"),
        ("server.clock_ghz", 2.4, "2,4", "2.4"),
        ("server.clock_ghz", 2.12345, "2,12345", "2.12345"),
        ("server.ram_gb", 1024.0, "1\u202f024", "1,024"),
        ("telephony.links.*.port", 4211, "4211", "4211"),
    ],
)
def test_number_is_grouped_as_its_language_does(
    qtbot: QtBot, field: str, value: float, french: str, english: str
) -> None:
    """All its digits are shown; a port is a name and not grouped."""
    for language, expected in (("fr", french), ("en", english)):
        editor, told = _make(qtbot, field, language)
        editor.show_value(value)
        assert editor.line.text() == expected
        assert told == []


@pytest.mark.parametrize(
    ("field", "language", "typed", "read"),
    [
        ("licences.users", "en", "3,400", 3400),
        ("licences.users", "fr", "3,400", 3400),
        ("licences.users", "fr", "3 400", 3400),
        ("licences.users", "fr", "3\u202f400", 3400),
        ("licences.users", "fr", "3,40", "refused"),
        ("server.ram_gb", "en", "1,024", 1024.0),
        ("server.ram_gb", "en", "1,024.5", 1024.5),
        ("server.ram_gb", "fr", "1,024", 1.024),
        ("server.ram_gb", "fr", "12,5", 12.5),
        ("server.ram_gb", "en", "12,5", 12.5),
    ],
)
def test_number_is_read_as_its_language_writes_it(
    qtbot: QtBot, field: str, language: str, typed: str, read: object
) -> None:
    """A comma is a decimal mark in French; in English it groups, where three digits follow it."""
    editor, told = _make(qtbot, field, language)
    # Not every sign has a key.
    QApplication.clipboard().setText(typed)
    editor.line.paste()
    assert told == [read]


def test_number_is_grouped_when_it_is_done(qtbot: QtBot) -> None:
    """While it is being typed nothing moves; what is no number stays as it was typed."""
    editor, _ = _make(qtbot, "licences.users", "fr")
    qtbot.keyClicks(editor.line, "12345")
    assert editor.line.text() == "12345"
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == "12\u202f345"
    qtbot.keyClicks(editor.line, "a")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == "12\u202f345a"
