"""Every answer belongs to one step."""

import pytest

from wizard.domain.questions import QUESTIONS
from wizard.gui.steps import STEPS, find_step


@pytest.mark.parametrize(
    ("field", "step"),
    [
        ("licences.users", "load"),
        ("licences.caller", "licences"),
        ("sites.3.link_mbit_s", "load"),
        ("telephony.links.0.port", "telephony"),
        ("ports.NET-26", "network"),
        ("project.contacts", "project"),
        ("sign_off.items.C-1.state", "checklist"),
    ],
)
def test_field_belongs_to_the_step_that_asks_it(field: str, step: str) -> None:
    """The longest beginning decides, so that the number of users stands with the load."""
    assert find_step(field) == step


@pytest.mark.parametrize("field", QUESTIONS)
def test_every_question_belongs_to_a_step_that_names_it(field: str) -> None:
    """No answer falls to the first step for want of another."""
    step = next(step for step in STEPS if step.id == find_step(field))
    assert any(field.startswith(start) or start.startswith(field) for start in step.fields)
