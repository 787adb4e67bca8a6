"""The shape of the assessment's JSON, as types from which the published JSON Schema is made."""

from typing import Literal, NotRequired

from pydantic import JsonValue, TypeAdapter
from typing_extensions import TypedDict

from wizard.domain.evidence.record import State
from wizard.domain.levels import Basis, Level, Verdict
from wizard.domain.proofs import Currency, ProofState


class VariantRecord(TypedDict):
    """A processor that the row accepts."""

    family: str
    clock_ghz: float
    cores: int


class HeadroomRecord(TypedDict):
    """How much more fits into the row."""

    users: int | None
    calls_per_hour: int | None


class ServerRecord(TypedDict):
    """The required server; sizes in GB, clock in GHz."""

    row_users: int
    row_calls_per_hour: int
    cores_row: int
    cores_media: int | None
    cores_required: int | None
    clock_ghz: float
    variants: list[VariantRecord]
    ram_gb: float
    disk: Literal["sata", "sas_scsi"]
    tws_disk_gb: float
    headroom: HeadroomRecord


class MediaRecord(TypedDict):
    """Voices and the cores that media adds."""

    voices_guide: int | None
    voices: int | None
    cores_audio: int | None
    cores_video: int | None
    cores_voices: int | None


class HostRecord(TypedDict):
    """RAM in MB that a session host keeps for TWS."""

    name: str
    ram_mb: int | None


class LinkRecord(TypedDict):
    """What a PABX link must have."""

    link: str
    csta_keys: int | None
    sip_user_licences: int | None
    sip_voice_licences: int | None
    ip_card: bool | None


class ChangeRecord(TypedDict):
    """An answer that would make a finding pass."""

    field: str
    value: JsonValue


class EvidenceRecord(TypedDict):
    """A measurement that bears on a finding; only a fresh one counts."""

    probe: str
    target: str | None
    state: State
    currency: Currency
    reason: str | None
    result: str
    measured: str
    where: str
    taken_at: str


class WayRecord(TypedDict):
    """A direction in which a flow was tried, between ends of flows."""

    source: str
    destination: str


class ProofRecord(TypedDict):
    """How far a flow is proven, by ports."""

    state: ProofState
    proven: list[int]
    blocked: list[int]
    reasons: list[str]
    source: str | None
    destination: str | None
    taken_at: str
    ways: list[WayRecord]
    ways_left: list[WayRecord]
    sites_left: list[str | None]
    ports: int


class FindingRecord(TypedDict):
    """A fact held against the plan for one subject."""

    fact: str
    level: Level
    basis: Basis
    subject: str
    message: str
    action: str
    page: int | None
    fields: list[str]
    title: str
    required: str
    planned: str
    responsible: str
    changes: list[ChangeRecord]
    evidence: NotRequired[list[EvidenceRecord]]


class FlowRecord(TypedDict):
    """A flow to open."""

    fact: str
    subject: str
    source: str
    destination: str
    both_ways: bool
    protocol: Literal["tcp", "udp"]
    ports: str | None
    purpose: str
    proof: NotRequired[ProofRecord]


class SiteRecord(TypedDict):
    """A remote site's bandwidth in kbit/s."""

    name: str
    login_kbit_s: int | None
    busy_hour_kbit_s: int | None
    voice_kbit_s: int | None


class BandwidthRecord(TypedDict):
    """Bandwidth in kbit/s, in total and per site."""

    login_kbit_s: int | None
    busy_hour_kbit_s: int | None
    voice_kbit_s: int | None
    sites: list[SiteRecord]


class ChecklistRecord(TypedDict):
    """Something to tick."""

    id: str
    text: str
    responsible: str
    facts: list[str]
    state: Literal["open", "done", "failed", "not_applicable"]


class ConfirmationRecord(TypedDict):
    """A point to confirm with the vendor."""

    fact: str
    message: str


class UnreadRecord(TypedDict):
    """A text that was typed into a field and cannot be read as an answer."""

    field: str
    text: str


class RemainingRecord(TypedDict):
    """What the verdict leaves out: the work that nobody has shown done."""

    checklist_failed: int
    checklist_open: int
    flows_to_open: int


class AssessmentRecord(TypedDict):
    """The assessment (contract, "Assessment")."""

    catalogue: str
    verdict: Verdict
    counts: dict[Level, int]
    counts_by_basis: dict[Basis, int]
    unanswered: list[str]
    unread: NotRequired[list[UnreadRecord]]
    remaining: NotRequired[RemainingRecord]
    server: ServerRecord | None
    media: MediaRecord
    session_hosts: list[HostRecord]
    telephony: list[LinkRecord]
    findings: list[FindingRecord]
    flows: list[FlowRecord]
    bandwidth: BandwidthRecord
    checklist: list[ChecklistRecord]
    to_confirm: list[ConfirmationRecord]


RECORD = TypeAdapter(AssessmentRecord)
