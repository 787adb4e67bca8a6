"""A loaded edition with its indexes, built once: the assessment looks facts up by id many times."""

from functools import cached_property
from pathlib import Path

from wizard.catalogue.figures import SizingRow
from wizard.catalogue.schema import Catalogue, Fact


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
    def facts(self) -> dict[str, Fact]:
        """Return the facts by id."""
        return {fact.id: fact for fact in self.catalogue.facts}

    @cached_property
    def changeable_ports(self) -> frozenset[str]:
        """Return the ids of the flows whose port a plan may set."""
        return frozenset(rule.fact for rule in self.catalogue.flows if rule.changeable)

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
