"""One line of the fact tables: changes to a plan that meets everything, and the finding that must follow."""

from typing import NamedTuple

from tests.factories import Json, find_finding, make_plan
from wizard.assessment.evaluate import assess
from wizard.catalogue.edition import LoadedEdition


class Case(NamedTuple):
    """What a fact must come to; ``level`` None: no finding."""

    fact: str
    level: str | None
    subject: str
    changes: Json

    def find_level(self, edition: LoadedEdition) -> str | None:
        """Return the level that an edition comes to; None without a finding."""
        finding = find_finding(assess(make_plan(**self.changes), edition), self.fact, self.subject)
        return finding.level.value if finding else None


def name_case(case: Case) -> str:
    """Return a short name for a report."""
    return f"{case.fact}-{case.subject}-{case.level}"


def expect(fact: str, level: str | None, subject: str = "server", **changes: object) -> Case:
    """Return a case."""
    return Case(fact, level, subject, changes)
