"""Why a connection failed, in Linux's and in Windows' numbers."""

import errno

import pytest

from wizard.checks.network.sockets import tell_cause


class WindowsError(OSError):
    """An error as Windows raises it; C's number alone would not tell the cause."""

    def __init__(self, winerror: int) -> None:
        super().__init__(errno.EINVAL, "as Windows words it")
        self.winerror = winerror


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (64, "reset"),
        (121, "filtered"),
        (1_225, "refused"),
        (1_231, "unreachable"),
        (10_013, "prohibited"),
        (2, "connection_failed"),
    ],
)
def test_windows_numbers(code: int, cause: str) -> None:
    """Winsock's numbers and those of the completion port mean what C's do."""
    assert tell_cause(WindowsError(code)) == cause


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, ""), "refused"),
        (TimeoutError(), "filtered"),
        (ConnectionResetError("Connection lost"), "reset"),
        (OSError(errno.EHOSTUNREACH, ""), "unreachable"),
        (OSError("no number"), "connection_failed"),
    ],
)
def test_numbers_of_c(error: OSError, cause: str) -> None:
    """The usual causes, a deadline, and an error without a number."""
    assert tell_cause(error) == cause
