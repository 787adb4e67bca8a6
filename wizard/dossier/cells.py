"""Which cells a spreadsheet takes for a number, a date or a truth although they are a text, and how they stay one.

Excel and LibreOffice read every cell of a CSV file by the rules of their own language, whatever is quoted: 5.10 becomes
5.1, a version 4.6.1 the 4th of June, 007 the number 7, 389,443 three hundred thousand.
"""

import re

_MONTHS = (
    "jan|janv|january|janvier|feb|febr|fev|fevr|fév|févr|february|fevrier|février|mar|mars|march|apr|avr|april|avril"
    "|may|mai|jun|june|juin|jul|july|juil|juillet|aug|august|aou|août|aout|sep|sept|september|septembre|oct|october"
    "|octobre|nov|november|novembre|dec|déc|december|decembre|décembre"
)
_SPACE = r"[ \u00a0\u202f]"
_APART = r"\.?[ \u00a0\u202f./-]*"
_CHANGED = re.compile(
    rf"""
      0\d+                                                       # 007
    | \d{{16,}}                                                  # more digits than a number keeps
    | \d*[.,]\d+ | \d+[.,] | \d+(?:,\d+)+ | \d{{1,3}}(?:\.\d{{3}})+ # 5.10  1,5  389,443  1.234.567
    | \d{{1,3}}(?:(?:{_SPACE}|')\d{{3}})+(?:[.,]\d+)?            # 1 234,5
    | \(\d[\d.,]*\)                                              # (5) is -5
    | \d+(?:[.,]\d*)?e[+-]?\d+                                   # 12E5
    | \d{{1,4}}{_SPACE}?:{_SPACE}?\d{{2}}(?::\d{{2}})?(?:{_SPACE}?[ap]m?)? # 12:30
    | \d{{1,2}}{_SPACE}?[ap]m | \d{{1,2}}{_SPACE}[ap]            # 3 pm
    | \d+{_SPACE}\d+/\d+                                         # 1 1/2
    | (?:{_MONTHS}){_APART}\d{{1,4}}(?:,?{_SPACE}?\d{{4}})?      # Mars 2026  May 5, 2026
    | \d{{1,4}}{_APART}(?:{_MONTHS})(?:\.|{_APART}\d{{1,4}})?    # 12 mai  15 décembre 2026
    | true | false | vrai | faux
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(rf"(\d{{1,4}}){_SPACE}?([./-]){_SPACE}?(\d{{1,4}})(?:{_SPACE}?\2{_SPACE}?(\d{{1,4}}))?")
_MONTHS_A_YEAR = 12
_DAYS_A_MONTH = 31


def keep_text(text: str) -> str:
    """Return a cell that stays the text it is: a quote leads one that a French or English spreadsheet would change.

    Whole numbers and what holds other words stay as they are: they are read for what they say.
    """
    return f"'{text}" if is_changed(text) else text


def is_changed(text: str) -> bool:
    """Say whether a spreadsheet would show something else than a text says, or keep something else of it."""
    bare = text.strip()
    return bool(_CHANGED.fullmatch(bare)) or _is_date(bare)


def _is_date(text: str) -> bool:
    """Say whether two or three numbers may be a date: one is a month, and another a day or a year."""
    found = _DATE.fullmatch(text)
    if not found:
        return False
    numbers = [int(each) for each in (found[1], found[3], found[4]) if each]
    months = [each for each in numbers if 1 <= each <= _MONTHS_A_YEAR]
    days = [each for each in numbers if 1 <= each <= _DAYS_A_MONTH]
    return bool(months) and (len(numbers) == len(("day", "month")) or len(days) > 1)


def write_ports(ports: str) -> str:
    """Return ports, such as 9011,9015 or 40000-40007, as a list that no spreadsheet takes for one number."""
    return ports.replace(",", " / ")
