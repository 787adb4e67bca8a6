"""The names of probes, reasons and values: each once, all in both languages."""

import re
from collections import ChainMap
from itertools import combinations

import pytest

from tests.factories import ROOT
from wizard.domain.evidence.wording import MEASURES, PROBES, REASONS, name_measure, name_probe, name_reason
from wizard.domain.questions import UNITS
from wizard.i18n import get_translator

_PROBE = re.compile(r'(?:Probe|LocalProbe|make_peer_probe)\(\s*"([a-z_.]+)"')


@pytest.mark.parametrize("words", [PROBES, REASONS, MEASURES], ids=["probes", "reasons", "measures"])
def test_every_name_is_given_once(words: ChainMap[str, object]) -> None:
    """No two topics give one name: the second would never be heard."""
    shared = [set(one) & set(other) for one, other in combinations(words.maps, 2)]
    assert [names for names in shared if names] == []


def test_every_probe_has_a_name() -> None:
    """Whatever the checks call a probe is named for people."""
    files = (ROOT / "wizard" / "checks").rglob("*.py")
    found = {probe for file in files for probe in _PROBE.findall(file.read_text(encoding="utf-8"))}
    assert len(found) > 15
    assert found - set(PROBES) == set()


def test_units_are_translated() -> None:
    """A value's unit is one of those that the translations know."""
    assert {question.unit for question in MEASURES.values()} - {unit.text for unit in UNITS} <= {""}


def test_unknown_names_are_shown_as_they_are() -> None:
    """Evidence of a later version of the program is shown under its own names."""
    say = get_translator("fr")
    assert say(name_probe("later.probe")) == "later.probe"
    assert say(name_reason("later_reason")) == "later_reason"
    assert say(name_measure("later_value").label) == "later_value"
