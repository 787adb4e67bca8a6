"""LDAP: what a directory says of itself, asked without a name (root DSE, RFC 4512, 5.1; RFC 4511)."""

from typing import NamedTuple

from wizard.checks.network.peers import Asked, make_peer_probe
from wizard.checks.network.sockets import Place, exchange_stream
from wizard.checks.probe import Measurement, Probe, Value
from wizard.i18n import Message

ROOT_DSE = Message("LDAP search for the directory's own description, without a name")
_WANTED = ("supportedLDAPVersion", "namingContexts", "vendorName")
_MESSAGE_ID = 1
_BIGGEST = 65_536
_SEQUENCE, _SEARCH, _ENTRY, _DONE = 0x30, 0x63, 0x64, 0x65
# A length of more than four bytes is longer than anything that is read here.
_LONG, _MOST_LENGTH_BYTES = 0x80, 4


class Element(NamedTuple):
    """A BER element: its tag, its content, and where the next one begins."""

    tag: int
    content: bytes
    end: int


def wrap(tag: int, *parts: bytes) -> bytes:
    """Return a BER element of parts (X.690, definite length)."""
    content = b"".join(parts)
    size = len(content)
    if size < _LONG:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, _LONG | len(length))) + length + content


def write_search() -> bytes:
    """Return the search for the root DSE: base object, all entries, three attributes."""
    attributes = wrap(_SEQUENCE, *(wrap(4, name.encode()) for name in _WANTED))
    whole = b"".join(
        (
            wrap(4),
            wrap(10, b"\0"),
            wrap(10, b"\0"),
            wrap(2, b"\1"),
            wrap(2, b"\5"),
            wrap(1, b"\0"),
            _PRESENT,
            attributes,
        )
    )
    return wrap(_SEQUENCE, wrap(2, bytes((_MESSAGE_ID,))), wrap(_SEARCH, whole))


_PRESENT = wrap(0x87, b"objectClass")


def read_element(data: bytes, at: int = 0) -> Element | None:
    """Return the element at a place; None where it is not whole.

    Raises:
        ValueError: it is no element that LDAP allows (indefinite or over-long length).

    """
    if len(data) < at + 2:
        return None
    tag, size, start = data[at], data[at + 1], at + 2
    if size == _LONG or size > _LONG + _MOST_LENGTH_BYTES:
        raise ValueError(size)
    if size > _LONG:
        count = size - _LONG
        if len(data) < start + count:
            return None
        size, start = int.from_bytes(data[start : start + count]), start + count
    if size > _BIGGEST:
        raise ValueError(size)
    end = start + size
    return Element(tag, data[start:end], end) if len(data) >= end else None


def read_all(data: bytes) -> list[Element]:
    """Return the elements of some data, one behind the other.

    Raises:
        ValueError: something else stands among them.

    """
    found, at = [], 0
    while at < len(data):
        element = read_element(data, at)
        if element is None:
            raise ValueError(at)
        found.append(element)
        at = element.end
    return found


def read_answers(data: bytes) -> list[Element]:
    """Return the operations of all whole messages that answer our search.

    Raises:
        ValueError: the data are no LDAP messages.

    """
    found: list[Element] = []
    at = 0
    while (message := read_element(data, at)) is not None:
        number, operation, *_ = (*read_all(message.content), None, None)
        if message.tag != _SEQUENCE or number is None or operation is None or number.tag != 2:  # noqa: PLR2004 - INTEGER
            raise ValueError(at)
        if int.from_bytes(number.content[:4]) == _MESSAGE_ID:
            found.append(operation)
        at = message.end
    return found


def _is_enough(data: bytes) -> bool:
    try:
        return any(each.tag == _DONE for each in read_answers(data))
    except ValueError:
        return True


def make_directory_probe(asked: Asked) -> Probe:
    """Return the probe that asks a directory server for its root DSE; a referral is not followed."""
    return make_peer_probe("port.ldap", asked, ROOT_DSE, _ask)


async def _ask(place: Place) -> Measurement:
    data, source = await exchange_stream(place, write_search(), _is_enough, _BIGGEST)
    try:
        operations = read_answers(data)
        values = _read_entry(next((each for each in operations if each.tag == _ENTRY), None))
    except (ValueError, StopIteration):
        return Measurement("failed", "not_ldap", source=source)
    if not any(each.tag in (_ENTRY, _DONE) for each in operations):
        return Measurement("failed" if data else "unknown", "not_ldap" if data else "closed", source=source)
    return Measurement("ok", values=values or None, source=source)


def _read_entry(entry: Element | None) -> dict[str, Value]:
    if entry is None:
        return {}
    _, attributes = read_all(entry.content)
    values: dict[str, Value] = {}
    for attribute in read_all(attributes.content):
        name, found = read_all(attribute.content)
        texts = [each.content.decode("utf-8", "replace") for each in read_all(found.content)]
        key = _NAMES.get(name.content.decode("ascii", "replace").lower())
        if key:
            values[key] = ", ".join(texts)[:500]
    return values


_NAMES = {
    "supportedldapversion": "ldap_versions",
    "namingcontexts": "naming_contexts",
    "vendorname": "product",
}
