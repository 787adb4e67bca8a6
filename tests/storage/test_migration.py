"""Older plan files, brought up one version at a time."""

import copy
from typing import Any

import pytest

from tests.factories import tell_error
from wizard.domain.plan import FORMAT
from wizard.errors import PlanError
from wizard.storage.migration import STEPS, Step, migrate
from wizard.storage.plan_files import read_plan


def _rename(content: dict[str, Any]) -> dict[str, Any]:
    return {("second" if name == "first" else name): value for name, value in content.items()}


def _double(content: dict[str, Any]) -> dict[str, Any]:
    return {**content, "second": content["second"] * 2}


_STEPS: dict[int, Step] = {1: _rename, 2: _double}


def _make(version: object, **more: object) -> dict[str, Any]:
    return {"format": FORMAT, "format_version": version, **more}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (_make(1, first=2), _make(3, second=4)),
        (_make(2, second=2), _make(3, second=4)),
        (_make(3, second=2), _make(3, second=2)),
    ],
)
def test_steps_are_taken_from_the_file_s_version_on(content: dict[str, Any], expected: dict[str, Any]) -> None:
    """Each step from the file's version to the newest is taken, in order, and the version raised."""
    assert migrate(content, "a.twsplan", _STEPS, 3) == expected


def test_content_given_stays_as_it_was() -> None:
    """A migration makes something new; what was read is not changed."""
    content = _make(1, first=2)
    before = copy.deepcopy(content)
    migrate(content, "a.twsplan", _STEPS, 3)
    assert content == before


def _tell(content: object, newest: int = 3) -> str:
    with pytest.raises(PlanError) as caught:
        migrate(content, "a.twsplan", _STEPS, newest)
    return tell_error(caught.value)


@pytest.mark.parametrize("version", [4, 5, 1000, 10**18])
def test_newer_version_is_refused(version: int) -> None:
    """A file of a newer program is refused, naming both versions."""
    assert _tell(_make(version)) == (
        f"a.twsplan: format_version: {version} was written by a newer program; this one knows versions up to 3."
    )


@pytest.mark.parametrize("version", [None, 0, -1, 1.0, True, "1", [1]])
def test_version_that_is_none_is_refused(version: object) -> None:
    """A version is a whole number from 1."""
    assert _tell(_make(version)) == "a.twsplan: format_version: expected a whole number from 1 to 3."


@pytest.mark.parametrize(
    "content", [None, [], "plan", 1, {}, {"format": None}, {"format": "other"}, {"format": [FORMAT]}]
)
def test_other_file_is_refused(content: object) -> None:
    """What does not say that it is a plan file is none."""
    assert _tell(content).startswith("a.twsplan: format: expected a plan file")


def test_today_s_files_need_no_step() -> None:
    """Version 1 is the first: there is no step yet, and such a file opens."""
    assert dict(STEPS) == {}
    assert read_plan(b'{"format": "tws-preinstall-plan", "format_version": 1}', "a.twsplan").format_version == 1
