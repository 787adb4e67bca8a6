"""How fast this machine is just now: limits on time are set for a quiet one, and grow with what else it does."""

import hashlib
import time
from functools import cache

# A fixed piece of work, and what it takes on the quiet machine that the limits were tried on.
_ROUNDS, _QUIET_S = 200_000, 0.12
# Other work comes and goes: what was measured holds for so long.
_HOLDS_S = 60.0


def stretch(seconds: float) -> float:
    """Return a limit that was set for a quiet machine as it is for this one, in seconds: never less."""
    return seconds * max(1.0, _measure_slowness(int(time.monotonic() / _HOLDS_S)))


@cache
def _measure_slowness(_moment: int) -> float:
    began = time.perf_counter()
    hashlib.pbkdf2_hmac("sha256", b"pace", b"pace", _ROUNDS)
    return (time.perf_counter() - began) / _QUIET_S
