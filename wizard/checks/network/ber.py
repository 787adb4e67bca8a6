"""BER as LDAP allows it (RFC 4511, 5.1): definite lengths only, one-byte tags; read strictly and within bounds."""

from collections.abc import Iterator
from typing import NamedTuple

from wizard.checks.network.faults import Malformed

INTEGER, OCTET_STRING, ENUMERATED, SEQUENCE, SET = 0x02, 0x04, 0x0A, 0x30, 0x31
_LONG, _LONGEST_LENGTH = 0x80, 4
_MANY_BYTES_TAG = 0x1F
_LARGEST_INTEGER_BYTES = 8


class Element(NamedTuple):
    """A tag and its content."""

    tag: int
    content: bytes


def read_length(first: int, following: bytes) -> int:
    """Return a length from its first byte and the bytes it announces.

    Raises:
        Malformed: it is indefinite, or of more than four bytes.

    """
    if first < _LONG:
        return first
    if not 0 < count_length_bytes(first) <= _LONGEST_LENGTH or len(following) < count_length_bytes(first):
        raise Malformed("a BER length that LDAP does not allow")
    return int.from_bytes(following[: count_length_bytes(first)])


def count_length_bytes(first: int) -> int:
    """Return how many bytes follow the first one of a length.

    Raises:
        Malformed: they are more than four, or the length is indefinite.

    """
    count = first & 0x7F if first & _LONG else 0
    if first == _LONG or count > _LONGEST_LENGTH:
        raise Malformed("a BER length that LDAP does not allow")
    return count


def read_element(data: bytes) -> tuple[Element, bytes]:
    """Return the first element of some bytes and what follows it.

    Raises:
        Malformed: it does not end within them, or its tag or length is not what LDAP uses.

    """
    if len(data) < 2:  # noqa: PLR2004 - a tag and a length
        raise Malformed("a BER element cut off")
    if data[0] & _MANY_BYTES_TAG == _MANY_BYTES_TAG:
        raise Malformed("a BER tag that LDAP does not use")
    start = 2 + count_length_bytes(data[1])
    end = start + read_length(data[1], data[2:start])
    if end > len(data):
        raise Malformed("a BER element longer than what holds it")
    return Element(data[0], data[start:end]), data[end:]


def read_elements(data: bytes) -> Iterator[Element]:
    """Give the elements that some bytes consist of; nothing inside them is opened.

    Raises:
        Malformed: as ``read_element``.

    """
    while data:
        element, data = read_element(data)
        yield element


def expect(element: Element, tag: int) -> bytes:
    """Return an element's content.

    Raises:
        Malformed: it has another tag.

    """
    if element.tag != tag:
        raise Malformed(f"BER tag {element.tag:#04x} in the place of {tag:#04x}")
    return element.content


def read_integer(element: Element, tag: int = INTEGER) -> int:
    """Return a whole number of at most eight bytes.

    Raises:
        Malformed: it is none.

    """
    content = expect(element, tag)
    if not 0 < len(content) <= _LARGEST_INTEGER_BYTES:
        raise Malformed("a BER number of no or too many bytes")
    return int.from_bytes(content, signed=True)


def write_element(tag: int, content: bytes) -> bytes:
    """Return an element as bytes, its length as short as it can be."""
    length = len(content)
    if length < _LONG:
        return bytes((tag, length)) + content
    count = (length.bit_length() + 7) // 8
    return bytes((tag, _LONG | count)) + length.to_bytes(count) + content


def write_integer(value: int, tag: int = INTEGER) -> bytes:
    """Return a whole number as bytes."""
    return write_element(tag, value.to_bytes(value.bit_length() // 8 + 1, signed=True))
