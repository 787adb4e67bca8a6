"""Whether an LDAP server answers: an anonymous search for the root DSE (RFC 4511, 4.5; RFC 4512, 5.1)."""

import secrets
from collections.abc import Iterable
from functools import partial

from wizard.checks.network import ber
from wizard.checks.network.faults import Malformed, Unproven
from wizard.checks.network.peers import Asked, Found, Question, make_peer_probe
from wizard.checks.network.streams import Stream, open_stream
from wizard.checks.probe import Probe, Value
from wizard.i18n import Message

_PURPOSE = Message("LDAP search for the directory's own description, without a name")
_WANTED = ("supportedLDAPVersion", "namingContexts", "vendorName", "vendorVersion")
_NAMED = {
    "supportedldapversion": "ldap_versions",
    "namingcontexts": "naming_contexts",
    "vendorname": "product",
    "vendorversion": "product_version",
}
# RFC 4511: application tags of the operations, context tags of the choices.
_SEARCH, _ENTRY, _DONE, _REFERENCE, _EXTENDED = 0x63, 0x64, 0x65, 0x73, 0x78
_PRESENT = 0x87
_BASE_OBJECT, _NEVER_FOLLOW_ALIASES = 0, 0
_MOST_MESSAGES, _MOST_MESSAGE_BYTES = 16, 65_536
_MOST_VALUES = 32
# maxInt (RFC 4511, 4.1.1).
_LARGEST_NUMBER = 2**31 - 1


def make_directory_probe(asked: Asked) -> Probe:
    """Return the probe that asks for the root DSE, in the clear: the document names TCP 389 for it.

    ok: the server answers this search, whatever its result code; a referral is not followed. failed: refused,
    filtered, or what answers is no LDAP; unknown: nothing is answered.
    """
    ask = partial(_ask, asked.seconds, asked.port)
    return make_peer_probe("port.ldap", asked, Question(_PURPOSE, "tcp", ask, "not_ldap"))


async def _ask(seconds: float, port: int, address: str) -> Found:
    number = 1 + secrets.randbelow(_LARGEST_NUMBER - 1)
    values: dict[str, Value] = {}
    async with open_stream(address, port, seconds) as stream:
        await stream.send(write_search(number))
        for _ in range(_MOST_MESSAGES):
            operation = read_message(await _read_bytes(stream), number)
            if operation.tag == _ENTRY:
                values |= read_entry(operation.content)
            elif operation.tag == _DONE:
                return Found(values | {"ldap_result": read_result(operation.content)})
            elif operation.tag == _EXTENDED:
                # Notice of disconnection (4.4.1): LDAP, but no answer.
                raise Unproven("unknown", "closed")
    raise Malformed("a search of one entry that does not end")


def write_search(number: int) -> bytes:
    """Return the message with that number that searches the root DSE: base scope, one entry, five seconds at most."""
    request = (
        ber.write_element(ber.OCTET_STRING, b"")
        + ber.write_integer(_BASE_OBJECT, ber.ENUMERATED)
        + ber.write_integer(_NEVER_FOLLOW_ALIASES, ber.ENUMERATED)
        + ber.write_integer(1)
        + ber.write_integer(5)
        + b"\x01\x01\x00"
        + ber.write_element(_PRESENT, b"objectClass")
        + ber.write_element(
            ber.SEQUENCE, b"".join(ber.write_element(ber.OCTET_STRING, each.encode()) for each in _WANTED)
        )
    )
    return ber.write_element(ber.SEQUENCE, ber.write_integer(number) + ber.write_element(_SEARCH, request))


async def _read_bytes(stream: Stream) -> bytes:
    """Return the bytes of one message."""
    head = await stream.read_exactly(2)
    if head[0] != ber.SEQUENCE:
        raise Malformed("no LDAP message")
    count = ber.count_length_bytes(head[1])
    following = await stream.read_exactly(count) if count else b""
    length = ber.read_length(head[1], following)
    if length > _MOST_MESSAGE_BYTES:
        raise Malformed("an LDAP message longer than any of a root DSE")
    return head + following + await stream.read_exactly(length)


def read_message(data: bytes, number: int) -> ber.Element:
    """Return the operation that one whole message carries, the answer to the message with that number.

    Raises:
        Malformed: it is no LDAP message, or answers another one. Number 0 is let through for an extended response,
            which is how a server gives notice.

    """
    envelope, rest = ber.read_element(data)
    if rest:
        raise Malformed("bytes after an LDAP message")
    parts = list(ber.read_elements(ber.expect(envelope, ber.SEQUENCE)))
    if len(parts) < 2:  # noqa: PLR2004 - number and operation
        raise Malformed("an LDAP message without an operation")
    operation = parts[1]
    if operation.tag not in {_ENTRY, _DONE, _REFERENCE, _EXTENDED}:
        raise Malformed("an LDAP operation that answers no search")
    if ber.read_integer(parts[0]) != (0 if operation.tag == _EXTENDED else number):
        raise Malformed("an answer to another LDAP message")
    return operation


def read_entry(content: bytes) -> dict[str, Value]:
    """Return what an entry says of the attributes asked for, several values joined.

    Raises:
        Malformed: it is no SearchResultEntry (4.5.2).

    """
    parts = list(ber.read_elements(content))
    if len(parts) != 2:  # noqa: PLR2004 - name and attributes
        raise Malformed("an LDAP entry that is none")
    ber.expect(parts[0], ber.OCTET_STRING)
    values: dict[str, Value] = {}
    for attribute in ber.read_elements(ber.expect(parts[1], ber.SEQUENCE)):
        fields = list(ber.read_elements(ber.expect(attribute, ber.SEQUENCE)))
        if len(fields) != 2:  # noqa: PLR2004 - type and values
            raise Malformed("an LDAP attribute that is none")
        name = _decode(ber.expect(fields[0], ber.OCTET_STRING)).lower()
        texts = _read_texts(ber.read_elements(ber.expect(fields[1], ber.SET)))
        if name in _NAMED and texts:
            values[_NAMED[name]] = "; ".join(texts)
    return values


def _read_texts(elements: Iterable[ber.Element]) -> list[str]:
    return [_decode(ber.expect(each, ber.OCTET_STRING)) for each in elements][:_MOST_VALUES]


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def read_result(content: bytes) -> int:
    """Return a result's code (4.1.9).

    Raises:
        Malformed: it is no LDAPResult: code, matched name, message; or its code is below 0 or above maxInt (4.1.1),
            which nobody has registered or could (RFC 4520, 3.8).

    """
    parts = list(ber.read_elements(content))
    if len(parts) < 3:  # noqa: PLR2004 - as the docstring says
        raise Malformed("an LDAP result that is none")
    ber.expect(parts[1], ber.OCTET_STRING)
    ber.expect(parts[2], ber.OCTET_STRING)
    code = ber.read_integer(parts[0], ber.ENUMERATED)
    if not 0 <= code <= _LARGEST_NUMBER:
        raise Malformed("no result code of LDAP")
    return code
