"""Messages: fixed size, sealed, never mistaken for one another; any bytes are read without harm."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.strategies import STEADY
from wizard.checks.proof.challenge import (
    ENTRIES,
    LARGE_BYTES,
    MESSAGE_BYTES,
    Direction,
    Kind,
    Port,
    PortReport,
    PortState,
    count_bytes,
    find_length,
    make_request,
    read_calls,
    read_ports,
    read_received,
    seal,
    unseal,
    write_calls,
    write_ports,
)
from wizard.checks.proof.packet import PACKET_BYTES, Packet, seal_packet, unseal_packet

KEY = secrets.token_bytes(32)
RUN = secrets.token_bytes(8)


@pytest.mark.parametrize("kind", Kind)
def test_message_reads_back_and_keeps_its_size(kind: Kind) -> None:
    """Request and reply are of one size, whatever they carry."""
    request = make_request(kind, Port("udp", 40_000), RUN, b"body")
    reply = request.reply(b"longer body")
    for message in (request, reply):
        data = seal(message, KEY)
        found = unseal(data, KEY)
        assert len(data) == count_bytes(kind) == find_length(data[:MESSAGE_BYTES])
        assert found is not None
        assert (found.kind, found.direction, found.port, found.nonce) == (kind, *message_head(message))
        assert found.body.startswith(message.body)


def test_only_large_messages_are_large() -> None:
    """1,400 bytes, sealed as a whole; a small message that is made longer, and a large one that is cut, are nothing."""
    assert {kind: count_bytes(kind) for kind in Kind if count_bytes(kind) != MESSAGE_BYTES} == {Kind.LARGE: LARGE_BYTES}
    large = seal(make_request(Kind.LARGE, Port("udp", 40_000), RUN), KEY)
    assert unseal(large, KEY) is not None
    assert unseal(large[:MESSAGE_BYTES], KEY) is None
    assert unseal(large[:-1] + bytes([large[-1] ^ 1]), KEY) is None
    small = seal(make_request(Kind.CHALLENGE, Port("udp", 40_000), RUN), KEY)
    assert unseal(small.ljust(LARGE_BYTES, b"\0"), KEY) is None


def message_head(message: object) -> tuple[object, ...]:
    """Return what must come back of a message."""
    return tuple(getattr(message, name) for name in ("direction", "port", "nonce"))


@STEADY
@given(st.integers(0, MESSAGE_BYTES - 1), st.integers(1, 255))
def test_every_changed_byte_breaks_the_seal(place: int, change: int) -> None:
    """No byte of a message can be changed: not its port, protocol, direction or nonce."""
    data = bytearray(seal(make_request(Kind.CHALLENGE, Port("tcp", 443), RUN), KEY))
    data[place] ^= change
    assert unseal(bytes(data), KEY) is None


@STEADY
@given(st.binary(max_size=400) | st.binary(max_size=390).map(lambda tail: b"TWSPROOF" + tail))
def test_any_other_bytes_are_none_of_ours(data: bytes) -> None:
    """Strange bytes are nothing, without a fault."""
    assert unseal(data, KEY) is None
    assert unseal_packet(data, KEY, Direction.REQUEST) is None


def test_another_key_and_another_length() -> None:
    """A message of another code, cut or lengthened, is nothing."""
    data = seal(make_request(Kind.CHALLENGE, Port("tcp", 443), RUN), KEY)
    assert unseal(data, secrets.token_bytes(32)) is None
    assert unseal(data[:-1], KEY) is None
    assert unseal(data + b"\0", KEY) is None


def test_as_many_ports_as_fit() -> None:
    """A page of ports fits into a message and reads back; what is more is left for the next."""
    entries = [
        (Port("udp", port), PortReport(PortState.TAKEN, port % 2 == 0, port % 3 == 0)) for port in range(1, ENTRIES + 3)
    ]
    message = make_request(Kind.PORTS, Port("tcp", 443), RUN, write_ports(entries))
    found = unseal(seal(message, KEY), KEY)
    assert found is not None
    assert read_ports(found.body) == dict(entries[:ENTRIES])


@STEADY
@given(st.binary(min_size=186, max_size=186))
def test_any_body_is_read_without_a_fault(body: bytes) -> None:
    """What a later version may say is left out, not a fault."""
    assert len(read_ports(body)) <= ENTRIES
    assert read_calls(body)[0] <= 65_535
    assert (read_received(body) or 0) < 2**32


def test_calls_read_back() -> None:
    """What is asked and granted comes back."""
    assert read_calls(write_calls(100, 30, granted=True)) == (100, 30, True)
    assert read_calls(write_calls(1, 5)) == (1, 5, False)


@pytest.mark.parametrize("received", [0, 1, 150_000])
def test_count_reads_back_and_is_no_leave(received: int) -> None:
    """None come is another thing than not counted, as by a listener that writes no count: it leaves zeros."""
    body = write_calls(100, 30, received=received)
    assert (read_calls(body), read_received(body)) == ((100, 30, False), received)
    assert read_received(write_calls(100, 30, granted=True)) is None
    assert read_received(b"\0\x64\0\x1e\x01".ljust(186, b"\0")) is None


def test_voice_packet_is_as_long_as_one_of_g711() -> None:
    """172 bytes both ways; the echo carries the listener's clock and count, and is no request."""
    packet = Packet(Direction.REQUEST, RUN, 3, 77, 123)
    data, echo = seal_packet(packet, KEY), seal_packet(packet.echo(456, 9), KEY)
    assert len(data) == len(echo) == PACKET_BYTES == 172
    assert unseal_packet(data, KEY, Direction.REQUEST) == packet
    assert unseal_packet(echo, KEY, Direction.REPLY) == Packet(Direction.REPLY, RUN, 3, 77, 123, 456, 9)
    assert unseal_packet(echo, KEY, Direction.REQUEST) is None
    assert unseal_packet(data, secrets.token_bytes(32), Direction.REQUEST) is None
