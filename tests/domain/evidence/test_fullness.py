"""How full a plan is."""

import pytest

from tests.factories import make_empty_plan, make_evidence
from wizard.domain.evidence import fullness
from wizard.domain.evidence.fullness import MOST_KEPT, MOST_READ, Fullness, measure_fullness
from wizard.domain.plan.fullness import is_overfilled, tell_fullness


@pytest.mark.parametrize(
    ("count", "is_near", "is_over"),
    [(0, False, False), (79, False, False), (80, True, False), (100, True, False), (101, True, True)],
)
def test_bounds(count: int, *, is_near: bool, is_over: bool) -> None:
    """Four fifths are near, the limit itself is not over."""
    full = Fullness(count, 100)
    assert (full.is_near, full.is_over) == (is_near, is_over)


def test_more_is_read_than_written() -> None:
    """What any version wrote opens: the bound of reading lies above that of writing."""
    assert MOST_READ > MOST_KEPT
    assert measure_fullness(None) == Fullness(0, MOST_KEPT)


@pytest.mark.parametrize(
    ("before", "after", "expected"), [(1, 2, False), (2, 3, True), (4, 4, False), (4, 3, False), (4, 5, True)]
)
def test_only_growth_beyond_the_limit_is_refused(
    monkeypatch: pytest.MonkeyPatch, before: int, after: int, *, expected: bool
) -> None:
    """A plan that held more from the beginning may be written while it gets no fuller."""
    monkeypatch.setattr(fullness, "MOST_KEPT", 2)
    plans = [
        make_empty_plan(evidence=[make_evidence(machine=str(n)) for n in range(count)]) for count in (before, after)
    ]
    assert is_overfilled(*plans) is expected


def test_nothing_measured_nothing_told() -> None:
    """A plan without measurements is not full of them, however large it is."""
    assert tell_fullness(make_empty_plan(x={"filling": "x" * 4_500_000})) is None
    assert tell_fullness(make_empty_plan(evidence=[make_evidence()])) is None
