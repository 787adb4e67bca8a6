"""No text of the window gets past the one module that makes it plain: read off the window's own source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import ROOT

_GUI = ROOT / "wizard" / "gui"
_OWN = _GUI / "plain_text.py"
# What takes a text that looks like markup for markup, or knows nothing else.
_CLASSES = frozenset(
    {
        "QDialogButtonBox",
        "QErrorMessage",
        "QGraphicsTextItem",
        "QInputDialog",
        "QLabel",
        "QMessageBox",
        "QProgressDialog",
        "QSplashScreen",
        "QStaticText",
        "QSystemTrayIcon",
        "QTextBrowser",
        "QTextDocument",
        "QTextEdit",
        "QToolTip",
        "QWhatsThis",
        "QWizardPage",
    }
)
_CALLS = frozenset(
    {
        "appendHtml",
        "fromHtml",
        "insertHtml",
        "setHtml",
        "setMarkdown",
        "setStatusTip",
        "setTextFormat",
        "setToolTip",
        "setWhatsThis",
        "showMessage",
    }
)
# Of the box itself: each makes another box, of no format.
_BOX, _BOX_CALLS = "MessageBox", frozenset({"about", "aboutQt", "critical", "information", "question", "warning"})
# What may be used where a function of the one module makes its text.
_WITH = {
    "ToolTipRole": "make_tooltip",
    "StatusTipRole": "",
    "WhatsThisRole": "",
    "setWindowTitle": "write_in_title",
}


def _list_faults(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.Name):
            names = [node.id]
        elif isinstance(node, ast.Attribute):
            names = [node.attr]
            if node.attr in _BOX_CALLS and isinstance(node.value, ast.Name) and node.value.id == _BOX:
                yield f"{_BOX}.{node.attr}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # As getattr takes it.
            names = [node.value]
        yield from (name for name in names if name in _CLASSES | _CALLS)
        yield from (name for name in names if name in _WITH and _WITH[name] not in imported)


@pytest.mark.parametrize("file", sorted(_GUI.rglob("*.py")), ids=lambda file: str(file.relative_to(_GUI)))
def test_texts_are_shown_by_the_one_module(file: Path) -> None:
    """No module makes a label, a tooltip or a message box by itself."""
    faults = list(_list_faults(file.read_text(encoding="utf-8")))
    if file == _OWN:
        # The control: what is looked for is found where it stands.
        assert {"QLabel", "QMessageBox", "setToolTip", "setTextFormat", "showMessage"} <= set(faults)
    else:
        assert faults == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("from PySide6.QtWidgets import QMessageBox\nQMessageBox.warning(w, t, text)", "QMessageBox"),
        ("from PySide6 import QtWidgets\nQtWidgets.QMessageBox.about(w, t, text)", "QMessageBox"),
        ("from PySide6 import QtWidgets as q\nlabel = q.QLabel(text)", "QLabel"),
        ("from PySide6.QtWidgets import QLabel as Words\nlabel = Words(text)", "QLabel"),
        ("MessageBox.question(w, t, text)", "MessageBox.question"),
        ("item.setToolTip(text)", "setToolTip"),
        ("getattr(item, 'setToolTip')(text)", "setToolTip"),
        ("label.setTextFormat(Qt.TextFormat.RichText)", "setTextFormat"),
        ("roles = {Qt.ItemDataRole.ToolTipRole: text}", "ToolTipRole"),
        ("self.setWindowTitle(name)", "setWindowTitle"),
        ("window.statusBar().showMessage(text)", "showMessage"),
        ("QToolTip.showText(here, text)", "QToolTip"),
    ],
)
def test_what_is_planted_is_found(source: str, fault: str) -> None:
    """Each way past the one module is seen."""
    assert fault in list(_list_faults(source))


@pytest.mark.parametrize(
    "source",
    [
        "from wizard.gui.plain_text import Label, explain, warn\nexplain(Label(text), text)\nwarn(w, t, text)",
        "import logging\nlogging.getLogger(__name__).warning('The handler failed.')",
        "from wizard.gui.plain_text import make_tooltip\nroles = {Role.ToolTipRole: make_tooltip}",
    ],
)
def test_what_goes_through_the_one_module_is_left_alone(source: str) -> None:
    """The module's own functions, and what has nothing to do with the window, are no fault."""
    assert list(_list_faults(source)) == []
