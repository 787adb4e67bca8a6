"""A plan made ready for judging: names of its parts, and conditions."""

import pytest

from tests.factories import (
    CONFERENCE,
    Json,
    assess_plan,
    make_empty_plan,
    make_group,
    make_host,
    make_link,
    make_plan,
    make_site,
    read_edition,
)
from tests.stopwatch import Stopwatch
from wizard.assessment.situation import Situation, name_items
from wizard.domain.plan.stations import StationGroup


def _situate(**changes: object) -> Situation:
    return Situation(make_plan(**changes), read_edition())


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("A", "B"), ("A", "B")),
        (("A", "A", "A"), ("A", "A#2", "A#3")),
        ((None, "", "  "), ("#1", "#2", "#3")),
        (("A", None), ("A", "#2")),
        (("A", "A", "A#2"), ("A", "A#2", "A#2#2")),
        (("A#2", "A", "A"), ("A#2", "A", "A#3")),
        (("#2", None), ("#2", "#2#2")),
        ((" A ", "A"), ("A", "A#2")),
        ((), ()),
    ],
)
def test_each_item_has_a_name_of_its_own(names: tuple[str | None, ...], expected: tuple[str, ...]) -> None:
    """An item is called by its name, else by its position; a name that occurs twice is counted."""
    assert name_items(StationGroup(name=name) for name in names) == expected


def test_nameless_links_are_called_by_their_kind() -> None:
    """A link without a name is called by its kind, one without a kind by its position."""
    links = [make_link("yealink", name=None), make_link("yealink", name=" "), make_link("oxe", name=None), {}]
    assert _situate(telephony={"links": links}).link_names == ("yealink", "yealink#2", "oxe", "#4")


def test_nameless_hosts_are_called_by_their_kind() -> None:
    """A session host without a name is called by its kind."""
    hosts = [make_host(name=None), make_host(name=None, kind="citrix"), make_host(name=None, kind=None)]
    assert _situate(stations={"session_hosts": hosts}).host_names == ("rds", "citrix", "#3")


def test_a_thousand_equal_names_take_no_time() -> None:
    """As many items as a plan may hold, all of one name, are named at once."""
    with Stopwatch() as watch:
        names = name_items([StationGroup(name="A")] * 1_000)
    assert (len(set(names)), names[-1]) == (1_000, "A#1000")
    assert watch.seconds < 0.2


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({"telephony": {"links": [make_link("oxe", name="Siège")]}}, "link:Siège"),
        ({"stations": {"groups": [make_group(name=None)]}}, "group:#1"),
        ({"stations": {"groups": [make_group(), make_group()]}}, "group:Bureaux#2"),
        ({"stations": {"session_hosts": [make_host(name=None)]}}, "host:rds"),
        ({"sites": [make_site(name=None), make_site()]}, "site:#1"),
    ],
)
def test_findings_name_their_subject(changes: Json, subject: str) -> None:
    """The subject of a finding is its kind and the item's name."""
    assert subject in {finding.subject for finding in assess_plan(**changes).findings}


@pytest.mark.parametrize(
    ("conference", "expected", "fields"),
    [
        (False, False, ("licences.conference",)),
        (None, None, ("licences.conference",)),
        ({"audio_participants": 1}, True, ("licences.conference.audio_participants",)),
        ({**CONFERENCE, "audio_participants": 0, "video_participants": 0, "conferences": 0}, False, None),
        (
            {"audio_participants": 0, "video_participants": 0},
            None,
            ("licences.conference.conferences",),
        ),
        ({"conferences": 1}, True, ("licences.conference.conferences",)),
    ],
)
def test_conference_is_licensed_by_any_of_three_figures(
    conference: object, expected: object, fields: tuple[str, ...] | None
) -> None:
    """Conference is licensed where one figure is above 0, not where it is false or all are 0, else unknown."""
    truth = _situate(licences={"conference": conference}).conference
    assert truth.value is expected
    assert fields is None or truth.fields == fields


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        ({"rules": True, "mail": None, "media_server_voices": None}, True),
        ({"rules": False, "mail": False, "media_server_voices": 1}, True),
        ({"rules": False, "mail": False, "media_server_voices": 0}, False),
        ({"rules": False, "mail": None, "media_server_voices": 0}, None),
    ],
)
def test_media_voices_come_from_modules_or_voices(licences: Json, expected: object) -> None:
    """A plan has media voices when Rules or Mail is licensed or voices are above 0."""
    assert _situate(licences=licences).media_voices.value is expected


@pytest.mark.parametrize(
    ("secure", "kept", "expected"),
    [
        (True, None, False),
        (True, False, False),
        (True, True, True),
        (False, None, True),
        (None, None, None),
        (None, True, True),
    ],
)
def test_plain_ports_are_open_without_secure_mode_or_for_a_migration(
    secure: object, kept: object, expected: object
) -> None:
    """Plain ports are opened where secure mode is off or the plan asks for both; not saying so is not asking."""
    assert _situate(security={"secure_mode": secure, "keep_plain_ports": kept}).plain.value is expected


@pytest.mark.parametrize(
    ("said", "licensed", "expected"),
    [
        (None, 0, False),
        (None, 1, None),
        (None, None, None),
        (True, 0, True),
        (False, 1, False),
    ],
)
def test_silence_is_no_use_of_what_is_not_licensed(said: object, licensed: object, expected: object) -> None:
    """A group that does not say whether it uses a module does not use it where none is licensed."""
    situation = _situate(licences={"softphone": licensed}, stations={"groups": [make_group(softphone=said)]})
    assert situation.uses(situation.ask_group(0, "softphone"), "softphone").value is expected


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_blank_text_is_no_answer(text: str) -> None:
    """A text of blanks only counts as not answered."""
    assert _situate(security={"dns_name": text}).ask("security", "dns_name").value is None


def test_empty_plan_answers_nothing() -> None:
    """A plan without sections can be asked anything; every answer is unknown."""
    situation = Situation(make_empty_plan(), read_edition())
    assert situation.users == (None, "licences.users")
    assert situation.ask("server", "cores") == (None, "server.cores")
    assert situation.ask_conference("largest_audio") == (None, "licences.conference")
