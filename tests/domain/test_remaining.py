"""What a verdict leaves out: counted in one place."""

from typing import Any

import pytest

from tests.factories import Json, assess_plan, make_answers, make_evidence, read_answers, read_edition
from wizard.assessment.evaluate import assess
from wizard.domain.assessment import Assessment
from wizard.domain.checklist import count_checklist, list_failed
from wizard.domain.proofs import Proof, ProofState
from wizard.domain.remaining import count_remaining

_MOMENT: Any = None


def _tick(**states: str | Json) -> Assessment:
    items = {
        name.replace("_", "-"): state if isinstance(state, dict) else {"state": state} for name, state in states.items()
    }
    return assess_plan(sign_off={"items": items, "signatures": []})


def test_failed_line_counts_beside_the_verdict() -> None:
    """A line that is not met leaves the verdict of the answers as it is, and is counted."""
    before, after = _tick(), _tick(C_SRV_6="failed")
    assert after.verdict is before.verdict
    assert count_remaining(before).checklist_failed == 0
    assert count_remaining(after).checklist_failed == 1
    assert [item.id for item in list_failed(after)] == ["C-SRV-6"]
    assert count_remaining(after).checklist_open == count_remaining(before).checklist_open - 1


def test_line_that_does_not_apply_without_a_reason_is_open() -> None:
    """Only with its reason it is out of the way."""
    whole = len(_tick().checklist)
    assert count_remaining(_tick(C_SRV_6="not_applicable")).checklist_open == whole
    told = _tick(C_SRV_6={"state": "not_applicable", "comment": "No such disk"})
    assert count_remaining(told).checklist_open == whole - 1
    assert count_checklist(told) == (whole, 0, 0, 1)


def test_line_of_a_fact_that_does_not_apply_counts_for_nothing() -> None:
    """What was ticked while other answers stood is no line of this plan's list."""
    assert count_remaining(_tick(C_NONE="failed")).checklist_failed == 0


@pytest.mark.parametrize("state", list(ProofState))
def test_flow_counts_as_open_once_the_whole_of_it_is_proven(state: ProofState) -> None:
    """Nothing less than a full proof: not a part of it, not an old one, not one that was blocked."""
    assessment = assess_plan()
    whole = len(assessment.flows)
    assert count_remaining(assessment).flows_to_open == whole > 0
    proof = Proof(state, (), (), (), None, None, _MOMENT)
    flows = (assessment.flows[0]._replace(proof=proof), *assessment.flows[1:])
    left = count_remaining(assessment._replace(flows=flows)).flows_to_open
    assert left == (whole - 1 if state is ProofState.PROVEN else whole)


def test_unread_texts_are_counted() -> None:
    """A text that is no answer remains to be put right."""
    plan = read_answers(make_answers(server={"cores": None}) | {"unread": {"server.cores": "8 or 9"}})
    assert count_remaining(assess(plan, read_edition())).unread == 1


def test_evidence_of_no_flow_opens_none() -> None:
    """A memory that was read says nothing of a flow."""
    plan = read_answers(make_answers() | {"evidence": [make_evidence()]})
    assessment = assess(plan, read_edition())
    assert count_remaining(assessment).flows_to_open == len(assessment.flows)
