"""Why a peer could not be talked to, as the operating system tells it."""

import errno

_CAUSES = {
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "reset",
    errno.ECONNABORTED: "reset",
    errno.EPIPE: "reset",
    errno.ETIMEDOUT: "filtered",
    errno.EACCES: "blocked_here",
    errno.EPERM: "blocked_here",
}
# Windows' own numbers, where they are not turned into those of C.
_WINDOWS_CAUSES = {10013: "blocked_here", 10053: "reset", 10054: "reset", 10060: "filtered", 10061: "refused"}


class PeerError(Exception):
    """Why a peer could not be talked to: a reason code of ``words.tls``, and what it or the system said."""

    def __init__(self, reason: str, detail: str | None = None, verify_code: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.detail, self.verify_code = reason, detail, verify_code


def explain(error: OSError, otherwise: str) -> PeerError:
    """Return the cause that an error of the system stands for; ``otherwise`` where it stands for none of its own."""
    if isinstance(error, TimeoutError):
        return PeerError("filtered")
    cause = _WINDOWS_CAUSES.get(getattr(error, "winerror", None) or 0) or _CAUSES.get(error.errno or 0)
    return PeerError(cause or otherwise, error.strerror or str(error))
