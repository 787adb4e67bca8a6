"""The figures of a vendor edition by topic: server, sizing, media, clients, bandwidth."""

from typing import Annotated, Literal

from pydantic import Field

from wizard.catalogue.base import Family, NonEmpty, Part, Positive, PositiveMeasure, Release, Wording
from wizard.catalogue.notation import NotationRules
from wizard.domain.plan.machine import OperatingSystem
from wizard.domain.plan.stations import Browser, Processor


class ServerRules(Part):
    """What the TWS server must be; disks in GB, session RAM in MB a user."""

    named_hypervisors: tuple[Literal["vmware", "hyper_v", "other_hypervisor"], ...]
    operating_systems: tuple[OperatingSystem, ...]
    editions: tuple[Literal["standard", "datacenter", "other"], ...]
    languages: tuple[Literal["fr", "en", "other"], ...]
    recommended_disk_gb: PositiveMeasure
    minimum_disk_gb: PositiveMeasure
    session_ram_mb_per_user: Positive
    conference_from: Release
    manager_from: Release
    manager_desktop_systems: tuple[OperatingSystem, ...]
    manager_browsers: tuple[Browser, ...]
    refused_browsers: tuple[Browser, ...]


class Variant(Part):
    """One processor that a row of the sizing table accepts; ``cores`` counts all processors together."""

    family: Family
    model: NonEmpty
    processors: Positive
    clock_ghz: PositiveMeasure
    cores: Positive


class SizingRow(Part):
    """A row of the sizing table: up to so many users and calls an hour."""

    users: Positive
    calls_per_hour: Positive
    ram_gb: PositiveMeasure
    disk: Literal["sata", "sas_scsi"]
    cores: Positive
    variants: Annotated[tuple[Variant, ...], Field(min_length=1)]


class Sizing(Part):
    """The sizing table and how it is read."""

    server_class_families: tuple[Family, ...]
    smart_attendants_at_most: Positive
    slow_disks: tuple[Literal["sata", "sas", "scsi", "ssd", "nvme"], ...]
    rows: Annotated[tuple[SizingRow, ...], Field(min_length=1)]


class GuideRow(Part):
    """A row of the guide to the number of voices."""

    users: Positive
    announcements: Positive
    listening: Positive


class Media(Part):
    """The Media Server's constraints."""

    audio_people_per_core: Positive
    video_people_per_core: Positive
    voices_per_core: Positive
    virtual_voices_at_most: Positive
    largest_audio: Positive
    largest_video: Positive
    participants_at_most: Positive
    conferences_at_most: Positive
    guide: Annotated[tuple[GuideRow, ...], Field(min_length=1)]


class SmartAttendantRow(Part):
    """What a SmartAttendant PC needs up to so many supervised users."""

    supervised_users: Positive
    processor: Processor
    ram_gb: PositiveMeasure
    dedicated_mb: Positive


class SoftphoneHost(Part):
    """The session environment in which Softphone is validated."""

    kind: Literal["rds", "citrix"]
    os: OperatingSystem
    os_edition: Literal["standard", "datacenter", "other"]
    opened_from: OperatingSystem


class Clients(Part):
    """What the users' PCs must be."""

    operating_systems: tuple[OperatingSystem, ...]
    dotnet_framework: Release
    dotnet_notation: NotationRules = Field(default_factory=NotationRules.model_construct)
    dotnet_framework_release: Positive
    ram_gb: PositiveMeasure
    processor: Processor
    advised_headsets: tuple[Literal["jabra_usb", "plantronics", "other", "none"], ...]
    softphone_host: SoftphoneHost
    smart_attendant: Annotated[tuple[SmartAttendantRow, ...], Field(min_length=1)]
    client_exclusions: tuple[NonEmpty, ...]
    server_exclusions: tuple[Wording, ...]
    processor_ranks: dict[Processor, Annotated[int, Field(ge=0)]]


class Bandwidth(Part):
    """Traffic per event in KB (``bytes_per_kb`` bytes each), voice in kbit/s a call."""

    login_kb: Positive
    click_to_call_kb: Positive
    call_kb: Positive
    call_with_alerter_kb: Positive
    directory_search_kb: Positive
    supervision_kb_per_call: Positive
    voice_kbit_s: Positive
    voice_alone_kbit_s: Positive
    bytes_per_kb: Positive
    default_login_window_minutes: Positive
    default_calls_per_station: Positive
