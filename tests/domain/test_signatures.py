"""A signature holds for the answers it was given for, and lapses with any change of them."""

import pytest
from pydantic import ValidationError

from tests.factories import Json, make_answers, make_plan, read_answers
from wizard.domain.plan import Plan, fingerprint_plan
from wizard.domain.plan.acceptance import MOST_POINTS, MOST_STROKES
from wizard.domain.signatures import (
    Signed,
    fingerprint_parts,
    list_signed,
    read_day,
    shorten_fingerprint,
)
from wizard.domain.strokes import smooth_stroke
from wizard.i18n import get_translator


def sign(plan: Plan, **changes: object) -> Json:
    """Return a signature of a plan as its file holds it."""
    return {
        "role": "customer",
        "name": "V. Lambert",
        "signed_on": "2026-12-15",
        "fingerprint": fingerprint_plan(plan),
        "parts": fingerprint_parts(plan),
        **changes,
    }


def judge(signature: Json, **changes: object) -> Signed:
    """Return how a signature stands in a changed plan."""
    plan = make_plan(**changes, sign_off={"signatures": [signature]})
    (signed,) = list_signed(plan)
    return signed


def tell(signed: Signed) -> str:
    """Return how a signature stands, in English."""
    return get_translator("en")(signed.describe())


def test_signature_holds_for_its_answers() -> None:
    """Nothing but the answers counts: ticks and other signatures leave it standing."""
    plan = make_plan()
    signature = sign(plan)
    ticked = {"items": {"C-DOC-3": {"state": "done"}}, "signatures": [{"role": "integrator"}, signature]}
    other, own = list_signed(make_plan(sign_off=ticked))
    assert (own.position, own.standing.holds, own.standing.changed) == (1, True, ())
    assert not other.standing.holds
    assert tell(own) == "Signed; it covers the answers as they are."


@pytest.mark.parametrize(
    ("changes", "parts", "words"),
    [
        ({"licences": {"users": 41}}, ("licences",), "Licences and options"),
        ({"server": None, "telephony": None}, ("server", "telephony"), "Server and Telephony"),
        ({"ports": {"NET-26": 4211}}, ("ports",), "Ports set"),
        ({"catalogue": None}, ("catalogue",), "Vendor edition"),
    ],
)
def test_lapsed_signature_names_what_was_changed(changes: Json, parts: tuple[str, ...], words: str) -> None:
    """Parts changed, taken away or added are named, in the order of the plan."""
    signed = judge(sign(make_plan()), **changes)
    assert not signed.standing.holds
    assert signed.standing.changed == parts
    assert tell(signed) == f"Lapsed: signed on 15 December 2026, and changed since then: {words}."


def test_signature_holds_again_when_the_change_is_taken_back() -> None:
    """What counts is what the answers are, not what they were in between."""
    signature = sign(make_plan())
    assert not judge(signature, licences={"users": 41}).standing.holds
    assert judge(signature).standing.holds


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"parts": None}, "Lapsed: signed on 15 December 2026, and changed since then: some answers."),
        ({"signed_on": None}, "Lapsed: changed since it was signed: Licences and options."),
        ({"signed_on": "last week"}, "Lapsed: signed on last week, and changed since then: Licences and options."),
        ({"fingerprint": None}, "Lapsed: it names no revision."),
    ],
)
def test_signature_that_knows_little_lapses_all_the_same(changes: Json, told: str) -> None:
    """A signature of an older program, or one written by hand, never passes for valid."""
    signed = judge(sign(make_plan(), **changes), licences={"users": 41})
    assert not signed.standing.holds
    assert tell(signed) == told


def test_part_without_answers_has_no_print() -> None:
    """Opening and closing a page changes no part."""
    assert "ports" not in fingerprint_parts(make_plan(ports={"NET-26": None}))
    assert fingerprint_parts(make_plan(ports={})) == fingerprint_parts(make_plan())


@pytest.mark.parametrize(
    "changes",
    [
        {"strokes": [[]]},
        {"strokes": [[[0.5]]]},
        {"strokes": [[[0.5, 1.01]]]},
        {"strokes": [[[-0.01, 0.5]]]},
        {"strokes": [[[0.5, 0.5, 0.5]]]},
        {"strokes": [[[0.5, 0.5]] * (MOST_POINTS + 1)]},
        {"strokes": [[[0.5, 0.5]]] * (MOST_STROKES + 1)},
        {"parts": {"server": "not a print"}},
        {"parts": {"Server!": "0" * 16}},
    ],
)
def test_drawing_out_of_bounds_is_refused(changes: Json) -> None:
    """A plan from elsewhere cannot bring a drawing without bounds."""
    with pytest.raises(ValidationError):
        read_answers(make_answers(sign_off={"signatures": [changes]}))


def test_smooth_line_passes_through_the_points_drawn() -> None:
    """The curve bends between the points but leaves none out; it needs no third point to be a line."""
    stroke = ((0.1, 0.1), (0.5, 0.9), (0.9, 0.1), (0.95, 0.5))
    line = [(round(x, 9), round(y, 9)) for x, y in smooth_stroke(stroke)]
    assert set(stroke) <= set(line)
    assert len(line) > len(stroke) * 4
    assert smooth_stroke(stroke[:2]) == list(stroke[:2])
    assert smooth_stroke(stroke[:1]) == [stroke[0]]


def test_day_and_revision_are_shown_as_people_read_them() -> None:
    """A date is written in words where it is one; a revision is eight digits."""
    assert get_translator("fr")(read_day("2026-12-01")) == "1er décembre 2026"
    assert read_day("soon") == "soon"
    assert shorten_fingerprint("0123456789abcdef") == "01234567"
