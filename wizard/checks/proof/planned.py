"""Where a plan has the machines of a run: what its measurements are held against."""

from collections.abc import Sequence

from wizard.assessment.ends import Ends, Planned
from wizard.checks.proof.places import FlowKey, Places
from wizard.checks.proof.ports import End
from wizard.domain.assessment import Flow
from wizard.domain.plan import Plan

_PLACED: tuple[End, ...] = ("server", "pabx")
"""The ends of which the plan has the address of each machine."""


def find_places(plan: Plan, flows: Sequence[Flow], proving: End, listening: End) -> Places:
    """Return the places of the ends of some flows; of PCs and phones, which are many, none is asked for."""
    beside: dict[FlowKey, dict[str, str]] = {}
    phone = plan.addresses.phone if plan.addresses else None
    if listening == "phone" and phone:
        beside = {(flow.fact, flow.subject): {"addresses.phone": phone} for flow in flows}
    ends, placed = Ends(plan), flows if listening in _PLACED else ()
    return Places(
        listening={(flow.fact, flow.subject): tuple(ends.list_planned(listening, flow.subject)) for flow in placed},
        proving=find_server(plan) if proving == "server" else None,
        is_placed=proving == "server",
        beside=beside,
    )


def find_server(plan: Plan) -> Planned | None:
    """Return the TWS server's place: its address, else its DNS name."""
    return next(Ends(plan).list_planned("server"), None)
