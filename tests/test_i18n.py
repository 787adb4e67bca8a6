"""Sentences, numbers, quantities, dates and lists in a language."""

import sys
from datetime import date

import pytest

from wizard.errors import WizardError
from wizard.i18n import (
    Choice,
    Message,
    Plain,
    Quantity,
    Text,
    Translator,
    get_translator,
    guess_language,
)
from wizard.paths import find_translations

FRENCH_FILE = find_translations() / "fr" / "LC_MESSAGES" / "wizard.mo"
in_french = pytest.mark.skipif(not FRENCH_FILE.is_file(), reason=f"{FRENCH_FILE} is not compiled yet")
NARROW, WIDE = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1,000", f"1{NARROW}000"),
        (1_234_567, "1,234,567", f"1{NARROW}234{NARROW}567"),
        (2.5, "2.5", "2,5"),
        (2.80, "2.8", "2,8"),
        (3.0, "3", "3"),
        (1234.5, "1,234.5", f"1{NARROW}234,5"),
        (0.125, "0.125", "0,125"),
        (10.0, "10", "10"),
        (100.0, "100", "100"),
    ],
)
@pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=in_french)])
def test_numbers_follow_the_language(language: str, value: float, english: str, french: str) -> None:
    """Grouping and decimal mark are the language's; no zero stands at the end."""
    assert get_translator(language)(value) == (english if language == "en" else french)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (Quantity(16, "GB"), f"16{WIDE}GB", f"16{WIDE}Go"),
        (Quantity(9600, "MB"), f"9,600{WIDE}MB", f"9{NARROW}600{WIDE}Mo"),
        (Quantity(2.8, "GHz"), f"2.8{WIDE}GHz", f"2,8{WIDE}GHz"),
        (Plain(40000), "40000", "40000"),
        (Plain("5.3"), "5.3", "5.3"),
        (True, "yes", "oui"),
        (False, "no", "non"),
        (date(2026, 12, 15), "15 December 2026", "15 décembre 2026"),
        (date(2026, 1, 1), "1 January 2026", "1er janvier 2026"),
        (date(2026, 5, 31), "31 May 2026", "31 mai 2026"),
        (Text("voix", "voice"), "voice", "voix"),
        ("{as} is", "{as} is", "{as} is"),
        ((), "", ""),
        (("A",), "A", "A"),
        (("A", "B"), "A and B", "A et B"),
        (("A", "B", "C"), "A, B and C", "A, B et C"),
        (Choice(("A", "B", "C")), "A, B or C", "A, B ou C"),
        (Choice((1000, Quantity(1, "GB"))), f"1,000 or 1{WIDE}GB", f"1{NARROW}000 ou 1{WIDE}Go"),
    ],
)
@pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=in_french)])
def test_values_are_written_by_their_kind(language: str, value: object, english: str, french: str) -> None:
    """Quantities, plain digits, answers, dates, texts and lists are each written as the language has them."""
    assert get_translator(language)(value) == (english if language == "en" else french)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_name(month: int) -> None:
    """The day, the month in words, the year."""
    assert get_translator("en")(date(2026, month, 2)) == date(2026, month, 2).strftime("2 %B 2026")


def test_placeholders_are_filled_with_values_of_any_kind() -> None:
    """What fills a sentence is written by its kind, messages within messages too."""
    inner = Message("at least {value}").fill(value=Quantity(16, "GB"))
    outer = Message("{field}: {fault}").fill(field="server.ram_gb", fault=inner)
    assert get_translator("en")(outer) == f"server.ram_gb: at least 16{WIDE}GB"


def test_braces_in_values_are_left_alone() -> None:
    """A name with braces in it is text, not another placeholder."""
    assert get_translator("en")(Message("“{name}”").fill(name="{name} {0}")) == "“{name} {0}”"


def test_sentence_without_parameters_may_hold_braces() -> None:
    """A sentence that nothing fills is written as it is."""
    assert get_translator("en")(Message("a {b}")) == "a {b}"


def test_filling_makes_another_message() -> None:
    """A message is filled without being changed: it serves again."""
    message = Message("at least {value}")
    assert message.fill(value=1) != message.fill(value=2)
    assert dict(message.params) == {}


def test_language_without_a_catalogue_is_an_error() -> None:
    """A language that is not installed is told, not replaced by another one."""
    with pytest.raises(WizardError, match="No translation is installed for the language xx"):
        Translator("xx")


def test_translator_is_made_once() -> None:
    """A language has one translator."""
    assert get_translator("en") is get_translator("en")


@pytest.mark.parametrize(
    ("system", "expected"),
    [("en_GB.UTF-8", "en"), ("fr_CA", "fr"), ("de_DE.UTF-8", "fr"), ("C", "fr"), ("C.UTF-8", "fr"), ("POSIX", "fr")],
)
def test_language_is_the_system_s_else_french(monkeypatch: pytest.MonkeyPatch, system: str, expected: str) -> None:
    """The system's language is taken where the product speaks it, else French."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", system)
    assert guess_language() == expected


@pytest.mark.parametrize(
    ("system", "expected"), [("English_United Kingdom.1252", "en"), ("French_France.1252", "fr"), ("C", "fr")]
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows itself is asked there: tests/storage/test_on_windows.py")
def test_language_is_taken_from_the_locale(monkeypatch: pytest.MonkeyPatch, system: str, expected: str) -> None:
    """Without variables the locale's own name tells the language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.setlocale", lambda _: system)
    assert guess_language() == expected
