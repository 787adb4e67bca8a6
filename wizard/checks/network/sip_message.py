"""SIP messages (RFC 3261): an OPTIONS request written; what answers it read within bounds, however sloppily written.

Whoever repeats what nobody can foresee of a request, in a SIP response, is a SIP peer: PABXs that end lines in LF
alone, leave headers out or write some that are none work for their phones all the same.
"""

import re
import secrets
from dataclasses import dataclass
from typing import NamedTuple

from wizard.checks.network.faults import Malformed

# What stands behind so much of a head is not looked at; what identifies an answer stands at its beginning.
MOST_HEAD_BYTES, MOST_LINES = 32_768, 200
_MAGIC_COOKIE = "z9hG4bK"
_LINE_END = re.compile(rb"\r\n|\n|\r")
_HEAD_END = re.compile(rb"(?:\r\n|\n|\r(?!\n)){2}")
_STATUS_LINE = re.compile(rb"(?i:SIP/2\.0)[ \t]+([1-6]\d\d)(?:[ \t]+([^\x00]*))?")
_REQUEST_LINE = re.compile(rb"([A-Za-z]{1,32})[ \t]+\S{1,2048}[ \t]+(?i:SIP/2\.0)[ \t]*")
_WORD = r"[A-Za-z0-9.!%*_+`'~-]+"
_HEADER = re.compile(rf"({_WORD})[ \t]*:[ \t]*(.*)", re.DOTALL)
# Any control character but the tab.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_BRANCH = re.compile(rf'(?i:branch)\s*=\s*"?({_WORD})"?\s*')
_CSEQ = re.compile(rf"(\d{{1,10}})[ \t]+({_WORD})")
_LENGTH = re.compile(r"\d{1,10}")
_LARGEST_SEQUENCE = 2**31 - 1
# Ours are some hundred characters; what a peer adds to Via are two addresses.
_LONGEST_VALUE = 2_048
_COMPACT = {"v": "via", "f": "from", "t": "to", "i": "call-id", "l": "content-length", "s": "subject", "k": "supported"}
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|<[^<>]*>')


@dataclass(frozen=True, slots=True)
class OptionsRequest:
    """What makes one request unlike any other: the response must repeat it."""

    branch: str
    tag: str
    call_id: str
    sequence: int

    @classmethod
    def make(cls) -> "OptionsRequest":
        """Return a request that nobody can foresee."""
        branch, tag, call_id = (secrets.token_hex(12) for _ in range(3))
        return cls(f"{_MAGIC_COOKIE}{branch}", tag, call_id, 1 + secrets.randbelow(_LARGEST_SEQUENCE - 1))

    def write(self, transport: str, target: str, local: str) -> bytes:
        """Return it as it is sent: ``target`` and ``local`` are host:port. RFC 3261, 11.1; rport: RFC 3581."""
        host = local.rpartition(":")[0]
        uri = f"sip:{target}" + (";transport=tcp" if transport == "tcp" else "")
        lines = (
            f"OPTIONS {uri} SIP/2.0",
            f"Via: SIP/2.0/{transport.upper()} {local};rport;branch={self.branch}",
            "Max-Forwards: 70",
            f"From: <sip:tws-preinstall@{host}>;tag={self.tag}",
            f"To: <sip:{target}>",
            f"Call-ID: {self.call_id}",
            f"CSeq: {self.sequence} OPTIONS",
            "Accept: application/sdp",
            "User-Agent: tws-preinstall",
            "Content-Length: 0",
        )
        return "\r\n".join((*lines, "", "")).encode("ascii")


class SipMessage(NamedTuple):
    """A message's head: its status (None: a request), reason phrase or method, values by lower-case name in order."""

    status: int | None
    phrase: str
    headers: dict[str, list[str]]

    def find(self, name: str) -> str | None:
        """Return a header's first value."""
        return next(iter(self.headers.get(name, ())), None)

    @property
    def body_length(self) -> int:
        """Return how many bytes follow its head over a connection; none where it does not say so."""
        told = self.find("content-length") or ""
        return int(told) if _LENGTH.fullmatch(told) else 0


def cut_head(data: bytes) -> tuple[bytes, bytes] | None:
    """Return the first message's head and what follows its empty line; None where that has not come."""
    end = _HEAD_END.search(data)
    return (data[: end.start()], data[end.end() :]) if end else None


def has_line(data: bytes) -> bool:
    """Say whether the first line of a message has come whole."""
    return _LINE_END.search(data) is not None


def parse_head(head: bytes) -> SipMessage:
    """Return a message from its head; header lines that are none are left out.

    Raises:
        Malformed: its first line is neither a response's nor a request's of SIP 2.0.

    """
    first, *lines = _LINE_END.split(head[:MOST_HEAD_BYTES], MOST_LINES)
    headers = _parse_headers(lines[:MOST_LINES])
    status = _STATUS_LINE.fullmatch(first)
    if status is not None:
        return SipMessage(int(status[1]), (status[2] or b"").decode("utf-8", "replace").strip(), headers)
    request = _REQUEST_LINE.fullmatch(first)
    if request is None:
        raise Malformed("no SIP")
    return SipMessage(None, request[1].decode("ascii").upper(), headers)


def _parse_headers(lines: list[bytes]) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for line in _unfold(lines):
        match = _HEADER.fullmatch(line)
        if match is not None and not _CONTROL.search(line):
            name = match[1].lower()
            headers.setdefault(_COMPACT.get(name, name), []).append(match[2].strip())
    return headers


def _unfold(lines: list[bytes]) -> list[str]:
    """Return the lines as text, one that begins with white space joined to the one before (7.3.1)."""
    unfolded: list[list[str]] = []
    for line in (each.decode("utf-8", "replace") for each in lines):
        if line[:1] in {" ", "\t"} and unfolded:
            unfolded[-1].append(line.strip(" \t"))
        else:
            unfolded.append([line])
    return [" ".join(parts) for parts in unfolded]


def belongs(message: SipMessage, request: OptionsRequest) -> bool:
    """Say whether a message repeats a request's branch or its Call-ID, and nothing in it is another request's.

    So much identifies a transaction (17.1.3); either of both is random. A second Via tells that it was not for us
    (8.1.3.3), as it does of what a device on the way has changed.
    """
    branch, call_id = _is_branch(message, request), _is_call_id(message, request)
    return False not in {branch, call_id, _is_sequence(message, request)} and True in {branch, call_id}


def _is_branch(message: SipMessage, request: OptionsRequest) -> bool | None:
    vias = message.headers.get("via", [])
    if len(vias) != 1 or len(vias[0]) > _LONGEST_VALUE:
        return False if len(vias) > 1 else None
    if len(_split(vias[0], ",")) > 1:
        return False
    found = (_BRANCH.fullmatch(part.strip()) for part in _split(vias[0], ";")[1:])
    branch = next((match[1] for match in found if match), None)
    return None if branch is None else branch.casefold() == request.branch.casefold()


def _is_call_id(message: SipMessage, request: OptionsRequest) -> bool | None:
    told = message.headers.get("call-id", [])
    return all(each == request.call_id for each in told) if told else None


def _is_sequence(message: SipMessage, request: OptionsRequest) -> bool | None:
    told = [match for each in message.headers.get("cseq", []) if (match := _CSEQ.fullmatch(each))]
    return all((int(each[1]), each[2].upper()) == (request.sequence, "OPTIONS") for each in told) if told else None


def _split(text: str, mark: str) -> list[str]:
    """Split at a mark that stands neither in quotes nor in angle brackets."""
    hidden = _QUOTED.sub(lambda match: "\0" * len(match[0]), text)
    parts, start = [], 0
    for at, sign in enumerate(hidden):
        if sign == mark:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
