"""What an edition's text may cost, judged before it is parsed: TOML of a few kilobytes can take hours and gigabytes.

The parser's work grows with the square of a key's parts ("a.a.a = 1"), and validation words every value. The text is
looked at as the parser does, so that nothing inside a string or a comment counts.
"""

import re

from wizard.i18n import Message, Plain

# The shipped edition has some 120,000 bytes, 5,300 signs that begin a value, and keys of at most three parts.
LARGEST_FILE = 1_000_000
MOST_VALUES = 40_000
MOST_PARTS = 8
TOO_LARGE = Message("expected at most 1 MB")
TOO_MANY = Message("expected at most {most} keys, tables and list entries")
TOO_LONG_A_KEY = Message("expected keys of at most {most} parts (line {line})")

# Comments and strings (TOML 1.0, "String"). No quantifier gives back what it took, and what begins a string always
# matches, closed or not (the parser stops at one that is not): so no text is slow.
_UNCOUNTED = re.compile(
    r"""
    \#[^\n]*+
    | \"{3} (?: [^"\\] | \\. | "{1,2}(?!") )*+ "{0,5}
    | '{3} (?: [^'] | '{1,2}(?!') )*+ '{0,5}
    | " (?: [^"\\\n] | \\[^\n] )*+ "?
    | ' [^'\n]*+ '?
    """,
    re.VERBOSE | re.DOTALL,
)
_PART = r"[^\s.=\[\]{},]++[ \t]*+"
_LONG_KEY = re.compile(rf"(?<![^\s.=\[\]{{}},])(?:{_PART}\.[ \t]*+){{{MOST_PARTS}}}")
_VALUE = re.compile(r"[=,\[{]")


def find_excess(text: str) -> Message | None:
    """Return what an edition's text has too much of; None where it may be parsed."""
    bare = _UNCOUNTED.sub(_leave_lines, text)
    long_key = _LONG_KEY.search(bare)
    if long_key is not None:
        return TOO_LONG_A_KEY.fill(most=MOST_PARTS, line=Plain(bare.count("\n", 0, long_key.start()) + 1))
    if sum(1 for _ in _VALUE.finditer(bare)) > MOST_VALUES:
        return TOO_MANY.fill(most=MOST_VALUES)
    return None


def _leave_lines(match: re.Match[str]) -> str:
    # A quoted key is a part of a key like any other.
    return ("" if match[0].startswith("#") else "_") + "\n" * match[0].count("\n")
