"""What every chapter is written from: plan, edition, assessment, language, date."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from wizard.catalogue.edition import LoadedEdition
from wizard.domain.assessment import Assessment, Flow
from wizard.domain.findings import Finding
from wizard.domain.levels import SEVERITY, Level
from wizard.domain.plan import Plan, fingerprint_plan
from wizard.domain.plan.order import Project
from wizard.dossier.blocks import Cell
from wizard.dossier.wording import Described, describe, name_status, name_subject
from wizard.i18n import Message, Translator

TO_ACT_ON = (Level.BLOCKER, Level.MISSING, Level.CONSULT, Level.WARNING)
NOT_KNOWN = "–"
PAGE = Message("p. {page}")
_SHORT_REVISION = 8


@dataclass(frozen=True)
class Report:
    """The source of all chapters; ``today`` is the date printed, nothing reads the clock."""

    plan: Plan
    edition: LoadedEdition
    assessment: Assessment
    say: Translator
    today: date

    @cached_property
    def project(self) -> Project:
        """Return the project's answers."""
        return self.plan.project or Project()

    @cached_property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the answers: what a signature is about."""
        return fingerprint_plan(self.plan)

    @property
    def revision(self) -> str:
        """Return the short form of the fingerprint that stands on every page."""
        return self.fingerprint[:_SHORT_REVISION].upper()

    @cached_property
    def _told(self) -> dict[int, Described]:
        return {id(finding): describe(finding, self.say) for finding in self.assessment.findings}

    def tell(self, finding: Finding) -> Described:
        """Return a finding's sentences."""
        return self._told[id(finding)]

    def show_status(self, finding: Finding) -> Cell:
        """Return how a finding stands as a cell: shape and word."""
        return Cell(self.say(name_status(finding)), status=finding.status)

    def show_fact(self, finding: Finding) -> Cell:
        """Return a fact's id as a link to its line in the traceability matrix."""
        return Cell(finding.fact, link=anchor_fact(finding))

    def show_subject(self, finding: Finding) -> str:
        """Return a finding's subject as people call it."""
        return self.say(name_subject(finding.subject))

    def show_page(self, page: int | None) -> str:
        """Return a vendor's page."""
        return NOT_KNOWN if page is None else self.say(PAGE.fill(page=page))

    def show(self, value: object) -> str:
        """Return a value of any kind, a dash where it is not known."""
        return NOT_KNOWN if value is None else self.say(value)

    def select(self, *families: str, levels: tuple[Level, ...] = tuple(Level)) -> list[Finding]:
        """Return the findings of some families ("TEL"), worst first."""
        found = [
            finding
            for finding in self.assessment.findings
            if finding.level in levels and (not families or finding.fact.partition("-")[0] in families)
        ]
        return sorted(found, key=lambda finding: SEVERITY[finding.level])


def anchor_fact(finding: Finding | Flow) -> str:
    """Return the anchor of the line of a finding, or of a flow's finding, in the traceability matrix."""
    return f"trace-{finding.fact}-{finding.subject}"
