"""SIP messages (RFC 3261): an OPTIONS request written, a response read strictly and within bounds."""

import re
import secrets
from dataclasses import dataclass
from typing import NamedTuple

from wizard.checks.network.faults import Malformed

MOST_HEAD_BYTES = 32_768
_MOST_LINES = 200
_MAGIC_COOKIE = "z9hG4bK"
_STATUS_LINE = re.compile(rb"(?i:SIP/2\.0) ([1-6]\d\d) ([^\r\n\x00]*)")
_WORD = r"[A-Za-z0-9.!%*_+`'~-]+"
_HEADER = re.compile(rf"({_WORD})[ \t]*:[ \t]*(.*)", re.DOTALL)
# Any control character but the tab; a lone CR or LF is one too.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_VIA = re.compile(rf"(?i:SIP)\s*/\s*2\.0\s*/\s*(?P<transport>{_WORD})\s+(?P<sent_by>[^\s;]+)\s*(?P<parameters>(;.*)?)")
_BRANCH = re.compile(rf"(?i:branch)\s*=\s*({_WORD})\s*")
_CSEQ = re.compile(rf"(\d{{1,10}})[ \t]+({_WORD})")
_TAG = re.compile(rf"(?i:tag)\s*=\s*({_WORD})\s*")
_LENGTH = re.compile(r"\d{1,10}")
_LARGEST_SEQUENCE = 2**31 - 1
# Ours are some hundred characters; what a peer adds to Via are two addresses.
_LONGEST_VALUE = 2_048
_COMPACT = {"v": "via", "f": "from", "t": "to", "i": "call-id", "l": "content-length", "s": "subject", "k": "supported"}
_SINGLE = frozenset({"from", "to", "call-id", "cseq", "content-length"})
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


class Response(NamedTuple):
    """A response: status, reason phrase, values by lower-case name in order, and the body's length (None: not told)."""

    status: int
    phrase: str
    headers: dict[str, list[str]]
    body_length: int | None

    def find(self, name: str) -> str | None:
        """Return a header's first value."""
        return next(iter(self.headers.get(name, ())), None)


def parse_head(head: bytes) -> Response:
    r"""Return a response from its head, up to and with the empty line.

    Raises:
        Malformed: it is a request, of another version, or breaks the grammar of what is needed here: the status line,
            header lines, Via, From, To, Call-ID, CSeq, and Content-Length where there is one.

    """
    if len(head) > MOST_HEAD_BYTES or not head.endswith(b"\r\n\r\n"):
        raise Malformed("a head that does not end")
    first, _, rest = head.partition(b"\r\n")
    status = _STATUS_LINE.fullmatch(first)
    if status is None:
        raise Malformed("no SIP status line")
    headers = _parse_headers(rest[:-4] if rest != b"\r\n" else b"")
    for name in ("via", "from", "to", "call-id", "cseq"):
        if name not in headers:
            raise Malformed(f"no {name} in the SIP response")
    parse_sequence(headers["cseq"][0])
    return Response(int(status[1]), status[2].decode("utf-8", "replace"), headers, _parse_length(headers))


def _parse_headers(block: bytes) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for line in _unfold(block.decode("utf-8", "replace")):
        match = _HEADER.fullmatch(line)
        if match is None or _CONTROL.search(line):
            raise Malformed("a SIP header that is none")
        name = match[1].lower()
        headers.setdefault(_COMPACT.get(name, name), []).append(match[2].strip())
    if any(len(values) > 1 for name, values in headers.items() if name in _SINGLE):
        raise Malformed("a SIP header twice that must stand once")
    return headers


def _unfold(text: str) -> list[str]:
    """Return the lines, one that begins with white space joined to the one before (7.3.1)."""
    lines: list[list[str]] = []
    for line in text.split("\r\n"):
        if line[:1] in {" ", "\t"} and lines:
            lines[-1].append(line.strip(" \t"))
        else:
            lines.append([line])
    if len(lines) > _MOST_LINES:
        raise Malformed("too many SIP headers")
    return [" ".join(parts) for parts in lines]


def _parse_length(headers: dict[str, list[str]]) -> int | None:
    values = headers.get("content-length")
    if values is None:
        return None
    if not _LENGTH.fullmatch(values[0]):
        raise Malformed("no number as Content-Length")
    return int(values[0])


def parse_sequence(text: str) -> tuple[int, str]:
    """Return CSeq's number and method.

    Raises:
        Malformed: it is no number under 2^31 with a method (RFC 3261, 8.1.1.5).

    """
    match = _CSEQ.fullmatch(text)
    if match is None or int(match[1]) > _LARGEST_SEQUENCE:
        raise Malformed("no sequence number and method as CSeq")
    return int(match[1]), match[2]


def belongs(response: Response, request: OptionsRequest) -> bool:
    """Say whether a response answers a request: one Via, ours; its Call-ID, CSeq and From tag (8.1.3.3, 17.1.3)."""
    vias, sender = response.headers["via"], response.headers["from"][0]
    if len(vias) > 1 or max(len(vias[0]), len(sender)) > _LONGEST_VALUE or len(_split(vias[0], ",")) > 1:
        return False
    via = _VIA.fullmatch(vias[0])
    if via is None:
        return False
    return (
        _find_parameter(via["parameters"], _BRANCH) == request.branch
        and _find_parameter(sender, _TAG) == request.tag
        and response.headers["call-id"][0] == request.call_id
        and parse_sequence(response.headers["cseq"][0]) == (request.sequence, "OPTIONS")
    )


def _find_parameter(text: str, pattern: re.Pattern[str]) -> str | None:
    for part in _split(text, ";")[1:]:
        if match := pattern.fullmatch(part.strip()):
            return match[1]
    return None


def _split(text: str, mark: str) -> list[str]:
    """Split at a mark that stands neither in quotes nor in angle brackets."""
    hidden = _QUOTED.sub(lambda match: "\0" * len(match[0]), text)
    parts, start = [], 0
    for at, sign in enumerate(hidden):
        if sign == mark:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
