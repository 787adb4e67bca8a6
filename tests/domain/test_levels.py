"""The levels, worst first, and the verdict that follows."""

import itertools

import pytest

from wizard.domain.levels import SEVERITY, WORST_FIRST, Level, conclude, worst_of


def test_levels_stand_worst_first() -> None:
    """Blocker, missing, consult, warning, info, ok: the order of the fact sheet."""
    assert [level.value for level in WORST_FIRST] == ["blocker", "missing", "consult", "warning", "info", "ok"]
    assert sorted(WORST_FIRST, key=SEVERITY.__getitem__) == list(WORST_FIRST)


@pytest.mark.parametrize(("worse", "better"), list(itertools.combinations(WORST_FIRST, 2)))
def test_worse_level_wins(worse: Level, better: Level) -> None:
    """Of two levels the worse one is taken, in either order."""
    assert worst_of([better, worse]) is worst_of([worse, better]) is worse


def test_nothing_found_is_ok() -> None:
    """Without levels everything holds."""
    assert worst_of([]) is Level.OK


@pytest.mark.parametrize(
    ("levels", "verdict"),
    [
        (["ok", "blocker", "missing"], "blocked"),
        (["consult", "missing"], "incomplete"),
        (["warning", "consult"], "to_confirm"),
        (["warning", "info", "ok"], "compliant"),
        ([], "compliant"),
    ],
)
def test_verdict_follows_from_the_levels(levels: list[str], verdict: str) -> None:
    """Blocked, else incomplete, else to confirm, else compliant."""
    assert conclude([Level(level) for level in levels]).value == verdict
