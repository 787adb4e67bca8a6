"""What a vendor edition says of phones and PABXs."""

from typing import Annotated, Literal

from pydantic import Field

from wizard.catalogue.base import FactId, NonEmpty, Part, Positive, Release
from wizard.catalogue.notation import NotationRules
from wizard.domain.notations import Notation


class SnomRules(Part):
    """Snom phones: exact models, families ("D7": D7xx with any suffix), minimum firmware."""

    models: tuple[NonEmpty, ...]
    model_families: tuple[NonEmpty, ...]
    minimum_firmware: Release
    notation: NotationRules = Field(default_factory=NotationRules.model_construct)

    def read_notation(self) -> Notation:
        """Return how firmware is written: the listed models may stand before it."""
        return self.notation.read(*self.models)


class YealinkRules(Part):
    """Yealink phones: the versions from which each way of working exists, and those with defects."""

    uacsta_from: Release
    defects_in: tuple[Release, ...]
    action_url_from: Release
    notation: NotationRules = Field(default_factory=NotationRules.model_construct)


Need = Literal[
    "kind",
    "release",
    "major_release",
    "way_in",
    "ip_card",
    "csta_keys_for_users",
    "csta_keys_for_caller",
    "sip_users",
    "sip_voices",
]


# The figures that a need is held against, as the rules of a kind name them.
FIGURES: dict[str, tuple[str, ...]] = {
    "release": ("minimum_release",),
    "major_release": ("only_major_release",),
    "way_in": ("minimum_release", "minimum_application_link"),
}


class PbxFact(Part):
    """Which needs a fact holds for a PABX; ``only_with_softphone``: it applies only where Softphone is licensed."""

    fact: FactId
    needs: Annotated[tuple[Need, ...], Field(min_length=1)]
    only_with_softphone: bool = False


class PbxRules(Part):
    """What one kind of PABX must be and have; ``unclear``: what the document may ask of it, or not."""

    minimum_release: Release | None = None
    only_major_release: Positive | None = None
    minimum_application_link: Release | None = None
    notation: NotationRules = Field(default_factory=NotationRules.model_construct)
    application_link_notation: NotationRules = Field(default_factory=NotationRules.model_construct)
    carries_twp_browser: bool = False
    unclear: tuple[Need, ...] = ()
    facts: Annotated[tuple[PbxFact, ...], Field(min_length=1)]

    @property
    def needs(self) -> frozenset[str]:
        """Return all needs of this kind."""
        return frozenset(need for fact in self.facts for need in fact.needs)

    def find_minimum(self, figure: str) -> str:
        """Return a least release that a need is held against.

        Raises:
            LookupError: the edition gives none, which its checks refuse.

        """
        found: str | None = getattr(self, figure)
        if found is None:
            raise LookupError(figure)
        return found


class Telephony(Part):
    """All that is said of phones and PABXs."""

    snom: SnomRules
    yealink: YealinkRules
    pbx: dict[str, PbxRules]
