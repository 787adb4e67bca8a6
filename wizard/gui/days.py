"""Days as they are typed and pasted: in digits, the day first, in words of either language, or as ISO writes them."""

import re
import unicodedata
from datetime import date

from wizard.gui.pasting import trim
from wizard.gui.reading import UnreadableError
from wizard.i18n import LANGUAGES, Message, Plain, get_translator

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
EXPECT_DAY = Message("A date is expected, for instance {example}, 15/01/2027 or 2027-01-15.")
EXPECT_SUCH_DAY = Message("There is no such day in that month.")
EXPECT_YEARS = Message("A date between {least} and {most} is expected.")
_EXAMPLE = date(2027, 1, 15)
_CENTURY, _DIGITS_OF_YEAR = 2_000, 2
_LEAST_LETTERS = 3
# Hyphens of all widths, and spaces of all widths.
_SAME = str.maketrans({**dict.fromkeys("‐‑–—−", "-"), **dict.fromkeys("\u00a0\u202f\u2009", " ")})  # noqa: RUF001 - these are meant
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DIGITS = re.compile(r"([0-9]{1,2})\s*([-/. ])\s*([0-9]{1,2})\s*\2\s*([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})\s*(?:er|st|nd|rd|th)?[\s.-]*([^\W\d_]+)\.?[\s,-]*([0-9]{4}|[0-9]{2})")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s*([0-9]{1,2})(?:st|nd|rd|th)?\s*,?\s+([0-9]{4})")


def read_day(text: str) -> date | None:
    """Return the day that a text names; None where it says nothing. A year of two digits is of this century.

    Raises:
        UnreadableError: it names no day, none that there is, or one that no installation is planned for.

    """
    plain = trim(text).translate(_SAME).casefold()
    if not plain:
        return None
    year, month, day = _split(plain)
    if not EARLIEST.year <= year <= LATEST.year:
        raise UnreadableError(EXPECT_YEARS.fill(least=Plain(EARLIEST.year), most=Plain(LATEST.year)))
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableError(EXPECT_SUCH_DAY) from error


def _split(text: str) -> tuple[int, int, int]:
    """Return year, month and day as a text gives them."""
    found = _ISO.fullmatch(text)
    if found:
        return int(found[1]), int(found[3]), int(found[4])
    found = _DIGITS.fullmatch(text)
    if found:
        return _read_year(found[4]), int(found[3]), int(found[1])
    found = _WORDS.fullmatch(text)
    if found:
        return _read_year(found[3]), _find_month(found[2]), int(found[1])
    found = _MONTH_FIRST.fullmatch(text)
    if found:
        return int(found[3]), _find_month(found[1]), int(found[2])
    raise UnreadableError(EXPECT_DAY.fill(example=_EXAMPLE))


def _read_year(digits: str) -> int:
    return int(digits) + (_CENTURY if len(digits) == _DIGITS_OF_YEAR else 0)


def _find_month(word: str) -> int:
    """Return the month that a word, or its beginning of three letters or more, names in either language."""
    names = (
        (_fold(get_translator(language)(date(_CENTURY, month, 2)).split()[1]), month)
        for language in LANGUAGES
        for month in range(1, 13)
    )
    months = {month for name, month in names if len(word) >= _LEAST_LETTERS and name.startswith(_fold(word))}
    if len(months) != 1:
        raise UnreadableError(EXPECT_DAY.fill(example=_EXAMPLE))
    return months.pop()


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))
