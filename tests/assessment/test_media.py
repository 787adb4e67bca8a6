"""Cores that conferences and voices add, and the guide to the number of voices."""

from itertools import pairwise

import pytest

from tests.assessment.cases.media import GUIDE
from tests.factories import CONFERENCE, assess_plan
from wizard.assessment.media import divide_up
from wizard.domain.assessment import MediaNeed


def _size(**licences: object) -> MediaNeed:
    return assess_plan(licences=licences).media


@pytest.mark.parametrize(("people", "cores"), [(0, 0), (1, 1), (25, 1), (26, 2), (50, 2), (51, 3), (200, 8)])
def test_audio_takes_a_core_for_twenty_five(people: int, cores: int) -> None:
    """25 people in audio conference share a core, the 26th takes another."""
    assert _size(conference={**CONFERENCE, "audio_participants": people}).cores_audio == cores


@pytest.mark.parametrize("people", [0, 1, 2, 10])
def test_video_takes_a_core_each(people: int) -> None:
    """Everybody in video or application sharing takes a core."""
    assert _size(conference={**CONFERENCE, "video_participants": people}).cores_video == people


@pytest.mark.parametrize(("voices", "cores"), [(0, 0), (1, 1), (8, 1), (9, 2), (16, 2), (17, 3), (48, 6), (49, 7)])
def test_voices_take_a_core_for_eight(voices: int, cores: int) -> None:
    """8 voices share a core, the 9th takes another."""
    assert _size(media_server_voices=voices).cores_voices == cores


@pytest.mark.parametrize(("users", "rules", "mail"), GUIDE)
def test_guide_is_that_of_the_document(users: int, rules: int, mail: int) -> None:
    """Each row's figures for Rules, for Mail and for both are those of the document, up to its last user."""
    assert _size(users=users, rules=True, mail=False).voices_guide == rules
    assert _size(users=users, rules=False, mail=True).voices_guide == mail
    assert _size(users=users, rules=True, mail=True).voices_guide == rules + mail


@pytest.mark.parametrize(("lower", "upper"), list(pairwise(GUIDE)))
def test_between_two_rows_the_larger_counts(lower: tuple[int, int, int], upper: tuple[int, int, int]) -> None:
    """One user more than a row holds takes the figures of the next."""
    assert _size(users=lower[0] + 1, rules=True, mail=True).voices_guide == upper[1] + upper[2]


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        ({"rules": False, "mail": False}, 0),
        ({"rules": False, "mail": False, "users": 5_000}, 0),
        ({"rules": True, "mail": True, "users": 1_001}, None),
        ({"rules": True, "mail": True, "users": None}, None),
        ({"rules": None, "mail": True}, None),
    ],
)
def test_guide_without_modules_is_zero_and_unknown_otherwise(licences: dict[str, object], expected: int | None) -> None:
    """No module: no voice. Above the guide or where an answer is open: no figure."""
    assert _size(**licences).voices_guide == expected


@pytest.mark.parametrize(
    ("amount", "size", "expected"), [(0, 8, 0), (1, 8, 1), (8, 8, 1), (9, 8, 2), (10**18 + 1, 1, 10**18 + 1)]
)
def test_division_is_rounded_up_exactly(amount: int, size: int, expected: int) -> None:
    """Cores are counted in whole numbers, exact at any size."""
    assert divide_up(amount, size) == expected
