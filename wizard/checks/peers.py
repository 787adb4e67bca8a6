"""Where the machines of a plan are found, and which flows begin on this one."""

from collections.abc import Iterator
from typing import NamedTuple

from wizard.domain.assessment import Assessment, Flow
from wizard.domain.evidence.record import CheckRole
from wizard.domain.plan import Plan

# How the ends of flows call what a check calls a role.
ENDS: dict[CheckRole, str] = {"server": "server", "station": "station", "admin": "admin_station"}
# These ends are called in the plan's addresses as they are in the flows.
_ADDRESSES = frozenset({"phone", "sms_server", "ldap_server", "groupware_server"})


class Peer(NamedTuple):
    """A machine as the plan names it: its host name or IP address, and the plan's answer that says so."""

    host: str
    field: str


class Reach(NamedTuple):
    """A flow that begins on this machine, the end it goes to, and where that is; None where the plan does not say."""

    flow: Flow
    end: str
    peer: Peer | None


class Peers:
    """The machines of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @property
    def server(self) -> Peer | None:
        """Return the TWS server: by its address, else by its DNS name."""
        return self._read("server", "address") or self.server_name

    @property
    def server_name(self) -> Peer | None:
        """Return the server's DNS name."""
        return self._read("security", "dns_name")

    @property
    def time_server(self) -> Peer | None:
        """Return the time server."""
        return self._read("addresses", "time_server")

    def _read(self, part: str, name: str) -> Peer | None:
        host = getattr(getattr(self.plan, part), name, None)
        return Peer(host.strip(), f"{part}.{name}") if host and host.strip() else None

    def _find_link(self, position: int) -> Peer | None:
        links = (self.plan.telephony.links if self.plan.telephony else None) or ()
        host = getattr(links[position], "address", None) if position < len(links) else None
        return Peer(host.strip(), f"telephony.links.{position}.address") if host and host.strip() else None

    def find(self, end: str, flow: Flow) -> Peer | None:
        """Return where an end of a flow is; a SIP peer is the proxy, else the first PABX whose address is known."""
        if end == "server":
            return self.server
        if end in _ADDRESSES:
            return self._read("addresses", end)
        if end == "pabx" and flow.link is not None:
            return self._find_link(flow.link)
        if end in ("pabx", "sip_peer"):
            links = (self.plan.telephony.links if self.plan.telephony else None) or ()
            pabx = (self._find_link(position) for position in range(len(links)))
            proxy = self._read("addresses", "sip_proxy") if end == "sip_peer" else None
            return proxy or next((each for each in pabx if each is not None), None)
        return None


def list_reaches(assessment: Assessment, peers: Peers, role: CheckRole) -> Iterator[Reach]:
    """Yield the flows whose ports are known, are another end's and are sent to by a machine of a role."""
    here = ENDS[role]
    for flow in assessment.flows:
        sending, owning = flow.route
        if flow.ports is not None and sending == here:
            yield Reach(flow, owning, peers.find(owning, flow))
