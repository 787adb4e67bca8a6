"""What has been said before is not answered again: nonces of requests, sequence numbers of voice."""

# Two provers over whole ranges, each port tried several times; 16 bytes each.
NONCES_AT_MOST = 65_536
WINDOW = 256


class NonceMemory:
    """The nonces of one session. Only sealed requests get here: no stranger fills it. Full, it takes no more."""

    def __init__(self, at_most: int = NONCES_AT_MOST) -> None:
        self._seen: set[bytes] = set()
        self._at_most = at_most

    def __len__(self) -> int:
        """Return how many nonces are remembered."""
        return len(self._seen)

    def take(self, nonce: bytes) -> bool:
        """Remember a nonce; say whether it was new and there was room."""
        if nonce in self._seen or len(self._seen) >= self._at_most:
            return False
        self._seen.add(nonce)
        return True


class SequenceWindow:
    """Which of the latest sequence numbers have come, in a fixed few bytes (the window of RFC 4303, 3.4.3)."""

    def __init__(self) -> None:
        self._next = 0
        self._bits = 0

    def take(self, sequence: int) -> bool:
        """Remember a sequence number; say whether it is new and not older than the window."""
        ahead = sequence - self._next + 1
        if ahead > 0:
            self._bits = (self._bits << ahead if ahead < WINDOW else 0) | 1
            self._bits &= (1 << WINDOW) - 1
            self._next = sequence + 1
            return True
        bit = 1 << -ahead
        if -ahead >= WINDOW or self._bits & bit:
            return False
        self._bits |= bit
        return True
