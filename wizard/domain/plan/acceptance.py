"""What was ticked and signed."""

from typing import Annotated, Literal

from pydantic import Field

from wizard.domain.plan.order import Role
from wizard.domain.section import LONGEST_LIST, Answer, Section

ItemState = Literal["open", "done", "failed", "not_applicable"]
ItemId = Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9-]+$")]

# A signature drawn by hand comes to some hundred points; the bounds keep a plan quick to assess and to open.
MOST_STROKES = 60
MOST_POINTS = 200
Fraction = Annotated[float, Field(ge=0, le=1)]
Point = tuple[Fraction, Fraction]
Stroke = Annotated[tuple[Point, ...], Field(min_length=1, max_length=MOST_POINTS, fail_fast=True)]
PartName = Annotated[str, Field(max_length=40, pattern=r"^[a-z_]+$")]
PartPrint = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class TickedItem(Section):
    """What was found for one checklist item, and by whom."""

    state: ItemState = "open"
    comment: Answer | None = None
    by: Answer | None = None


class Signature(Section):
    """Who agreed to which revision; ``fingerprint`` is the SHA-256 of the answers at that moment.

    ``strokes`` is the drawing, from the upper left corner; absent where it was signed without one. ``parts`` holds a
    short fingerprint of each part of the plan that had answers, so that what was changed afterwards can be named.
    """

    role: Role | None = None
    name: Answer | None = None
    function: Answer | None = None
    signed_on: Answer | None = None
    fingerprint: Answer | None = None
    strokes: Annotated[tuple[Stroke, ...], Field(max_length=MOST_STROKES, fail_fast=True)] | None = None
    parts: Annotated[dict[PartName, PartPrint], Field(max_length=LONGEST_LIST)] | None = None


class SignOff(Section):
    """The checklist as ticked, and the signatures."""

    items: Annotated[dict[ItemId, TickedItem], Field(max_length=LONGEST_LIST)] | None = None
    signatures: Annotated[tuple[Signature, ...], Field(max_length=LONGEST_LIST, fail_fast=True)] | None = None
