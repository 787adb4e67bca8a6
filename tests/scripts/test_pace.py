"""Limits on time follow the machine."""

import pace
import pytest


@pytest.mark.parametrize(("slowness", "limit"), [(0.5, 60.0), (1.0, 60.0), (4.0, 240.0)])
def test_limit_grows_and_never_shrinks(monkeypatch: pytest.MonkeyPatch, slowness: float, limit: float) -> None:
    """A machine that is four times slower has four times as long; a faster one has what was set."""
    monkeypatch.setattr(pace, "_measure_slowness", lambda _: slowness)
    assert pace.stretch(60.0) == limit


def test_machine_is_really_measured() -> None:
    """Some work is done, and that takes time."""
    assert pace._measure_slowness(-1) > 0  # noqa: SLF001 - what it rests on
