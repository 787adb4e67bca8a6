"""How a call sounds, estimated by the E-model (ITU-T G.107, 06/2015): a rating R, and the MOS that goes with it.

R = Ro - Is - Id - Ie,eff with every parameter at its default value (G.107, table 3). Ro = 94.77 and Is = 1.41 follow
from these defaults (clauses 7.2 and 7.3); without delay and loss R is 93.2. The codec is G.711 with packet loss
concealment: Ie = 0 and Bpl = 25.1 (ITU-T G.113, appendix I). It is an estimate: nobody has listened.
"""

import math
from typing import NamedTuple

_RO = 94.77
_IS = 1.41
_ADVANTAGE = 0.0
# Talker and listener echo at their defaults: TELR 65 dB, WEPL 110 dB, and No = -61.18 dBm0p with RLR 2 dB.
_TELR = 65.0
_WEPL = 110.0
_ROE = -1.5 * (-61.18 - 2.0)
_IE_G711 = 0.0
_BPL_G711 = 25.1
_UNHEARD_DELAY_MS = 100.0
_WORST_MOS = 1.0
_BEST_MOS = 4.5


class Loss(NamedTuple):
    """Packets lost in percent, and BurstR: how much longer losses last than random ones would (1: random)."""

    percent: float
    burst_ratio: float = 1.0


def rate_call(delay_ms: float, loss: Loss) -> float:
    """Return R of a call with a delay from mouth to ear, one way, and a loss."""
    return _RO - _IS - impair_by_delay(delay_ms) - impair_by_loss(loss) + _ADVANTAGE


def impair_by_loss(loss: Loss) -> float:
    """Return Ie,eff (G.107, 7.5)."""
    if loss.percent <= 0:
        return _IE_G711
    return _IE_G711 + (95 - _IE_G711) * loss.percent / (loss.percent / loss.burst_ratio + _BPL_G711)


def impair_by_delay(delay_ms: float) -> float:
    """Return Id = Idte + Idle + Idd (G.107, 7.4), with T = Ta and Tr = 2 Ta."""
    return _impair_by_talker_echo(delay_ms) + _impair_by_listener_echo(delay_ms) + _impair_by_absolute_delay(delay_ms)


def _impair_by_talker_echo(delay_ms: float) -> float:
    loudness = _TELR - 40 * math.log10((1 + delay_ms / 10) / (1 + delay_ms / 150)) + 6 * math.exp(-0.3 * delay_ms**2)
    distance = _ROE - (80 + 2.5 * (loudness - 14))
    return (distance / 2 + math.sqrt(distance**2 / 4 + 100) - 1) * (1 - math.exp(-delay_ms))


def _impair_by_listener_echo(delay_ms: float) -> float:
    distance = _RO - 10.5 * (_WEPL + 7) * math.pow(2 * delay_ms + 1, -0.25)
    return distance / 2 + math.sqrt(distance**2 / 4 + 169)


def _impair_by_absolute_delay(delay_ms: float) -> float:
    if delay_ms <= _UNHEARD_DELAY_MS:
        return 0.0
    x = math.log2(delay_ms / _UNHEARD_DELAY_MS)
    return 25 * (math.pow(1 + x**6, 1 / 6) - 3 * math.pow(1 + (x / 3) ** 6, 1 / 6) + 2)


def estimate_mos(rating: float) -> float:
    """Return the MOS of a rating R (G.107, annex B), from 1 to 4.5."""
    if rating <= 0:
        return _WORST_MOS
    if rating >= 100:  # noqa: PLR2004 - the scale ends at 100
        return _BEST_MOS
    mos = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6
    # The formula dips below 1 near R = 0.
    return max(mos, _WORST_MOS)
