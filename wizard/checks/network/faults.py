"""What stops a probe: a peer's answer that is none, and the system's errors by what they say of the way there."""

import errno
import os

from wizard.checks.network.hosts import find_source
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


NO_WAY = "no_way_here"
# What the network or the peer's machine has answered: the connection is known not to work. Other causes lie here.
ANSWERED = frozenset({"refused", "unreachable", "reset", "filtered"})


def find_cause(error: OSError, address: str) -> str:
    """Return why a connection to an address failed: a machine without a way there has heard nothing of the network."""
    reason = tell_cause(error)
    # The system says the same of a network that a router cannot reach.
    return NO_WAY if reason == "unreachable" and find_source(address) is None else reason


def judge_fault(error: OSError, address: str) -> Unproven:
    """Return a system error met while connecting as a result: failed where the network answered, else unknown."""
    reason = find_cause(error, address)
    return Unproven("failed" if reason in ANSWERED else "unknown", reason, describe_fault(error))


def describe_fault(error: OSError) -> str:
    """Return the system's words for an error."""
    # The event loop writes words of its own into strerror.
    known = error.errno is not None and error.errno in errno.errorcode
    return os.strerror(error.errno or 0) if known else str(error) or type(error).__name__
