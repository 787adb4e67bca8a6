"""The worked examples beside the product: each plan gives exactly the assessment that was worked out for it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.factories import SHARED, Json
from wizard.assessment.evaluate import assess
from wizard.catalogue.shelf import find_edition
from wizard.domain.assessment import Assessment
from wizard.storage.plan_files import open_plan

EXAMPLES = SHARED / "examples"
PLANS = sorted(EXAMPLES.glob("*.twsplan"))
if not PLANS:
    pytest.skip(f"{EXAMPLES} holds no plan: the examples do not come with the checkout", allow_module_level=True)


def _show_server(assessment: Assessment) -> Json | None:
    server = assessment.server
    if server is None:
        return None
    left_out = {"variants", "first_row_users", "headroom"}
    shown = {name: value for name, value in server._asdict().items() if name not in left_out}
    return {**shown, "headroom": server.headroom._asdict()}


def _show_traffic(assessment: Assessment) -> Json:
    sites = [{"name": site.name, **site.traffic._asdict()} for site in assessment.sites]
    return {**assessment.traffic._asdict(), "sites": sites}


def _show_flows(assessment: Assessment) -> list[Json]:
    left_out = {"subject", "purpose", "link", "proof", "ports_of"}
    return [
        {name: value for name, value in flow._asdict().items() if name not in left_out} for flow in assessment.flows
    ]


def _show_findings(assessment: Assessment) -> list[tuple[object, ...]]:
    return [
        (each.fact, each.level.value, each.subject, each.page, frozenset(each.fields)) for each in assessment.findings
    ]


def _show(assessment: Assessment) -> Json:
    """Return an assessment as the examples write it."""
    return {
        "catalogue": assessment.catalogue,
        "verdict": assessment.verdict.value,
        "counts": {level.value: count for level, count in assessment.counts.items()},
        "server": _show_server(assessment),
        "media": assessment.media._asdict(),
        "session_hosts": [each._asdict() for each in assessment.session_hosts],
        "telephony": [each._asdict() for each in assessment.telephony],
        "bandwidth": _show_traffic(assessment),
        "flows": _show_flows(assessment),
        "unanswered": set(assessment.unanswered),
        "findings": _show_findings(assessment),
    }


def _read_expected(plan: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads(plan.with_suffix(".assessment.json").read_text(encoding="utf-8"))
    expected["unanswered"] = set(expected["unanswered"])
    expected["findings"] = [
        (each["fact"], each["level"], each["subject"], each["page"], frozenset(each["fields"]))
        for each in expected["findings"]
    ]
    return expected


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_example_is_reproduced(path: Path) -> None:
    """Verdict, counts, sizing, media, hosts, telephony, bandwidth, flows, findings and their order are as expected."""
    plan = open_plan(path)
    shown, expected = _show(assess(plan, find_edition(plan.catalogue))), _read_expected(path)
    assert {name: shown.get(name) for name in expected} == expected
    assert set(shown) == set(expected)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_no_open_field_is_named_twice(path: Path) -> None:
    """The list of open fields holds each once, so that its length is the number of answers to give."""
    unanswered = assess(open_plan(path), find_edition(None)).unanswered
    assert len(unanswered) == len(set(unanswered))
