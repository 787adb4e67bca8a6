"""The revision: it changes with an answer and not with a tick."""

import copy

import pytest

from tests.dossier.building import Json, fill_plan, list_leaves, read_content, report_on
from tests.factories import make_evidence

_FULL = fill_plan(lambda field: f"text {field}")


def _change(content: Json, field: str, value: object) -> Json:
    changed = copy.deepcopy(content)
    *way, last = field.split(".")
    place = changed
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[last] = value
    return changed


def _revise(content: Json) -> str:
    return report_on(read_content(content)).revision


def test_every_answer_changes_the_revision() -> None:
    """Taking back any single answer of a full plan gives another revision; ticks and signatures do not count."""
    fields = [
        field
        for field, _ in list_leaves(_FULL)
        if not field.startswith(("format", "sign_off", "evidence", "telephony.links")) and "-" not in field
    ]
    revisions = {field: _revise(_change(_FULL, field, None)) for field in fields}
    assert len(fields) > 80
    assert _revise(_FULL) not in revisions.values()
    assert len(set(revisions.values())) == len(fields)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sign_off.items.C-SRV-6.state", "done"),
        ("sign_off.items.C-SRV-6.comment", "other"),
        ("sign_off.signatures", []),
        ("sign_off", None),
        ("x", {"note": 1}),
        ("evidence", [make_evidence()]),
    ],
)
def test_ticks_and_signatures_do_not_change_the_revision(field: str, value: object) -> None:
    """What is ticked, signed, measured or kept for others leaves the revision as it was."""
    assert _revise(_change(_FULL, field, value)) == _revise(_FULL)


def test_revision_begins_the_fingerprint() -> None:
    """The revision is the beginning of the SHA-256 that the sign-off page prints whole."""
    report = report_on(read_content(_FULL))
    assert len(report.fingerprint) == 64
    assert report.fingerprint.upper().startswith(report.revision)
    assert len(report.revision) == 8


def test_language_does_not_change_the_revision() -> None:
    """Both languages are of one revision."""
    plan = read_content(_FULL)
    assert report_on(plan, "fr").revision == report_on(plan, "en").revision
