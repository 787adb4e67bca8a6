"""The users' PCs, and the hosts that carry their sessions."""

from typing import Annotated, Literal

from pydantic import Field

from wizard.domain.plan.machine import OperatingSystem, OsEdition
from wizard.domain.section import LONGEST_LIST, Answer, Count, Measure, Section

Processor = Literal[
    "below_core_i3", "core_i3", "core_i5", "core_i7", "core_i9", "ryzen_3", "ryzen_5", "ryzen_7", "ryzen_9"
]
Browser = Literal["chrome", "edge", "firefox", "opera", "safari", "other"]


class StationGroup(Section):
    """PCs that are alike and used alike. ``dotnet_framework`` is a version, or "none" if known not to be installed."""

    name: Answer | None = None
    count: Count | None = None
    os: OperatingSystem | None = None
    ram_gb: Measure | None = None
    processor: Processor | None = None
    dotnet_framework: Answer | None = None
    smart_attendant: bool | None = None
    supervised_users: Count | None = None
    softphone: bool | None = None
    headset: Literal["jabra_usb", "plantronics", "other", "none"] | None = None
    session: Literal["local", "rds", "citrix"] | None = None
    shared: bool | None = None
    manager_desktop: bool | None = None
    dotnet_8: bool | None = None


class SessionHost(Section):
    """An RDS or Citrix host; ``ram_gb_for_tws`` is what it keeps for TWS beside its own needs (1 GB = 1024 MB)."""

    name: Answer | None = None
    kind: Literal["rds", "citrix"] | None = None
    os: OperatingSystem | None = None
    os_edition: OsEdition | None = None
    users: Count | None = None
    ram_gb_for_tws: Measure | None = None
    opened_from: OperatingSystem | None = None
    softphone: bool | None = None
    dotnet_8: bool | None = None


class Stations(Section):
    """PCs, session hosts, browsers, and the rights and exclusions agreed for them."""

    groups: Annotated[tuple[StationGroup, ...], Field(max_length=LONGEST_LIST, fail_fast=True)] | None = None
    session_hosts: Annotated[tuple[SessionHost, ...], Field(max_length=LONGEST_LIST, fail_fast=True)] | None = None
    manager_browsers: Annotated[tuple[Browser, ...], Field(max_length=LONGEST_LIST, fail_fast=True)] | None = None
    user_folders_open: bool | None = None
    shared_folder_writable: bool | None = None
    antivirus_exclusions_agreed: bool | None = None
