"""The traffic in whole kbit/s, worked out by hand from the document's volumes."""

import pytest

from tests.factories import Json, assess_plan, make_site


@pytest.mark.parametrize(
    ("licences", "load", "expected"),
    [
        # 420 × 500 KB × 8 / 900 s = 1866.7; 900 × 52 KB × 8 / 3600 s = 104; 20 × 84.
        (
            {"users": 420, "alerter": 100, "smart_attendant": 1},
            {"calls_per_hour": 900, "softphone_calls_at_once": 20},
            (1867, 104, 1680),
        ),
        # 900 × 28 KB × 8 / 3600 = 56.
        ({"users": 0}, {"calls_per_hour": 900}, (0, 56, 0)),
        # 900 × 40 KB × 8 / 3600 = 80.
        ({"users": 0, "alerter": 1}, {"calls_per_hour": 900}, (0, 80, 0)),
        # One call an hour: 28 × 8 / 3600 = 0.06.
        ({"users": 1}, {"calls_per_hour": 1}, (4, 0, 0)),
        # 90 searches × 200 KB and 90 clicks × 5 KB: 40 and 1 kbit/s.
        ({"users": 0}, {"calls_per_hour": 0, "directory_searches_per_hour": 90}, (0, 40, 0)),
        ({"users": 0}, {"calls_per_hour": 0, "click_to_calls_per_hour": 90}, (0, 1, 0)),
        # A shorter window: 9 × 500 KB × 8 / 60 s = 600.
        ({"users": 9}, {"calls_per_hour": 0, "login_window_minutes": 1}, (600, 0, 0)),
        ({"users": 9}, {"calls_per_hour": 0, "login_window_minutes": None}, (40, 0, 0)),
        ({"users": None}, {"calls_per_hour": None, "softphone_calls_at_once": None}, (None, None, None)),
        ({"users": 0, "alerter": None}, {"calls_per_hour": 900}, (0, None, 0)),
        ({"users": 0, "smart_attendant": None}, {"calls_per_hour": 900}, (0, None, 0)),
    ],
)
def test_traffic_in_total(licences: Json, load: Json, expected: tuple[int | None, ...]) -> None:
    """Login, busy hour and voice follow from the volumes; a figure that is not known leaves its result open."""
    assert assess_plan(licences=licences, load=load).traffic == expected


def test_site_traffic_has_no_searches() -> None:
    """A site's busy hour counts its calls, not the searches and click-to-calls of the whole plan."""
    load = {"directory_searches_per_hour": 900, "click_to_calls_per_hour": 900}
    site = make_site(users=40, calls_per_hour=60, softphone_calls_at_once=10, link_mbit_s=2.52)
    found = assess_plan(load=load, sites=[site]).sites[0]
    assert found.traffic == (178, 4, 840)
    assert found.link_kbit_s == 2520


@pytest.mark.parametrize(("users", "expected"), [(3, 1), (9, 2), (15, 3), (2, 0), (14, 2)])
def test_halves_round_up(users: int, expected: int) -> None:
    """A half rounds up, to even and odd numbers alike: 3, 9 and 15 users in 400 minutes are 0.5, 1.5 and 2.5 kbit/s."""
    assert assess_plan(licences={"users": users}, load={"login_window_minutes": 400}).traffic[0] == expected


def test_open_traffic_names_what_to_answer() -> None:
    """BW-1 that cannot be worked out names the open answers, and none that counts as zero when not given."""
    load = {"calls_per_hour": None, "directory_searches_per_hour": None}
    assessment = assess_plan(licences={"alerter": None}, load=load)
    finding = next(each for each in assessment.findings if each.fact == "BW-1")
    assert set(finding.fields) == {"load.calls_per_hour", "licences.alerter"}
