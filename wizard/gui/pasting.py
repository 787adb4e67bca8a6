"""Text that comes from elsewhere, made fit for a field of one line (no Qt here)."""

import re

# Marks that are seen nowhere and come along when text is copied: widths of zero, directions, the byte-order mark.
HIDDEN = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
_LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_BREAKS = re.compile(rf"[\t{_LINE_ENDS}]+")
_DROPPED = str.maketrans("", "", HIDDEN)
_SPACES = " \t\u00a0\u202f\u2007\u2009" + _LINE_ENDS


def clean_line(text: str) -> str:
    """Return a text on one line: nothing hidden and no line end before or behind it, spaces for those inside."""
    # Half a character, as a cut clipboard may hold it, can be kept in no file.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _BREAKS.sub(" ", whole.strip(HIDDEN + _LINE_ENDS + "\t"))


def clean_lines(text: str) -> str:
    """Return a text of several lines without what is hidden before and behind it."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.strip(HIDDEN).replace("\r\n", "\n").replace("\r", "\n")


def trim(text: str) -> str:
    """Return an address, a version or a number as it is meant: no space around it, nothing hidden anywhere in it."""
    return clean_line(text).translate(_DROPPED).strip(_SPACES)


def count_units(text: str) -> int:
    """Return the length of a text as Qt counts it: characters beyond the first plane are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
