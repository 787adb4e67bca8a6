"""Errors of sockets, as Linux and Windows give them."""

import errno

import pytest

from wizard.checks.proof.outcome import Ending, name_fault


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        (errno.ECONNREFUSED, Ending.REFUSED, Ending.REFUSED),
        (10061, Ending.REFUSED, Ending.REFUSED),
        (errno.ECONNRESET, Ending.REFUSED, Ending.CUT),
        (10054, Ending.REFUSED, Ending.CUT),
        (errno.EHOSTUNREACH, Ending.UNREACHABLE, Ending.UNREACHABLE),
        (errno.EACCES, Ending.UNREACHABLE, Ending.UNREACHABLE),
        (1234, Ending.UNREACHABLE, Ending.UNREACHABLE),
        (errno.ETIMEDOUT, Ending.DROPPED, Ending.SILENT),
        (10060, Ending.DROPPED, Ending.SILENT),
        (10040, Ending.FOREIGN, Ending.FOREIGN),
        (errno.EPERM, Ending.BLOCKED_HERE, Ending.BLOCKED_HERE),
        (10013, Ending.BLOCKED_HERE, Ending.BLOCKED_HERE),
        (errno.EMFILE, Ending.NOT_TRIED, Ending.NOT_TRIED),
    ],
)
def test_errors_are_named(code: int, before: Ending, after: Ending) -> None:
    """Each error has one meaning, before and after the handshake."""
    assert name_fault(OSError(code, "said so"), connected=False) is before
    assert name_fault(OSError(code, "said so"), connected=True) is after
