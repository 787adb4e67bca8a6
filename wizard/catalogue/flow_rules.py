"""The network flows of a vendor edition, each with typed conditions."""

from typing import Annotated, Literal

from pydantic import Field

from wizard.catalogue.base import FactId, NonEmpty, Part, PortList, Positive
from wizard.domain.plan.order import Groupware


class FlowCondition(Part):
    """When a flow is needed: every named condition must hold. ``secure = false`` is the plain twin."""

    secure: bool | None = None
    v4_clients: bool | None = None
    caller: bool | None = None
    softphone: bool | None = None
    conference: bool | None = None
    conference_video: bool | None = None
    file_sharing: bool | None = None
    remote_access: bool | None = None
    websocket_development: bool | None = None
    twp_browser: bool | None = None
    manager_desktop: bool | None = None
    manager_web: bool | None = None
    sms: bool | None = None
    ldap: bool | None = None
    voices: bool | None = None
    groupware: tuple[Groupware, ...] = ()


class FlowLink(Part):
    """A flow that exists once per telephony link of some kinds; the link's own port comes from ``port_from``."""

    kinds: Annotated[tuple[NonEmpty, ...], Field(min_length=1)]
    protocol: Literal["csta", "vti_xml"] | None = None
    port_from: Literal["port", "phone_port"] = "port"
    no_default_for: tuple[NonEmpty, ...] = ()
    no_default_with_application_link: bool = False


class PortRange(Part):
    """Ports counted from ``first``: ``step`` for each voice or call."""

    first: Positive
    step: Positive
    count: Literal["voices", "calls_per_station"]


class PortSpan(Part):
    """The ports among which a chosen port is expected."""

    first: Positive
    last: Positive


FlowEnd = Literal[
    "station",
    "admin_station",
    "server",
    "pabx",
    "sip_peer",
    "phone",
    "sms_server",
    "ldap_server",
    "groupware_server",
]


class FlowRule(Part):
    """One flow: its ends, protocol and ports ("9001,9005", "40000-41000"), and when it is needed.

    The ports are the destination's unless ``ports_of`` says that they are the source's own, to which the other end
    sends: voice, which goes both ways. ``used_with`` names what a station has to use for the flow: it exists where a
    group uses it outside sessions, and once more per session host, whose sessions share the host's ports.
    """

    fact: FactId
    source: FlowEnd
    destination: FlowEnd
    protocol: Literal["tcp", "udp"]
    ports: PortList | None = None
    both_ways: bool = False
    ports_of: Literal["source", "destination"] = "destination"
    changeable: bool = False
    needs_secure: bool = False
    range: PortRange | None = None
    used_with: Literal["softphone"] | None = None
    link: FlowLink | None = None
    expected: PortSpan | None = None
    # Not validated: that would build a validator beside the whole edition's.
    when: FlowCondition = Field(default_factory=FlowCondition.model_construct)
