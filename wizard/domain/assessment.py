"""The one result behind every output: findings, sizing, flows, bandwidth, checklist, points to confirm."""

from typing import NamedTuple

from wizard.domain.findings import Finding
from wizard.domain.levels import STATUSES, Basis, Level, Status, Verdict
from wizard.domain.proofs import Proof, Weighed
from wizard.i18n import Text


class ProcessorVariant(NamedTuple):
    """A processor that meets the row: family, model, number, clock in GHz, cores of all together."""

    family: str
    model: str
    processors: int
    clock_ghz: float
    cores: int


class Headroom(NamedTuple):
    """How much more fits before the row for the plan's own figures changes; None where that figure is not known."""

    users: int | None
    calls_per_hour: int | None


class ServerNeed(NamedTuple):
    """The server that is required. Disk and RAM in GB, clock in GHz; cores None where media figures are unknown."""

    row_users: int
    row_calls_per_hour: int
    cores_row: int
    cores_media: int | None
    cores_required: int | None
    clock_ghz: float
    variants: tuple[ProcessorVariant, ...]
    ram_gb: float
    disk: str
    tws_disk_gb: float
    headroom: Headroom
    first_row_users: int
    """The row for the plan's own figures, before SmartAttendant moves it up (HW-4)."""


class MediaNeed(NamedTuple):
    """Voices (the guide's and the plan's) and the cores that conferences and voices add; None where unknown."""

    voices_guide: int | None
    voices: int | None
    cores_audio: int | None
    cores_video: int | None
    cores_voices: int | None


class HostNeed(NamedTuple):
    """RAM in MB that a session host must keep for TWS."""

    name: str
    ram_mb: int | None


class LinkNeed(NamedTuple):
    """What a PABX link must have; None where the document asks for none or the number is not known."""

    link: str
    csta_keys: int | None
    sip_user_licences: int | None
    sip_voice_licences: int | None
    ip_card: bool | None


# A SIP peer is the PABX, a SIP proxy or another station (NET-19, NET-20).
_STANDS_FOR = {"sip_peer": frozenset({"sip_peer", "pabx", "station"})}


class Flow(NamedTuple):
    """A network flow to open; ``ports`` None where not known, else "9001,9005" or "40000-41000"."""

    fact: str
    subject: str
    source: str
    destination: str
    both_ways: bool
    protocol: str
    ports: str | None
    purpose: Text
    link: int | None
    """Position of the telephony link it belongs to."""
    proof: Proof | None = None
    """What the checks say of it; None where none looked."""
    ports_of: str = "destination"
    """Whose the ports are: the destination's, or the source's own."""

    @property
    def route(self) -> tuple[str, str]:
        """Return the end that sends to the ports, and the end whose ports they are."""
        ends = self.source, self.destination
        return ends if self.ports_of == "destination" else ends[::-1]

    @property
    def host(self) -> str | None:
        """Return the session host whose ports they are; None where it is none's."""
        kind, _, name = self.subject.partition(":")
        return name if kind == "host" else None

    def leads(self, sending: str | None, owning: str | None) -> bool:
        """Say whether one end sends to the ports of another by this flow; None stands for any end."""
        return all(
            end is None or end in _STANDS_FOR.get(named, {named})
            for named, end in zip(self.route, (sending, owning), strict=True)
        )


class Traffic(NamedTuple):
    """Bandwidth in whole kbit/s; None where an answer is missing."""

    login_kbit_s: int | None
    busy_hour_kbit_s: int | None
    voice_kbit_s: int | None


class SiteTraffic(NamedTuple):
    """A remote site's bandwidth, and what its link offers in kbit/s."""

    name: str
    traffic: Traffic
    link_kbit_s: float | None


class ChecklistItem(NamedTuple):
    """Something to tick."""

    id: str
    text: Text
    responsible: str
    facts: tuple[str, ...]
    state: str
    comment: str
    by: str


class Confirmation(NamedTuple):
    """A reading that the plan touches, to be confirmed with the vendor."""

    fact: str
    message: Text


class Unread(NamedTuple):
    """A text that was typed into a field and is no answer that it takes."""

    field: str
    text: str


class Assessment(NamedTuple):
    """Everything that is known of a plan."""

    catalogue: str
    verdict: Verdict
    counts: dict[Level, int]
    counts_by_basis: dict[Basis, int]
    """How many of the findings that are ok rest on what."""
    unanswered: tuple[str, ...]
    server: ServerNeed | None
    media: MediaNeed
    session_hosts: tuple[HostNeed, ...]
    telephony: tuple[LinkNeed, ...]
    findings: tuple[Finding, ...]
    flows: tuple[Flow, ...]
    traffic: Traffic
    sites: tuple[SiteTraffic, ...]
    checklist: tuple[ChecklistItem, ...]
    to_confirm: tuple[Confirmation, ...]
    evidence: tuple[Weighed, ...] = ()
    """All measurements that the plan holds, the newest first."""
    unread: tuple[Unread, ...] = ()
    """What was typed and cannot be read, in the order of the plan file; each is unanswered too."""

    @property
    def counts_by_status(self) -> dict[Status, int]:
        """Return how many findings stand how, the most urgent first; those that are ok by what they rest on."""
        return {
            status: self.counts_by_basis[status] if isinstance(status, Basis) else self.counts[status]
            for status in STATUSES
        }
