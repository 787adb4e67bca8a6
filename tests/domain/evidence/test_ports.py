"""Ports of a flow together: text, spans and sets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.domain.evidence.ports import (
    LONGEST_PORTS,
    cut_port,
    join_spans,
    list_numbers,
    list_spans,
    make_set,
    read_spans,
    split_spans,
    write_spans,
)

PORTS = st.sets(st.integers(1, 65_535) | st.integers(40_000, 40_020), max_size=40)


@given(PORTS)
def test_text_spans_and_set_hold_the_same_ports(ports: set[int]) -> None:
    """Whichever way ports are written, the same come back, in rising order."""
    spans = join_spans((port, port) for port in ports)
    assert list_spans(make_set(spans)) == spans
    assert list_numbers(make_set(spans)) == tuple(sorted(ports))
    if ports:
        assert read_spans(write_spans(spans)) == spans


def test_neighbours_are_one_span() -> None:
    """A range reads as a range, and a gap stays a gap."""
    spans = join_spans((port, port) for port in (40_007, 40_000, 40_001, 40_002))
    assert write_spans(spans) == "40000-40002,40007"
    assert list_numbers(make_set([(1, 1), (65_535, 65_535), (5, 4)])) == (1, 65_535)


@pytest.mark.parametrize(
    "text",
    ["", "0", "65536", "5-4", "5,5", "5,4", "5-9,9", "5,", "05", " 5", "5-", "-5", "\u0665", "5\n", "1e3"],
)
def test_other_texts_are_refused(text: str) -> None:
    """What is no rising list of ports is no ports at all."""
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        read_spans(text)


def test_portions_can_be_written() -> None:
    """Every second port of all is written in portions that fit, none left out and none twice."""
    spans = tuple((port, port) for port in range(1, 65_536, 2))
    portions = list(split_spans(spans))
    assert [span for portion in portions for span in portion] == list(spans)
    assert max(len(write_spans(portion)) for portion in portions) <= LONGEST_PORTS
    assert len(portions) < 110


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("10.0.0.1:9001", ("10.0.0.1:", True)),
        ("[2001:db8::1]:9001", ("[2001:db8::1]:", True)),
        ("tcp 9001", ("tcp ", True)),
        ("2001:db8::9001", ("2001:db8::9001", False)),
        ("pabx9001", ("pabx9001", False)),
        ("10.0.0.1:19001", ("10.0.0.1:19001", False)),
        ("9001", ("9001", False)),
    ],
)
def test_port_of_an_end(end: str, expected: tuple[str, bool]) -> None:
    """Only what stands behind an address as its port is one; the end of an IPv6 address is none."""
    assert cut_port(end, 9001) == expected
