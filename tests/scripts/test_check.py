"""What the one check of all says at its end: what was tried, what was not, and why."""

import sys

import check
import pytest
from environment import NOTHING_TRIED


@pytest.fixture
def wine_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have all tools, on Linux."""
    monkeypatch.setattr(check, "add_tools", lambda **_: {})
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.mark.usefixtures("wine_is_there")
@pytest.mark.parametrize(("code", "is_skipped"), [(0, False), (NOTHING_TRIED, True)])
def test_windows_program_is_tried_or_left_out(monkeypatch: pytest.MonkeyPatch, code: int, *, is_skipped: bool) -> None:
    """Without a whole prefix nothing is tried: that is neither a success nor a failure, and has its reason."""
    monkeypatch.setattr(check, "run", lambda _: code)
    assert bool(check._check_windows_program()) is is_skipped  # noqa: SLF001 - one step of the script


@pytest.mark.usefixtures("wine_is_there")
@pytest.mark.parametrize("code", [1, 2, NOTHING_TRIED + 1])
def test_windows_program_that_fails_ends_the_check(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A failure keeps its exit code."""
    monkeypatch.setattr(check, "run", lambda _: code)
    with pytest.raises(SystemExit) as ended:
        check._check_windows_program()  # noqa: SLF001 - as above
    assert ended.value.code == code


def test_missing_tools_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be installed is the reason."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(check, "add_tools", lambda **_: {"wineserver": "wine"})
    assert "wineserver" in (check._check_windows_program() or "")  # noqa: SLF001 - as above


def test_end_names_what_was_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """The last line is not the same where something was skipped."""
    check._tell_end({"Windows program": "no Wine."})  # noqa: SLF001 - as above
    said = capsys.readouterr().out
    assert "Skipped: Windows program: no Wine." in said
    assert said.strip().endswith("but 1, skipped as said above.")
    check._tell_end({})  # noqa: SLF001 - as above
    assert capsys.readouterr().out.strip() == "All checks passed."
