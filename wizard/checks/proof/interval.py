"""Between which shares a true one lies, of which a sample has shown some: the interval of Clopper and Pearson.

C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
Biometrika 26 (1934): it covers the true share at least as often as it says, however rare what is counted. Its bounds
are quantiles of the beta distribution, which sums up the binomial one (NIST DLMF 8.17.5).
"""

import math
from functools import lru_cache
from typing import NamedTuple

# Two-sided: 2.5 % to either side, so that of two directions judged by one bound each 5 % are wrong at most.
CONFIDENCE = 0.95
_PRECISION = 1e-13
_HALVINGS = 44
_TERMS_AT_MOST = 10_000
_TINY = 1e-300


class Interval(NamedTuple):
    """The least and the greatest share, from 0 to 1."""

    least: float
    most: float


# It is judged by and told as well.
@lru_cache(maxsize=64)
def bound_share(found: float, of: float, confidence: float = CONFIDENCE) -> Interval:
    """Return between which shares the true one lies, with a confidence.

    Args:
        found: how many of the sample were found; need not be whole, as where a sample counts for less than it holds.
        of: how many the sample holds; of none nothing is known.
        confidence: how often the interval holds the true share at least, from 0 to 1.

    """
    if of <= 0:
        return Interval(0.0, 1.0)
    found, tail = min(max(found, 0.0), of), (1 - confidence) / 2
    least = _find_quantile(tail, found, of - found + 1) if found > 0 else 0.0
    most = _find_quantile(1 - tail, found + 1, of - found) if found < of else 1.0
    return Interval(least, most)


def _find_quantile(share: float, a: float, b: float) -> float:
    """Return where the beta distribution of ``a`` and ``b`` reaches a share, by halving: it only rises."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if integrate_beta(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def integrate_beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), for x from 0 to 1 and a, b above 0.

    By its continued fraction (NIST DLMF 8.17.22), which converges fast below the mean; above it by I_x(a, b) =
    1 - I_1-x(b, a) (DLMF 8.17.4).
    """
    if x <= 0 or x >= 1:
        return float(x > 0)
    if x > (a + 1) / (a + b + 2):
        return 1 - integrate_beta(1 - x, b, a)
    power = a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return math.exp(power) / a / _sum_fraction(x, a, b)


def _sum_fraction(x: float, a: float, b: float) -> float:
    """Return 1 + d1/(1 + d2/(1 + …)) of DLMF 8.17.22, by Lentz's method (DLMF 3.10(iii))."""
    value, c, d = 1.0, 1.0, 0.0
    for number in range(1, _TERMS_AT_MOST):
        m, odd = divmod(number, 2)
        if odd:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        c, d = 1 + term / c or _TINY, 1 / (1 + term * d or _TINY)
        value *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return value
