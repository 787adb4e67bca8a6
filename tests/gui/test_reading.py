"""Numbers, days and pasted text as people write them; what is no answer is none as a whole."""

from datetime import date

import pytest

from wizard.gui.days import read_day
from wizard.gui.fields import describe_field
from wizard.gui.pasting import HIDDEN, clean_line, clean_lines, count_units, trim
from wizard.gui.reading import UnreadableError, read_number
from wizard.gui.typing_steps import find_step
from wizard.i18n import LANGUAGES, get_translator


@pytest.mark.parametrize(
    ("field", "unit", "text", "number"),
    [
        ("server.clock_ghz", "GHz", "2,4 GHz", 2.4),
        ("server.clock_ghz", "GHz", "2.4ghz", 2.4),
        ("server.ram_gb", "GB", "16 Go", 16.0),
        ("server.ram_gb", "GB", "16\u00a0GB", 16.0),
        ("licences.users", "", "1 200", 1200),
        ("licences.users", "", "1\u00a0200", 1200),
        ("licences.users", "", "1\u202f200\r\n", 1200),
        ("licences.users", "", "\ufeff1’200", 1200),
        ("licences.users", "", "\t420 ", 420),
        ("licences.users", "", "0", 0),
        ("server.ram_gb", "GB", ",5", 0.5),
        ("server.ram_gb", "GB", "2,", 2.0),
        ("ports.*", "", "5 060", 5060),
        ("ports.*", "", "65535", 65535),
        ("licences.users", "", "", None),
        ("licences.users", "", " \u200b", None),
    ],
)
def test_number_is_read_with_its_own_unit_and_any_grouping(
    field: str, unit: str, text: str, number: float | None
) -> None:
    """What a spreadsheet or a mail gives is read, the field's unit in either language included."""
    assert read_number(text, describe_field(field), unit) == number


@pytest.mark.parametrize(
    ("field", "unit", "text"),
    [
        ("licences.users", "", "18O"),
        ("licences.users", "", "180 200 users"),
        ("licences.users", "", "18 20"),
        ("licences.users", "", "1e3"),
        ("licences.users", "", "1_000"),
        ("licences.users", "", "-1"),
        ("licences.users", "", "1000000001"),
        ("licences.users", "", "9" * 2_000),
        ("licences.users", "", "180 Go"),
        ("server.clock_ghz", "GHz", "2,4 MHz"),
        ("server.clock_ghz", "GHz", "2,4 GHz GHz"),
        ("server.clock_ghz", "GHz", "GHz"),
        ("server.clock_ghz", "GHz", "nan"),
        ("server.clock_ghz", "GHz", "inf"),
        ("server.clock_ghz", "GHz", "2,4,5"),
        ("server.ram_gb", "GB", "16 Mo"),
        ("ports.*", "", "80,443"),
        ("ports.*", "", "65536"),
        ("ports.*", "", "0"),
    ],
)
def test_text_that_is_no_number_is_none_as_a_whole(field: str, unit: str, text: str) -> None:
    """No beginning of it is taken, and nothing of it is left out to make a number."""
    with pytest.raises(UnreadableError):
        read_number(text, describe_field(field), unit)


@pytest.mark.parametrize(
    "text",
    [
        "15/1/27",
        "15/01/2027",
        "15.01.2027",
        "15-01-2027",
        "15 01 2027",
        "2027-01-15",
        "2027/01/15",
        "2027-1-15",
        "15 janvier 2027",
        "15 January 2027",
        "15 JANV. 2027",
        "15 jan 27",
        "15th January, 2027",
        "January 15, 2027",
        " 15\u00a0janvier\u202f2027\r\n",
        "15‑01‑2027",  # noqa: RUF001 - hyphens that do not break, as word processors write them
        "\u200e15/01/2027",
    ],
)
def test_day_is_read_in_every_writing(text: str) -> None:
    """The day comes first in figures, whatever the language; ISO and words leave no doubt."""
    assert read_day(text) == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/4/2027", date(2027, 4, 3)),
        ("1er février 2028", date(2028, 2, 1)),
        ("29/2/2028", date(2028, 2, 29)),
        ("1 août 2027", date(2027, 8, 1)),
        ("1 aout 2027", date(2027, 8, 1)),
        ("2 juil. 2027", date(2027, 7, 2)),
        ("1/1/00", date(2000, 1, 1)),
        ("2000-01-01", date(2000, 1, 1)),
        ("31/12/2100", date(2100, 12, 31)),
        ("", None),
        ("  ", None),
    ],
)
def test_day_first_leap_days_and_bounds(text: str, day: date | None) -> None:
    """3/4 is April, in France; the first and the last day that are taken are."""
    assert read_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "Non renseigné5/01/2027",
        "15/01",
        "15/1/2",
        "15/01/202",
        "15/01/20277",
        "31/02/2027",
        "29/2/2027",
        "13/13/2027",
        "0/1/2027",
        "31/12/1999",
        "1/1/2101",
        "1900-01-02",
        "15 jui 2027",
        "15 ja 2027",
        "15 brumaire 2027",
        "15/01.2027",
        "180",
        "demain",
        "15/01/2027 ou 16/01/2027",
        "\u0662\u0660\u0662\u0667-01-15",
    ],
)
def test_text_that_is_no_day_is_none(text: str) -> None:
    """A part of a day, none that there is, none that is planned for, or two of them."""
    with pytest.raises(UnreadableError):
        read_day(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_day_as_it_is_shown_can_be_read_again(language: str) -> None:
    """Every month's first and last day as the window writes it, read in whichever language."""
    say = get_translator(language)
    for month in range(1, 13):
        for day in (date(2027, month, 1), date(2027, month, 28)):
            assert read_day(say(day)) == day


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("10.20.0.15\n", "10.20.0.15"),
        ("\u200b10.20.0.15", "10.20.0.15"),
        ("\ufeffVille de Valmont\r\n", "Ville de Valmont"),
        ("\u200eVALMONT\u202c", "VALMONT"),
        ("12 rue\r\nde la Paix\t75002\n\n", "12 rue de la Paix 75002"),
        ("a\u2028b", "a b"),
        (" de ", " de "),
        ("l\ud83dx", "l\ufffdx"),
        ("\n", ""),
    ],
)
def test_pasted_text_comes_on_one_line(pasted: str, kept: str) -> None:
    """No line end and nothing hidden around it; spaces that were written stay."""
    assert clean_line(pasted) == kept


def test_address_is_trimmed_within_too() -> None:
    """Nobody means a hidden mark or a space at the end of an address."""
    assert trim(f" 10.20{HIDDEN}.0.15\u00a0\r\n") == "10.20.0.15"


def test_long_text_keeps_its_lines() -> None:
    """Of a text of several lines only the marks around it go, and the line ends are of one kind."""
    assert clean_lines("\ufeffa\r\n\r\nb\rc\n") == "a\n\nb\nc\n"


def test_length_is_counted_as_qt_does() -> None:
    """A telephone of the second plane takes the room of two."""
    assert count_units("a\U0001f4deé") == 4


@pytest.mark.parametrize(
    ("before", "after", "joins", "ends"),
    [
        ("", "1", True, False),
        ("18", "180", True, False),
        ("180", "18", True, False),
        ("abc", "aXc", True, False),
        ("", "10.20.0.15", False, True),
        ("180", "", False, False),
        ("180", "2", False, False),
        ("one", "one\n", False, False),
        ("aaa", "aaaa", True, False),
    ],
)
def test_keys_go_together_and_blocks_by_themselves(before: str, after: str, joins: bool, ends: bool) -> None:  # noqa: FBT001 - pytest's own way
    """A key goes on from the last; a new line, a paste and a cut begin anew, and after a paste the next does."""
    step = find_step(before, after)
    assert (step.joins, step.ends) == (joins, ends)
