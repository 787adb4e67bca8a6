"""What netsh lists as excluded ports, in the languages it speaks."""

import sys

import pytest

from tests.systems import is_wine
from wizard.checks.machine.figures import RESERVED_PORTS, Reservation
from wizard.checks.machine.live.reader import LiveReader
from wizard.checks.machine.live.reservations import parse_reservations
from wizard.checks.machine.reading import ReadingError

ENGLISH = """
Protocol tcp Port Exclusion Ranges

Start Port    End Port
----------    --------
      5357        5357
     49671       49770
     50000       50059     *

* - Administered port exclusions.

"""
FRENCH = """
Plages d'exclusion de port du protocole udp

Port de d\ufffdbut    Port de fin
----------    --------
     50000       50059     *

* - Exclusions de ports administr\ufffdes.
"""


def test_ranges_are_read_in_whatever_language() -> None:
    """Figures tell; the asterisk stands for an administrator's own."""
    assert parse_reservations("tcp", ENGLISH) == (
        Reservation("tcp", 5_357, 5_357, by_administrator=False),
        Reservation("tcp", 49_671, 49_770, by_administrator=False),
        Reservation("tcp", 50_000, 50_059, by_administrator=True),
    )
    assert parse_reservations("udp", FRENCH.replace("\n", "\r\n")) == (
        Reservation("udp", 50_000, 50_059, by_administrator=True),
    )


def test_no_ranges_are_a_list_too() -> None:
    """Where nothing is reserved the headings stand alone."""
    heading = ENGLISH.partition("      5357")[0]
    assert parse_reservations("tcp", heading) == ()


@pytest.mark.parametrize("text", ["", "The following command was not found: int ipv4 show.", "5357 5357"])
def test_what_is_no_list_is_not_taken_for_an_empty_one(text: str) -> None:
    """A refusal says nothing of the ports."""
    with pytest.raises(OSError, match="netsh"):
        parse_reservations("tcp", text)


@pytest.mark.skipif(sys.platform == "win32" and not is_wine(), reason="Windows itself has the list")
def test_elsewhere_it_is_not_known() -> None:
    """No other system has it; Wine's netsh does not say it."""
    with pytest.raises(ReadingError):
        LiveReader().read(RESERVED_PORTS)
