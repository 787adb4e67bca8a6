"""What all parts of a vendor edition share: strictness, and the kinds of values."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

from wizard.i18n import Text


class Part(BaseModel):
    """A part of an edition."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False, defer_build=True)


# Named, so that pydantic makes each once and not at every field.
Positive = TypeAliasType("Positive", Annotated[int, Field(ge=1)])
PositiveMeasure = TypeAliasType("PositiveMeasure", Annotated[float, Field(gt=0)])
Release = TypeAliasType("Release", Annotated[str, Field(pattern=r"^(?:[Vv] ?)?[0-9]+(?:\.[0-9]+)*(?: SP[0-9]+)?$")])
PortList = TypeAliasType("PortList", Annotated[str, Field(pattern=r"^[0-9]{1,5}(?:[,-][0-9]{1,5})*$")])
FactId = TypeAliasType("FactId", Annotated[str, Field(pattern=r"^[A-Z]+-[0-9]+[a-z]?$")])
Slug = TypeAliasType("Slug", Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$", max_length=80)])
NonEmpty = TypeAliasType("NonEmpty", Annotated[str, Field(min_length=1, max_length=2_000)])
Family = Literal["core", "xeon", "ryzen", "epyc", "other"]


class Wording(Part):
    """A text in both languages."""

    fr: NonEmpty
    en: NonEmpty

    @property
    def text(self) -> Text:
        """Return the text as the value that messages carry."""
        return Text(self.fr, self.en)
