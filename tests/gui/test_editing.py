"""Answers are read and written by field; what a change does not touch is shared."""

from typing import Any

import pytest

from wizard.gui.editing import add_item, move_item, read_field, remove_item, write_field

CONTENT: dict[str, Any] = {
    "licences": {"users": 42, "conference": False},
    "telephony": {"links": [{"kind": "oxe"}, {"kind": "snom", "models": ["D785"]}]},
    "ports": {"NET-26": 4211},
}


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("licences.users", 42),
        ("licences.caller", None),
        ("licences.conference", False),
        ("licences.conference.largest_audio", None),
        ("telephony.links.1.kind", "snom"),
        ("telephony.links.2.kind", None),
        ("ports.NET-26", 4211),
        ("ports.NET-27", None),
        ("sites.0.name", None),
    ],
)
def test_answer_is_read_at_its_field(field: str, expected: object) -> None:
    """A field that is not there is an answer that is not known."""
    assert read_field(CONTENT, field) == expected


def test_writing_leaves_the_old_content_as_it_was() -> None:
    """A change makes a new content; all other parts are the same objects."""
    changed = write_field(CONTENT, "telephony.links.0.release", "R12")
    assert read_field(changed, "telephony.links.0.release") == "R12"
    assert read_field(CONTENT, "telephony.links.0.release") is None
    assert changed["licences"] is CONTENT["licences"]
    assert changed["telephony"]["links"][1] is CONTENT["telephony"]["links"][1]


def test_conference_that_was_none_becomes_figures() -> None:
    """Giving a figure of a conference says that there is one."""
    changed = write_field(CONTENT, "licences.conference.conferences", 3)
    assert changed["licences"]["conference"] == {"conferences": 3}


def test_parts_that_were_absent_are_made() -> None:
    """A first answer makes its part of the plan."""
    assert write_field({}, "server.cores", 8) == {"server": {"cores": 8}}
    assert write_field({}, "ports.NET-19", 5062) == {"ports": {"NET-19": 5062}}


def test_items_are_added_moved_and_removed() -> None:
    """Lists change item by item."""
    sites = add_item(add_item(add_item({}, "sites", {"name": "A"}), "sites", {"name": "B"}), "sites", {"name": "C"})
    assert [site["name"] for site in move_item(sites, "sites", 0, 2)["sites"]] == ["B", "C", "A"]
    assert [site["name"] for site in remove_item(sites, "sites", 1)["sites"]] == ["A", "C"]
