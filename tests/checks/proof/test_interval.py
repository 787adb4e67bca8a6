"""The interval of Clopper and Pearson against figures from elsewhere."""

import random

import pytest

from wizard.checks.proof.interval import bound_share, integrate_beta


@pytest.mark.parametrize(
    ("found", "of", "least", "most"),
    [
        # Zar, Biostatistical Analysis, 24.8: 4 of 200.
        (4, 200, 0.00548, 0.05041),
        # As in printed tables of exact 95 % limits of a binomial share.
        (0, 10, 0.0, 0.3085),
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1.0),
        (5, 100, 0.0164, 0.1128),
        (10, 100, 0.0490, 0.1762),
        # Closed forms: none of n is 1 - 0.025 ** (1 / n) at most, one of n 1 - 0.975 ** (1 / n) at least.
        (0, 368, 0.0, 0.0099740),
        (1, 1_500, 0.00001688, 0.0037088),
    ],
)
def test_known_limits(found: int, of: int, least: float, most: float) -> None:
    """Tables and closed forms, to their last digit."""
    interval = bound_share(found, of)
    assert interval.least == pytest.approx(least, abs=5e-5)
    assert interval.most == pytest.approx(most, abs=5e-5)


def test_sample_that_needs_no_interval() -> None:
    """Of nothing nothing is known; a count beyond its sample, as rounding may give, is all of it."""
    assert bound_share(0, 0) == (0, 1)
    assert bound_share(7, 5) == bound_share(5, 5)
    assert bound_share(-1, 5) == bound_share(0, 5)


def test_wider_where_surer_and_where_smaller() -> None:
    """More confidence or fewer packets leave more open; a part of a packet counts as such."""
    narrow, wide, small = bound_share(15, 1_500, 0.9), bound_share(15, 1_500, 0.99), bound_share(3.75, 375)
    assert wide.least < narrow.least < 0.01 < narrow.most < wide.most
    assert small.least < bound_share(15, 1_500).least
    assert small.most > bound_share(15, 1_500).most
    assert bound_share(3, 375).most < small.most < bound_share(4, 375).most


@pytest.mark.parametrize(("x", "a", "b", "value"), [(0.3, 2, 3, 0.3483), (0.5, 7.5, 7.5, 0.5), (0.2, 1, 1, 0.2)])
def test_beta_integral(x: float, a: float, b: float, value: float) -> None:
    """I_0.3(2, 3) is 1 - 0.7^4 - 4 0.3 0.7^3; symmetric at the middle; the uniform one is x itself."""
    assert integrate_beta(x, a, b) == pytest.approx(value, abs=1e-9)
    assert integrate_beta(0, a, b) == 0
    assert integrate_beta(1, a, b) == 1


@pytest.mark.parametrize("share", [0.005, 0.01, 0.1])
def test_holds_the_true_share_as_often_as_it_says(share: float) -> None:
    """Of 400 samples at least 95 % less four standard deviations hold it (seeded)."""
    chance = random.Random(7)  # noqa: S311 - the same samples every time
    held, limits = 0, {found: bound_share(found, 500) for found in range(90)}
    for _ in range(400):
        interval = limits[sum(chance.random() < share for _ in range(500))]
        held += interval.least <= share <= interval.most
    assert held >= 400 * 0.95 - 4 * (400 * 0.95 * 0.05) ** 0.5
