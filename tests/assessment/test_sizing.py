"""The row of the vendor's table, and what is shown of it."""

from itertools import pairwise
from typing import Any

import pytest

from tests.factories import CONFERENCE, Json, assess_plan
from wizard.domain.assessment import ServerNeed

ROWS = ((50, 100), (100, 500), (500, 2_000), (1_000, 5_000), (4_000, 10_000), (8_000, 20_000))


def _order(users: int | None, calls: int | None, **licences: object) -> Json:
    return {"licences": {"users": users, **licences}, "load": {"calls_per_hour": calls}}


def _size(users: int | None, calls: int | None, **licences: object) -> ServerNeed:
    server = assess_plan(**_order(users, calls, **licences)).server
    assert server is not None
    return server


@pytest.mark.parametrize(("users", "calls"), ROWS)
def test_bound_belongs_to_its_row(users: int, calls: int) -> None:
    """Exactly as many users and calls as a row holds take that row."""
    assert _size(users, calls)[:2] == _size(users, 0)[:2] == _size(0, calls)[:2] == (users, calls)


@pytest.mark.parametrize(("row", "next_row"), list(pairwise(ROWS)))
@pytest.mark.parametrize("figure", ["users", "calls"])
def test_one_more_takes_the_next_row(row: tuple[int, int], next_row: tuple[int, int], figure: str) -> None:
    """One user or one call per hour more takes the row above, whatever the other figure."""
    users, calls = (row[0] + 1, 0) if figure == "users" else (0, row[1] + 1)
    assert _size(users, calls)[:2] == next_row


@pytest.mark.parametrize(("users", "calls"), [(8_001, 0), (0, 20_001), (8_001, 20_001), (8_001, None), (None, 20_001)])
def test_above_the_table_no_server_is_made_up(users: int | None, calls: int | None) -> None:
    """One user or call more than the top row holds: there is no server at all."""
    assert assess_plan(**_order(users, calls)).server is None


def test_without_figures_there_is_no_server() -> None:
    """Neither users nor calls per hour known: there is no row."""
    assert assess_plan(**_order(None, None)).server is None


@pytest.mark.parametrize(
    ("index", "cores", "clock", "ram", "disk", "variants"),
    [
        (0, 4, 2.8, 12, "sata", [("core", 1, 2.8, 4)]),
        (1, 4, 2.8, 12, "sata", [("core", 1, 2.8, 4)]),
        (2, 6, 3.0, 16, "sas_scsi", [("core", 1, 3.0, 6), ("xeon", 1, 2.0, 6)]),
        (3, 8, 3.5, 16, "sas_scsi", [("core", 1, 3.5, 8), ("xeon", 1, 2.0, 8)]),
        (4, 16, 2.0, 20, "sas_scsi", [("xeon", 2, 2.0, 16)]),
        (5, 16, 2.0, 32, "sas_scsi", [("xeon", 2, 2.0, 16)]),
    ],
)
def test_row_is_that_of_the_document(  # noqa: PLR0913, PLR0917 - one parameter for each column
    index: int, cores: int, clock: float, ram: float, disk: str, variants: list[tuple[Any, ...]]
) -> None:
    """Cores, clock, RAM, disk and processors of each row are those of the document."""
    server = _size(*ROWS[index])
    assert (server.cores_row, server.clock_ghz, server.ram_gb, server.disk) == (cores, clock, ram, disk)
    assert [(each.family, each.processors, each.clock_ghz, each.cores) for each in server.variants] == variants
    assert server.tws_disk_gb == 80


@pytest.mark.parametrize(("lower", "upper"), [*pairwise(ROWS), (ROWS[-1], ROWS[-1])])
@pytest.mark.parametrize("licences", [1, 2, 3])
def test_smart_attendant_moves_up_once(lower: tuple[int, int], upper: tuple[int, int], licences: int) -> None:
    """With SmartAttendant the row directly above is taken, however many licences; the top row stays."""
    server = _size(*lower, smart_attendant=licences)
    assert server[:2] == upper
    assert server.first_row_users == lower[0]


def test_unknown_smart_attendant_shows_the_unmoved_row() -> None:
    """SmartAttendant not known: the row for the plan's own figures is shown."""
    assert _size(50, 100, smart_attendant=None)[:2] == (50, 100)


@pytest.mark.parametrize(
    ("users", "calls", "expected"),
    [(40, 90, (10, 10)), (50, 100, (0, 0)), (51, 100, (49, 400)), (None, 90, (None, 10)), (40, None, (10, None))],
)
def test_headroom_is_what_still_fits(users: int | None, calls: int | None, expected: tuple[int | None, ...]) -> None:
    """Headroom counts to the bounds of the row of the plan's own figures; unknown where the figure is."""
    assert _size(users, calls).headroom == expected


def test_headroom_is_counted_before_smart_attendant_moves_the_row() -> None:
    """A row moved up by SmartAttendant leaves the headroom that of the first row."""
    assert _size(40, 90, smart_attendant=1).headroom == (10, 10)


@pytest.mark.parametrize(
    ("licences", "media"),
    [
        ({}, 0),
        ({"conference": CONFERENCE}, 6),
        ({"media_server_voices": 14}, 2),
        ({"conference": CONFERENCE, "media_server_voices": 14}, 8),
        ({"media_server_voices": None}, None),
        ({"conference": None}, None),
        ({"conference": {**CONFERENCE, "video_participants": None}}, None),
    ],
)
def test_media_cores_are_added(licences: Json, media: int | None) -> None:
    """The cores required are the row's and those of conferences and voices; unknown where one of them is."""
    server = _size(40, 90, **licences)
    assert (server.cores_row, server.cores_media) == (4, media)
    assert server.cores_required == (None if media is None else 4 + media)
