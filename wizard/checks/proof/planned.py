"""Where a plan has the machines of a run: what its measurements are held against."""

from collections.abc import Sequence

from wizard.checks.proof.places import FlowKey, Places, PlannedPlace
from wizard.checks.proof.ports import End
from wizard.domain.assessment import Flow
from wizard.domain.plan import Plan

_PLACED: tuple[End, ...] = ("server", "pabx")
"""The ends of which the plan has the address of each machine."""


def find_places(plan: Plan, flows: Sequence[Flow], proving: End, listening: End) -> Places:
    """Return the places of the ends of some flows; of PCs and phones, which are many, none is asked for."""
    beside: dict[FlowKey, dict[str, str]] = {}
    phone = _read(plan, "addresses", "phone")
    if listening == "phone" and phone is not None:
        beside = {(flow.fact, flow.subject): {phone.field: phone.host} for flow in flows}
    placed = flows if listening in _PLACED else ()
    return Places(
        listening={(flow.fact, flow.subject): list_places(plan, flow, listening) for flow in placed},
        proving=find_server(plan) if proving == "server" else None,
        is_placed=proving == "server",
        beside=beside,
    )


def list_places(plan: Plan, flow: Flow, listening: End) -> tuple[PlannedPlace, ...]:
    """Return the planned places of a flow's listening end, the server or a PABX; none where the plan has none.

    A flow of a telephony link leads to its PABX; one to any SIP peer leads to the proxy, or to any of the PABXs.
    """
    if listening == "server":
        server = find_server(plan)
        return () if server is None else (server,)
    if flow.link is not None:
        return _list_links(plan, (flow.link,))
    links = (plan.telephony.links if plan.telephony else None) or ()
    proxy = _read(plan, "addresses", "sip_proxy")
    return (*(() if proxy is None else (proxy,)), *_list_links(plan, range(len(links))))


def find_server(plan: Plan) -> PlannedPlace | None:
    """Return the TWS server's place: its address, else its DNS name."""
    return _read(plan, "server", "address") or _read(plan, "security", "dns_name")


def _list_links(plan: Plan, positions: Sequence[int]) -> tuple[PlannedPlace, ...]:
    links = (plan.telephony.links if plan.telephony else None) or ()
    hosts = ((at, getattr(links[at], "address", None)) for at in positions if at < len(links))
    return tuple(PlannedPlace(host, f"telephony.links.{at}.address") for at, host in hosts if host and host.strip())


def _read(plan: Plan, part: str, name: str) -> PlannedPlace | None:
    host = getattr(getattr(plan, part), name, None)
    # As it is written: another spelling later is another answer.
    return PlannedPlace(host, f"{part}.{name}") if host and host.strip() else None
