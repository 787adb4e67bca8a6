"""What stops a probe: a peer's answer that is none, and the system's errors by what they say of the way there."""

import errno
import os

from wizard.checks.network.sockets import tell_cause
from wizard.domain.evidence.record import State


class Unproven(Exception):  # noqa: N818 - it is a result, and no error
    """A measurement that ends early: its state, its reason, and what the system or peer said."""

    def __init__(self, state: State, reason: str, detail: str | None = None) -> None:
        super().__init__(reason)
        self.state: State = state
        self.reason, self.detail = reason, detail


class Malformed(Exception):  # noqa: N818 - as above
    """What a peer sent is not what its protocol says: the text tells where, ``heard`` how it began."""

    heard: bytes = b""


# What the network or the peer's machine has answered: the connection is known not to work. Other causes lie here.
ANSWERED = frozenset({"refused", "unreachable", "reset", "filtered"})


def judge_fault(error: OSError) -> Unproven:
    """Return a system error met while connecting as a result: failed where the network answered, else unknown."""
    reason = tell_cause(error)
    return Unproven("failed" if reason in ANSWERED else "unknown", reason, describe_fault(error))


def describe_fault(error: OSError) -> str:
    """Return the system's words for an error."""
    # The event loop writes words of its own into strerror.
    known = error.errno is not None and error.errno in errno.errorcode
    return os.strerror(error.errno or 0) if known else str(error) or type(error).__name__
