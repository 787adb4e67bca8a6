"""Sentences made early and turned into a language late; there is no global current language."""

import gettext
import locale
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from wizard.errors import WizardError
from wizard.paths import find_translations

LANGUAGES = ("fr", "en")
NARROW_SPACE = "\u202f"


_NOTHING: Mapping[str, object] = MappingProxyType({})


class Message(NamedTuple):
    """A source sentence (English) with named placeholders and what fills them."""

    text: str
    params: Mapping[str, object] = _NOTHING

    def fill(self, **params: object) -> "Message":
        """Return the same sentence with parameters."""
        return Message(self.text, params)


class Text(NamedTuple):
    """A text that carries both languages, as the vendor editions do."""

    fr: str
    en: str


class Quantity(NamedTuple):
    """A number with its unit, for instance 16 GB; the unit is a source string and is translated."""

    value: float
    unit: str


class Plain(NamedTuple):
    """Digits that are no quantity (a port, a year, a version): never grouped."""

    value: object


_MONTHS = (
    Message("January"),
    Message("February"),
    Message("March"),
    Message("April"),
    Message("May"),
    Message("June"),
    Message("July"),
    Message("August"),
    Message("September"),
    Message("October"),
    Message("November"),
    Message("December"),
)
_YES = Message("yes")
_NO = Message("no")
_PAIR = Message("{first} and {last}")
_EITHER = Message("{first} or {last}")


class Choice(tuple[object, ...]):
    """Several values of which one is enough: printed with "or" before the last."""

    __slots__ = ()


class Translator:
    """Turns messages, numbers and dates into one language ("fr" or "en")."""

    def __init__(self, language: str) -> None:
        self.language = language
        # The source strings are English; any other language needs its compiled catalogue.
        try:
            found = gettext.translation("wizard", str(find_translations()), [language], fallback=language == "en")
        except FileNotFoundError as error:
            raise WizardError("No translation is installed for the language {language}.", language=language) from error
        self._gettext = found.gettext

    def __call__(self, value: object) -> str:
        """Return a value of any kind that messages carry as text of this language."""
        if isinstance(value, str):
            return value
        writer = _WRITERS.get(type(value))
        return writer(self, value) if writer else str(value)

    def translate_source(self, source: str) -> str:
        """Return a bare source string in this language."""
        return self._gettext(source) if source else ""

    def write_message(self, message: Message) -> str:
        """Return a message with its placeholders filled."""
        text = self._gettext(message.text)
        if not message.params:
            return text
        return text.format_map({name: self(value) for name, value in message.params.items()})

    def write_number(self, value: float) -> str:
        """Return a number with the language's grouping and decimal mark, without trailing zeros."""
        text = f"{value:,.3f}".rstrip("0").rstrip(".")
        text = "0" if text == "-0" else text
        if self.language == "fr":
            text = text.replace(",", NARROW_SPACE).replace(".", ",")
        return text

    def write_quantity(self, quantity: Quantity) -> str:
        """Return a number and its unit, kept on one line."""
        return f"{self.write_number(quantity.value)}\u00a0{self._gettext(quantity.unit)}"

    def write_date(self, day: date) -> str:
        """Return a date in words: 15 décembre 2026, 15 December 2026."""
        number = "1er" if self.language == "fr" and day.day == 1 else str(day.day)
        return f"{number} {self(_MONTHS[day.month - 1])} {day.year}"

    def write_list(self, values: tuple[object, ...]) -> str:
        """Return an enumeration; a Choice ends with "or", any other with "and"."""
        if len(values) < 2:  # noqa: PLR2004 - one value is no enumeration
            return "".join(self(value) for value in values)
        last = _EITHER if isinstance(values, Choice) else _PAIR
        return self(last.fill(first=", ".join(self(value) for value in values[:-1]), last=values[-1]))


_WRITERS: dict[type, Callable[[Translator, Any], str]] = {
    Message: Translator.write_message,
    Text: lambda translator, text: getattr(text, translator.language),
    Quantity: Translator.write_quantity,
    Plain: lambda _, plain: str(plain.value),
    bool: lambda translator, value: translator(_YES if value else _NO),
    int: Translator.write_number,
    float: Translator.write_number,
    date: Translator.write_date,
    tuple: Translator.write_list,
    Choice: Translator.write_list,
}


@cache
def get_translator(language: str) -> Translator:
    """Return the translator of a language, made once."""
    return Translator(language)


def _read_windows_language() -> str:
    """Return the language of the user's Windows, for instance fr_FR; "" on another system or where none is known."""
    if sys.platform != "win32":
        return ""
    import ctypes  # noqa: PLC0415 - needed on Windows only

    # https://learn.microsoft.com/windows/win32/api/winnls/nf-winnls-getuserdefaultuilanguage
    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")


def guess_language() -> str:
    """Return the system's language where the product speaks it, else French (contract, "Command line").

    The variables come first: they name a language even where its locale is not installed, and Python turns the
    locale C into C.UTF-8, which it takes for American English. Windows is asked itself: a packaged program starts in
    the locale C, and the locale is that of dates and numbers there, not that of the menus.
    """
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    wanted = next((name for name in named if name), None) or _read_windows_language()
    wanted = wanted or locale.setlocale(locale.LC_CTYPE)
    code = wanted[:2].lower()
    return code if code in LANGUAGES else "fr"
