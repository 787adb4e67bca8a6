"""Two copies of a plan made into one: every change of either is kept, and what is at odds is named."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import make_answers
from wizard.domain.merging import Conflict, merge_evidence, merge_plans
from wizard.domain.plan import Plan

BASE = make_answers(project={"customer": "Valmont", "reference": "V-1"})
Content = dict[str, Any]


def _measure(probe: str, *, at: str = "2026-11-24T08:15:00Z", state: str = "ok", machine: str = "PC1") -> Content:
    return {"probe": probe, "state": state, "role": "station", "machine": machine, "taken_at": at, "took_ms": 1.0}


def _with(content: Content, part: str, **answers: object) -> Content:
    return {**content, part: {**(content.get(part) or {}), **answers}}


def test_changes_of_both_are_kept() -> None:
    """Each changed another answer: the merge holds both, and nothing is at odds."""
    mine, theirs = _with(BASE, "project", reference="V-2"), _with(BASE, "licences", users=77)
    merged, conflicts = merge_plans(BASE, mine, theirs)
    assert (merged["project"]["reference"], merged["licences"]["users"], conflicts) == ("V-2", 77, ())


@pytest.mark.parametrize(("prefer", "kept"), [(frozenset[str](), "Mine"), (frozenset({"project.customer"}), "Theirs")])
def test_same_answer_changed_by_both_is_named(prefer: frozenset[str], kept: str) -> None:
    """Both figures stand in the conflict; mine counts unless theirs was chosen for that field."""
    mine, theirs = _with(BASE, "project", customer="Mine"), _with(BASE, "project", customer="Theirs")
    merged, conflicts = merge_plans(BASE, mine, theirs, prefer_theirs=prefer)
    assert conflicts == (Conflict("project.customer", "Mine", "Theirs"),)
    assert merged["project"]["customer"] == kept


def test_same_change_by_both_is_no_conflict() -> None:
    """Whoever made it first."""
    changed = _with(BASE, "project", customer="New")
    assert merge_plans(BASE, changed, changed) == (changed, ())


def test_true_is_not_one() -> None:
    """An answer that one copy has as a number and the other as yes was changed by both."""
    merged = merge_plans({"x": {"a": 0}}, {"x": {"a": 1}}, {"x": {"a": True}})
    assert merged.conflicts == (Conflict("x.a", mine=1, theirs=True),)


def _groups(*groups: Content) -> Content:
    return {**BASE, "stations": {"groups": list(groups)}}


def test_items_are_matched_by_name_not_by_place() -> None:
    """One moved and changed a group, the other changed another one and added a third."""
    base = _groups({"name": "A", "count": 1}, {"name": "B", "count": 2})
    mine = _groups({"name": "B", "count": 20}, {"name": "A", "count": 1})
    theirs = _groups({"name": "A", "count": 10}, {"name": "B", "count": 2}, {"name": "C", "count": 3})
    merged, conflicts = merge_plans(base, mine, theirs)
    assert merged["stations"]["groups"] == [
        {"name": "B", "count": 20}, {"name": "A", "count": 10}, {"name": "C", "count": 3},
    ]  # fmt: skip
    assert conflicts == ()


def test_item_removed_by_one_is_gone_and_kept_where_the_other_changed_it() -> None:
    """Removal is a change like any other: with another change of the same item it is at odds."""
    base = _groups({"name": "A", "count": 1}, {"name": "B", "count": 2})
    without = _groups({"name": "A", "count": 1})
    assert merge_plans(base, base, without).content["stations"]["groups"] == [{"name": "A", "count": 1}]
    changed = _groups({"name": "A", "count": 1}, {"name": "B", "count": 9})
    merged, conflicts = merge_plans(base, changed, without)
    assert merged["stations"]["groups"] == changed["stations"]["groups"]
    assert conflicts == (Conflict("stations.groups.1", {"name": "B", "count": 9}, None),)


def test_items_without_names_are_one_answer() -> None:
    """What cannot be told apart is never mixed: the whole list is at odds."""
    base, mine, theirs = _groups({"count": 1}), _groups({"count": 2}), _groups({"count": 3})
    merged, conflicts = merge_plans(base, mine, theirs)
    assert merged["stations"] == mine["stations"]
    assert [each.field for each in conflicts] == ["stations.groups"]


def test_measurements_of_both_are_kept_without_a_conflict() -> None:
    """Each ran checks: of the same thing the newer counts, everything else stands beside."""
    old, new = _measure("server.memory"), _measure("server.memory", at="2026-11-25T08:15:00Z", state="failed")
    mine = {**BASE, "evidence": [old, _measure("station.memory")]}
    theirs = {**BASE, "evidence": [new, _measure("station.memory", machine="PC2")]}
    merged, conflicts = merge_plans(BASE, mine, theirs)
    found = {(each["probe"], each["machine"], each["state"]) for each in merged["evidence"]}
    assert found == {
        ("server.memory", "PC1", "failed"), ("station.memory", "PC1", "ok"), ("station.memory", "PC2", "ok"),
    }  # fmt: skip
    assert conflicts == ()
    assert len(merge_evidence({}, mine, theirs)) == 3


@pytest.mark.parametrize("turned", [False, True])
def test_what_one_copy_removed_is_not_brought_back(turned: bool) -> None:  # noqa: FBT001 - a row of the table
    """A measurement that both began with and one took out is gone; one that the other made meanwhile stays."""
    first, second, third = (_measure("station.memory", machine=f"PC{number}") for number in range(3))
    base = {**BASE, "evidence": [{**first, "subject": None}, second]}
    copies = [{**BASE, "evidence": [second]}, {**BASE, "evidence": [first, second, third]}]
    mine, theirs = reversed(copies) if turned else copies
    assert {each["machine"] for each in merge_plans(base, mine, theirs).content["evidence"]} == {"PC1", "PC2"}
    emptied, unchanged = {**BASE, "evidence": []}, {**BASE, "evidence": [first, second]}
    mine, theirs = (unchanged, emptied) if turned else (emptied, unchanged)
    assert merge_plans(unchanged, mine, theirs).content["evidence"] == []


def test_what_one_copy_let_count_counts() -> None:
    """Kept apart in both at first, it counts once either says so; what was measured of it since is kept."""
    apart = {**_measure("station.memory"), "apart": "role_not_said"}
    base, mine = {**BASE, "evidence": [apart]}, {**BASE, "evidence": [_measure("station.memory")]}
    merged = merge_plans(base, mine, {**BASE, "evidence": [apart, _measure("station.dotnet")]}).content["evidence"]
    assert {(each["probe"], each.get("apart")) for each in merged} == {
        ("station.memory", None),
        ("station.dotnet", None),
    }


def test_without_an_earlier_copy_every_difference_is_at_odds() -> None:
    """Nobody can tell who changed what, so nothing is decided silently."""
    mine, theirs = _with(BASE, "project", customer="Mine"), _with(BASE, "project", customer="Theirs")
    assert merge_plans({}, mine, theirs).conflicts == (Conflict("project.customer", "Mine", "Theirs"),)


_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "customer": st.sampled_from(["A", "B", None]),
        "reference": st.sampled_from(["1", "2"]),
        "notes": st.sampled_from(["", "x"]),
    },
)


@given(_ANSWERS, _ANSWERS, _ANSWERS)
@settings(deadline=None)
def test_merge_is_a_plan_and_loses_no_change(base: Content, mine: Content, theirs: Content) -> None:
    """Whatever both did: the result is a plan, and holds each answer that only one changed."""
    copies = [{**BASE, "project": each} for each in (base, mine, theirs)]
    merged, conflicts = merge_plans(*copies)
    Plan.model_validate_json(json.dumps(merged))
    odd = {each.field for each in conflicts}
    for name in ("customer", "reference", "notes"):
        old, own, other = (each.get(name) for each in (base, mine, theirs))
        got = merged["project"].get(name)
        if len({old, own, other}) == 3:
            assert f"project.{name}" in odd
            assert got == own
        else:
            assert got == (own if other == old else other)


def test_texts_that_are_no_answers_go_with_their_items() -> None:
    """Theirs stands in a group behind mine in the merge; one that the other has answered is not brought back."""
    mine = {**_groups({"name": "A"}, {"name": "B"}), "unread": {"stations.groups.1.count": "2O"}}
    theirs = {**_groups({"name": "A", "count": 5}, {"name": "C"}), "unread": {"stations.groups.1.count": "3O"}}
    base = {**_groups({"name": "A"}), "unread": {"stations.groups.0.count": "1O"}}
    merged, conflicts = merge_plans(
        base, {**mine, "unread": {**mine["unread"], "stations.groups.0.count": "1O"}}, theirs
    )
    assert [group["name"] for group in merged["stations"]["groups"]] == ["A", "B", "C"]
    assert merged["unread"] == {"stations.groups.1.count": "2O", "stations.groups.2.count": "3O"}
    assert conflicts == ()


def test_text_that_one_copy_cleared_stays_cleared() -> None:
    """Also a flow's port, whose id has dots or not."""
    base = {**BASE, "unread": {"ports.NET-26": "80,443", "load.calls_per_hour": "9OO"}}
    base["load"] = {}
    cleared = {key: value for key, value in base.items() if key != "unread"}
    assert "unread" not in merge_plans(base, base, cleared).content
    assert merge_plans(base, base, base).content["unread"] == base["unread"]
