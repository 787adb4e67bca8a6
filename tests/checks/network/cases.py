"""Test data that lies beside the project, and is read only where it is there."""

from pathlib import Path

import pytest

from tests.factories import SHARED

FOLDER = SHARED / "cases"


def find_case(name: str) -> Path:
    """Return where a file or folder of test data is; skip the test where it is not."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the test data {name} is not there")
    return path
