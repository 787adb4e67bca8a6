"""What a listener says of a challenge: it reads back, and what an earlier version leaves out is not told."""

import struct

import pytest

from wizard.checks.proof.sight import Sight, read_sight, write_sight

TOKEN = bytes(range(16))


@pytest.mark.parametrize(
    ("host", "shown"), [("10.1.0.7", "10.1.0.7"), ("2001:db8::7", "2001:db8::7"), ("fe80::1%eth0", "fe80::1")]
)
def test_sight_reads_back(host: str, shown: str) -> None:
    """The address that the listener saw and the one it was reached on come back, of either family, without a zone."""
    told = Sight(host, 50_000, TOKEN, host, knows_large=True)
    assert read_sight(write_sight(told)) == Sight(shown, 50_000, TOKEN, shown, knows_large=True)
    assert read_sight(write_sight(Sight(host, 50_000))) == Sight(shown, 50_000)


def test_earlier_listener_tells_the_source_alone() -> None:
    """Its body holds 18 bytes and zeros behind them: no token, no address, no large messages."""
    body = struct.pack("!16sH", b"\0" * 10 + b"\xff\xff" + bytes((10, 1, 0, 7)), 50_000).ljust(186, b"\0")
    assert read_sight(body) == Sight("10.1.0.7", 50_000, None, None, knows_large=False)
