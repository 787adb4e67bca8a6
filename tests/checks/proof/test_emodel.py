"""The E-model against figures from elsewhere."""

import pytest

from wizard.checks.proof.emodel import Loss, estimate_mos, rate_call


def test_default_values_give_the_recommendation_s_rating() -> None:
    """Without delay and loss R is 93.2 and the MOS 4.41 (G.107, 7.1 and annex B)."""
    assert rate_call(0, Loss(0)) == pytest.approx(93.2, abs=0.05)
    assert estimate_mos(93.2) == pytest.approx(4.41, abs=0.005)


@pytest.mark.parametrize("delay", [20, 50, 100, 150, 200, 250, 300])
def test_delay_agrees_with_the_published_line(delay: float) -> None:
    """Cole and Rosenbluth (2001) drew Id = 0.024 d + 0.11 (d - 177.3) for d > 177.3 through the same model."""
    line = 93.2 - 0.024 * delay - 0.11 * max(0, delay - 177.3)
    assert rate_call(delay, Loss(0)) == pytest.approx(line, abs=0.5)


@pytest.mark.parametrize(("percent", "impairment"), [(0, 0.0), (1, 3.64), (3, 10.14), (10, 27.07)])
def test_loss_with_concealment(percent: float, impairment: float) -> None:
    """95 Ppl / (Ppl + 25.1) for random loss."""
    assert rate_call(0, Loss(0)) - rate_call(0, Loss(percent)) == pytest.approx(impairment, abs=0.01)


def test_bursts_sound_worse() -> None:
    """The same loss in bursts impairs more."""
    assert rate_call(0, Loss(3, 2.0)) < rate_call(0, Loss(3))


@pytest.mark.parametrize(
    ("rating", "mos"), [(-5, 1.0), (0, 1.0), (1, 1.0), (60, 3.1), (70, 3.6), (80, 4.02), (100, 4.5)]
)
def test_mos_of_a_rating(rating: float, mos: float) -> None:
    """G.107's table B.1: 60 is 3.10, 70 is 3.60, 80 is 4.03; from 1 to 4.5."""
    assert estimate_mos(rating) == pytest.approx(mos, abs=0.01)
