"""What answers over HTTP: its final status, and to which other host it sends on (RFC 9110, 15; RFC 9112, 4)."""

import re
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from wizard.checks.tls.names import normalise_name, read_address

LONGEST_STATUS_LINE = 4_096
LONGEST_HEAD = 16_384
# RFC 9112, section 4: the reason phrase may be missing. Lines may end in LF alone (2.2).
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})( [^\r\n]*)?\r?\n")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_LOCATION = re.compile(rb"(?i)^location[ \t]*:[ \t]*([^\r\n]*?)[ \t]*\r?$", re.MULTILINE)
_FINAL, _REDIRECTS = 200, range(300, 400)
_QUOTED = 80


class NotHttpError(Exception):
    """What comes is no HTTP; the text is how it begins."""


class Answer(NamedTuple):
    """A final answer: its status, and the addresses (Location) that it sends on to."""

    status: int
    locations: tuple[str, ...] = ()

    def find_other_host(self, host: str) -> str | None:
        """Return the first host that it sends on to and that is another one than the (normalised) host asked."""
        if self.status not in _REDIRECTS:
            return None
        hosts = (_read_host(host, location) for location in self.locations)
        return next((each for each in hosts if each != host), None)


def read_answer(data: bytes, *, is_whole: bool) -> Answer | None:
    """Return the final answer at the beginning of what came; None where more has to come.

    Interim answers (1xx) are passed over, and a redirect is none before it says where to. ``is_whole``: no more will
    come, and None says that there was no final answer.

    Raises:
        NotHttpError: it is none.

    """
    while True:
        line = _STATUS_LINE.match(data)
        if line is None:
            if is_whole or b"\n" in data or len(data) >= LONGEST_STATUS_LINE:
                raise NotHttpError(data[:_QUOTED].decode("latin-1"))
            return None
        status, end = int(line[1]), _END_OF_HEAD.search(data, line.end() - 2)
        if status in _REDIRECTS:
            locations = _find_locations(data[line.end() : end.start() if end else len(data)])
            return Answer(status, locations) if end or (is_whole and locations) else None
        if status >= _FINAL:
            return Answer(status)
        if end is None or end.end() == len(data):
            return None
        data = data[end.end() :]


def is_answered(data: bytes) -> bool:
    """Say whether what came decides what answers, or is more than an answer's head can be."""
    try:
        return len(data) >= LONGEST_HEAD or read_answer(data, is_whole=False) is not None
    except NotHttpError:
        return True


def _find_locations(head: bytes) -> tuple[str, ...]:
    return tuple(found.decode("utf-8", "replace") for found in _LOCATION.findall(head))


def _read_host(host: str, location: str) -> str:
    """Return the host of an address that is relative to a host's start page; the address itself where it has none."""
    address = read_address(host)
    bracketed = f"[{host}]" if address is not None and address.version == 6 else host  # noqa: PLR2004 - the protocol's own number
    try:
        named = urlsplit(urljoin(f"https://{bracketed}/", location)).hostname
    except ValueError:
        return location
    return normalise_name(named or "") or location
