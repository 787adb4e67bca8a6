"""A loaded edition with its indexes, built once: the assessment looks facts up by id many times."""

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from wizard.catalogue.figures import SizingRow
from wizard.catalogue.schema import Catalogue, Fact
from wizard.i18n import Text


class PreparedFact(NamedTuple):
    """A fact with its texts as the values that messages carry."""

    id: str
    page: int | None
    responsible: str
    title: Text
    requirement: Text
    action: Text
    ask: Text


def prepare_fact(fact: Fact) -> PreparedFact:
    """Return a fact as findings need it; without a question of its own, the action is also what to ask."""
    return PreparedFact(
        id=fact.id,
        page=fact.page,
        responsible=fact.responsible,
        title=fact.title.text,
        requirement=fact.requirement.text,
        action=fact.action.text,
        ask=(fact.ask or fact.action).text,
    )


class LoadedEdition:
    """A valid vendor edition and where it came from."""

    def __init__(self, catalogue: Catalogue, origin: Path) -> None:
        self.catalogue = catalogue
        self.origin = origin

    @property
    def id(self) -> str:
        """Return the edition's id, as plans name it."""
        return self.catalogue.edition.id

    @cached_property
    def facts(self) -> dict[str, PreparedFact]:
        """Return the facts by id, their texts ready to be carried by findings."""
        return {fact.id: prepare_fact(fact) for fact in self.catalogue.facts}

    @cached_property
    def changeable_ports(self) -> frozenset[str]:
        """Return the ids of the flows whose port a plan may set."""
        return frozenset(rule.fact for rule in self.catalogue.flows if rule.changeable)

    @cached_property
    def flow_facts(self) -> frozenset[str]:
        """Return the ids of the facts that are flows."""
        return frozenset(rule.fact for rule in self.catalogue.flows)

    def find_row(self, users: int, calls_per_hour: int) -> int | None:
        """Return the index of the first sizing row that holds both figures; None above the table (HW-2, HW-3)."""
        for index, row in enumerate(self.catalogue.sizing.rows):
            if users <= row.users and calls_per_hour <= row.calls_per_hour:
                return index
        return None

    @property
    def rows(self) -> tuple[SizingRow, ...]:
        """Return the sizing table."""
        return self.catalogue.sizing.rows
