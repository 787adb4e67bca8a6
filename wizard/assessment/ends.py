"""Which machines a plan means by the ends of its flows, and whether a measurement between ends was made there.

A test between other machines, to another address of the right one, or from a machine to itself tells nothing of the
flow that is to be opened: neither that it is open nor that it is blocked.
"""

import ipaddress
from collections.abc import Iterator
from typing import NamedTuple

from wizard.assessment.situation import name_items
from wizard.domain.evidence.ports import cut_port
from wizard.domain.evidence.record import Evidence, FlowEnd
from wizard.domain.plan import Plan

SAME_MACHINE, OTHER_ADDRESS, NO_ADDRESS = "proof.same_machine", "proof.other_address", "proof.no_planned_address"
OTHER_SOURCE = "proof.other_source"
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PROOF, _VOICE = "proof.", "voice."
_LINK = "link:"
# Each is one machine. PCs and phones are many: whichever of them was tried stands for all at its place.
_SINGLE = frozenset({"server", "pabx", "sip_peer"})


def is_two_ended(evidence: Evidence) -> bool:
    """Say whether both ends took part: only that can prove a flow."""
    return evidence.probe.startswith(_PROOF)


class Ends:
    """The machines of a plan, as far as it names them."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._links = (plan.telephony.links if plan.telephony else None) or ()
        self._link_names = name_items(self._links)

    def weigh(self, evidence: Evidence) -> Evidence:
        """Return a measurement as it tells of the plan's machines: unknown where it was made between others."""
        reason = self.find_doubt(evidence)
        return evidence if reason is None else evidence.model_copy(update={"state": "unknown", "reason": reason})

    def find_doubt(self, evidence: Evidence) -> str | None:
        """Return why a measurement of a flow tells nothing of it; None where it does, or where it is of none."""
        flow = evidence.flow
        if flow is None or evidence.state == "unknown" or not evidence.probe.startswith((_PROOF, _VOICE)):
            return None
        reached = _read_reached(evidence, flow)
        if reached is not None and (_is_own(reached) or reached == read_host(evidence.source or "")):
            return SAME_MACHINE
        if flow.source == "server" and self._is_elsewhere("server", flow.subject, evidence.source):
            return OTHER_SOURCE
        return self._doubt_address(flow, evidence, reached)

    def _doubt_address(self, flow: FlowEnd, evidence: Evidence, reached: Address | None) -> str | None:
        end = flow.destination or "server"
        if end not in _SINGLE:
            return None
        planned = tuple(self.list_planned(end, flow.subject))
        if not planned:
            return NO_ADDRESS
        if reached in {read_host(each.host) for each in planned} - {None}:
            return None
        # Where the plan gives a name, its address was compared when it was measured; the basis holds that name since.
        names = [each for each in planned if read_host(each.host) is None]
        asked = (evidence.target or "").casefold(), *(evidence.basis or {})
        is_named = any(each.field in asked or each.host.strip().casefold() in asked for each in names)
        return None if is_named else OTHER_ADDRESS

    def _is_elsewhere(self, end: str, subject: str, address: str | None) -> bool:
        planned = {read_host(each.host) for each in self.list_planned(end, subject)}
        mine = read_host(address or "")
        return mine is not None and None not in planned and bool(planned) and mine not in planned

    def list_planned(self, end: str, subject: str = "") -> Iterator["Planned"]:
        """Yield where the plan says that a single machine is: of the PABXs that of the flow's own link."""
        if end == "server":
            address = tuple(_name("server.address", getattr(self._plan.server, "address", None)))
            yield from address or _name("security.dns_name", getattr(self._plan.security, "dns_name", None))
            return
        if not subject.startswith(_LINK):
            # Whoever takes the calls: a PABX, or the proxy before it.
            yield from _name("addresses.sip_proxy", getattr(self._plan.addresses, "sip_proxy", None))
        for position, link in enumerate(self._links):
            if not subject.startswith(_LINK) or subject == f"{_LINK}{self._link_names[position]}":
                yield from _name(f"telephony.links.{position}.address", getattr(link, "address", None))


class Planned(NamedTuple):
    """Where a machine is by the plan, as it is written there, and the answer that says so."""

    field: str
    host: str


def _name(field: str, host: str | None) -> Iterator[Planned]:
    if host and host.strip():
        yield Planned(field, host)


def _read_reached(evidence: Evidence, flow: FlowEnd) -> Address | None:
    """Return the address that a measurement went to; None where it says none."""
    return read_host(cut_port(evidence.destination or "", flow.port)[0].removesuffix(":"))


def read_host(host: str) -> Address | None:
    """Return an address however it is written ("[::1]", "::ffff:10.0.0.1", with a zone); None for a name."""
    try:
        address = ipaddress.ip_address(host.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_own(address: Address) -> bool:
    """Say whether an address is every machine's own."""
    return address.is_loopback or address.is_unspecified
