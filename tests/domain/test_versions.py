"""Releases and firmware: read as numbers, part by part, never compared as text."""

import itertools

import pytest

from wizard.domain.versions import is_at_least, parse_release, parse_yealink_firmware


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.3", (5, 3)),
        ("R5.3", (5, 3)),
        ("r 5.3", (5, 3)),
        ("V8", (8,)),
        ("Rel. 5.3", (5, 3)),
        ("Release 12", (12,)),
        ("version 3.2", (3, 2)),
        ("8.7.3.25", (8, 7, 3, 25)),
        ("V4 SP5", (4, 0, 5)),
        ("v4sp5", (4, 0, 5)),
        ("V4.1 SP2", (4, 1, 2)),
        ("R3.2 (mib v.08.63)", (3, 2)),
        ("  5.3\t", (5, 3)),
        ("05.03", (5, 3)),
    ],
)
def test_release_is_read_as_numbers(text: str, expected: tuple[int, ...]) -> None:
    """A release is read with or without its letter, service pack and remark."""
    assert parse_release(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "new",
        "5,3",
        "5.",
        ".5",
        "5.3-beta",
        "R",
        "SP5",
        "V4 SP",
        "5.3 (",
        "1234567",
        "5.3.x",
        "\u0665.\u0663",
        "-1",
    ],
)
def test_unreadable_release_is_unknown(text: str) -> None:
    """A text that is no release is not guessed at."""
    assert parse_release(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("108.86.0.45", (86,)),
        ("x.73.x.x", (73,)),
        ("x.81", (81,)),
        ("v81", (81,)),
        ("81", (81,)),
        ("V 84", (84,)),
        (" 28.9.0.1 ", (9,)),
        ("newest", None),
        ("", None),
        ("108", (108,)),
        ("108.x.0", None),
        ("v81.0.15", (81,)),
        ("86.0.45", None),
    ],
)
def test_yealink_version_is_the_second_part(text: str, expected: tuple[int, ...] | None) -> None:
    """A Yealink firmware carries its version in its second part; a bare number is the version."""
    assert parse_yealink_firmware(text) == expected


RISING = ("R5", "R5.2", "R5.3", "R5.3.1", "R5.10", "R10", "R10.0.1")


@pytest.mark.parametrize(("older", "newer"), list(itertools.combinations(RISING, 2)))
def test_releases_compare_part_by_part_as_numbers(older: str, newer: str) -> None:
    """R5 < R5.3 < R5.10 < R10: a later part decides only where earlier ones are equal."""
    low, high = parse_release(older), parse_release(newer)
    assert low is not None
    assert high is not None
    assert is_at_least(high, low)
    assert not is_at_least(low, high)


@pytest.mark.parametrize(("first", "second"), [("5", "5.0.0"), ("5.3", "R5.3.0"), ("V4 SP5", "4.0.5"), ("8.07", "8.7")])
def test_missing_parts_count_as_zero(first: str, second: str) -> None:
    """A release is the same with and without trailing zeros: each is at least the other."""
    one, other = parse_release(first), parse_release(second)
    assert one is not None
    assert other is not None
    assert is_at_least(one, other)
    assert is_at_least(other, one)
