"""Whether rules say which programs may run: told as read, never judged."""

from collections.abc import Mapping

import pytest

from tests.checks.machine.measuring import plan_station, run
from tests.checks.machine.recorded import APPLOCKER, PRODUCT_TYPE, WINDOWS_10_1809
from wizard.checks.machine.reading import ReadingError

RULES, MODE, INTEGRITY = ("keys", APPLOCKER), ("value", rf"{APPLOCKER}\EnforcementMode"), ("code_integrity", "")


@pytest.mark.parametrize(
    ("changes", "reason", "values"),
    [
        ({}, "program_rules", {"applocker_rules": 2, "applocker_enforced": True, "code_integrity": False}),
        ({MODE: 1}, "program_rules", {"applocker_rules": 2, "applocker_enforced": True, "code_integrity": False}),
        ({MODE: 0}, "no_program_rules", {"applocker_rules": 2, "applocker_enforced": False, "code_integrity": False}),
        ({RULES: ()}, "no_program_rules", {"applocker_rules": 0, "code_integrity": False}),
        ({RULES: None}, "no_program_rules", {"applocker_rules": 0, "code_integrity": False}),
        ({RULES: None, INTEGRITY: 0x05}, "program_rules", {"applocker_rules": 0, "code_integrity": True}),
        ({RULES: None, INTEGRITY: 0x0D}, "no_program_rules", {"applocker_rules": 0, "code_integrity": False}),
        ({RULES: None, INTEGRITY: 0x09}, "no_program_rules", {"applocker_rules": 0, "code_integrity": False}),
        ({MODE: ReadingError("not_readable")}, "not_readable", None),
        ({INTEGRITY: ReadingError("not_readable")}, "not_readable", None),
        ({RULES: ReadingError("not_readable")}, "not_readable", None),
        ({RULES: None, ("value", PRODUCT_TYPE): None}, "absent", None),
    ],
)
def test_rules_are_told_and_not_judged(
    changes: Mapping[tuple[str, str], object], reason: str, values: Mapping[str, object] | None
) -> None:
    """Rules in force are for whoever made them; that none was found is no leave to run."""
    (found,) = run(plan_station(WINDOWS_10_1809.with_changes(changes)), "station.program_rules")
    assert (found.state, found.facts, found.reason, found.values) == ("unknown", ("AUT-1",), reason, values)
