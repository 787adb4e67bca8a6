"""What is ticked and what is signed."""

from collections import Counter

import pytest

from tests.dossier.building import every_sample, make_minimal, read_content, report_on, report_on_sample
from wizard.dossier.blocks import Checklist, Heading, SignOff
from wizard.dossier.content.acceptance import make_checklist, make_sign_off
from wizard.dossier.wording import RESPONSIBLE_WORDS


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_every_item_stands_once_under_its_role(name: str, language: str) -> None:
    """The checklist prints each item of the assessment once, under the role that ticks it."""
    report = report_on_sample(name, language)
    blocks = make_checklist(report).blocks
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    lists = [block for block in blocks if isinstance(block, Checklist)]
    shown = [(item.id, heading) for heading, items in zip(headings, lists, strict=True) for item in items.items]
    expected = [(item.id, report.say(RESPONSIBLE_WORDS[item.responsible])) for item in report.assessment.checklist]
    assert Counter(shown) == Counter(expected)
    assert [items.has_key for items in lists] == [place == 0 for place in range(len(lists))]


def test_ticks_are_printed() -> None:
    """State, comment and who saw it stand with their item; the others stay open."""
    items = {"C-SRV-6": {"state": "failed", "comment": "full", "by": "A. Martin"}}
    report = report_on(read_content(make_minimal(sign_off={"items": items})))
    shown = {
        item.id: item for block in make_checklist(report).blocks if isinstance(block, Checklist) for item in block.items
    }
    assert (shown["C-SRV-6"].state, shown["C-SRV-6"].comment) == ("failed", "full · A. Martin")
    assert {item.state for name, item in shown.items() if name != "C-SRV-6"} == {"open"}


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_each_role_has_its_panel(name: str, language: str) -> None:
    """The sign-off page has a panel for each role, and says which revision and fingerprint are signed."""
    report = report_on_sample(name, language)
    (block,) = (each for each in make_sign_off(report).blocks if isinstance(each, SignOff))
    assert [panel.role for panel in block.panels] == [report.say(word) for word in RESPONSIBLE_WORDS.values()]
    assert report.revision in block.subject[0]
    assert report.fingerprint in block.subject[1]
    assert report.edition.id in block.subject[2]


def test_names_known_are_filled_in() -> None:
    """A contact's name stands in the panel of their role; the integrator's is who prepares the dossier."""
    project = {"prepared_by": "A. Martin", "contacts": [{"role": "customer", "name": "B. Leroy"}]}
    report = report_on(read_content(make_minimal(project=project)))
    (block,) = (each for each in make_sign_off(report).blocks if isinstance(each, SignOff))
    assert [panel.lines[0][1] for panel in block.panels] == ["", "", "A. Martin", "B. Leroy"]
