"""Read printed dossiers back with tools of others, and put other texts into them."""

import dataclasses
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

Value = TypeVar("Value")

# Fields that hold a choice, a key or a pattern, not a text.
_NO_TEXTS = {
    "language",
    "align",
    "style",
    "status",
    "state",
    "id",
    "source",
    "target",
    "state_labels",
    "wording",
}


def run_tool(tool: str, *arguments: str | Path) -> str:
    """Return what a tool prints; the test is skipped where the tool is absent."""
    path = shutil.which(tool)
    if path is None:
        pytest.skip(f"{tool} is not installed")
    done = subprocess.run([path, *arguments], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()
    return done.stdout.decode()


def extract_text(file: Path) -> str:
    """Return the text of a PDF file as pdftotext finds it, in drawing order."""
    return run_tool("pdftotext", "-raw", "-enc", "UTF-8", file, "-")


def squeeze(text: str) -> str:
    """Return a text in NFKC without white space, as it is compared."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def change_texts(value: Value, change: Callable[[str], str]) -> Value:
    """Return a dossier, or a part of one, with every printed text changed."""
    changed: Any = value
    if isinstance(value, str):
        changed = change(value)
    elif isinstance(value, tuple):
        changed = tuple(item if isinstance(item, int) else _change_item(item, change) for item in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        texts = [item for item in dataclasses.fields(value) if item.name not in _NO_TEXTS]
        changed = dataclasses.replace(
            value, **{item.name: change_texts(getattr(value, item.name), change) for item in texts}
        )
    return changed  # type: ignore[no-any-return]


def _change_item(item: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - whatever a dossier holds
    # A status inside a tuple is a choice too, though it is a string.
    return item if type(item) is not str and isinstance(item, str) else change_texts(item, change)
