"""What was ticked and signed."""

from typing import Annotated, Literal

from pydantic import Field

from wizard.domain.plan.base import LONGEST_LIST, Answer, Section
from wizard.domain.plan.order import Role

ItemState = Literal["open", "done", "failed", "not_applicable"]
ItemId = Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9-]+$")]


class TickedItem(Section):
    """What was found for one checklist item, and by whom."""

    state: ItemState = "open"
    comment: Answer | None = None
    by: Answer | None = None


class Signature(Section):
    """Who agreed to which revision; ``fingerprint`` is the SHA-256 of the answers at that moment."""

    role: Role | None = None
    name: Answer | None = None
    function: Answer | None = None
    signed_on: Answer | None = None
    fingerprint: Answer | None = None


class SignOff(Section):
    """The checklist as ticked, and the signatures."""

    items: Annotated[dict[ItemId, TickedItem], Field(max_length=LONGEST_LIST)] | None = None
    signatures: Annotated[tuple[Signature, ...], Field(max_length=LONGEST_LIST)] | None = None
