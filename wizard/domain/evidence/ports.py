"""Ports of a flow together: as text ("40000-40027" or "9001,9005"), as spans of numbers, and as a set in one integer.

A set is an integer whose bit n stands for port n: joining, taking away and comparing cost the same for a whole range as
for one port, however many measurements there are.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from wizard.domain.section import HIGHEST_PORT

Span = tuple[int, int]
"""The first and the last port of neighbours."""

LONGEST_PORTS = 2_000
_PART = re.compile(r"([1-9][0-9]{0,4})(?:-([1-9][0-9]{0,4}))?", re.ASCII)
_NEIGHBOURS = re.compile("1+")


@lru_cache(maxsize=1_024)
def read_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of a text such as "40000-40004,40007".

    Raises:
        ValueError: it is written otherwise, names no port or one above 65535, or its ports do not rise.

    """
    spans: list[Span] = []
    for part in text.split(","):
        found = _PART.fullmatch(part)
        first = int(found[1]) if found else 0
        last = int(found[2] or found[1]) if found else 0
        if not (spans[-1][1] if spans else 0) < first <= last <= HIGHEST_PORT:
            raise ValueError(text)
        spans.append((first, last))
    return tuple(spans)


def write_spans(spans: Iterable[Span]) -> str:
    """Return spans as text, neighbours joined by a dash."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


def join_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in rising order, those that touch or overlap joined into one."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def split_spans(spans: Iterable[Span]) -> Iterator[tuple[Span, ...]]:
    """Yield spans in portions, each of which can be written in ``LONGEST_PORTS`` characters."""
    portion: list[Span] = []
    length = 0
    for span in spans:
        more = len(write_spans((span,))) + 1
        if portion and length + more > LONGEST_PORTS:
            yield tuple(portion)
            portion, length = [], 0
        portion.append(span)
        length += more
    if portion:
        yield tuple(portion)


def make_set(spans: Iterable[Span]) -> int:
    """Return spans as a set; one whose last port is below its first has none."""
    ports = 0
    for first, last in spans:
        ports |= ((1 << max(last - first + 1, 0)) - 1) << first
    return ports


def list_spans(ports: int) -> tuple[Span, ...]:
    """Return a set as spans, in rising order."""
    # From the lowest port on; the last two signs, reversed, are Python's "0b".
    digits = bin(ports)[:1:-1]
    return tuple((found.start(), found.end() - 1) for found in _NEIGHBOURS.finditer(digits))


def list_numbers(ports: int) -> tuple[int, ...]:
    """Return each port of a set, in rising order."""
    return tuple(port for first, last in list_spans(ports) for port in range(first, last + 1))


def cut_port(text: str, port: int) -> tuple[str, bool]:
    """Return an end such as "10.0.0.1:9001" or "tcp 9001" without its port, and whether it names that port.

    An IPv6 address names a port only behind its bracket.
    """
    before = text.removesuffix(str(port))
    named = before != text and (before.endswith((" ", "]:")) or (before.endswith(":") and before.count(":") == 1))
    return (before, True) if named else (text, False)
