"""The TWS server that is planned, and how it is reached."""

from typing import Literal

from wizard.domain.section import Answer, Count, Measure, Section

OperatingSystem = Literal[
    "windows_11",
    "windows_10",
    "windows_8_1",
    "windows_7_sp1",
    "windows_server_2022",
    "windows_server_2019",
    "windows_server_2016",
    "windows_server_2012",
    "windows_server_2008_r2_sp1",
    "other",
]
OsEdition = Literal["standard", "datacenter", "other"]


class Server(Section):
    """The planned TWS server."""

    hosting: Literal["physical", "vmware", "hyper_v", "other_hypervisor"] | None = None
    resources_reserved: bool | None = None
    address: Answer | None = None
    os: OperatingSystem | None = None
    os_edition: OsEdition | None = None
    os_language: Literal["fr", "en", "other"] | None = None
    processor_family: Literal["core", "xeon", "ryzen", "epyc", "other"] | None = None
    cores: Count | None = None
    clock_ghz: Measure | None = None
    ram_gb: Measure | None = None
    disk_kind: Literal["sata", "sas", "scsi", "ssd", "nvme"] | None = None
    tws_disk_gb: Measure | None = None
    tws_on_separate_drive: bool | None = None
    hosts_exchange: bool | None = None
    hosts_domain_controller: bool | None = None
    hosts_other_web_server_on_port_80: bool | None = None


class Security(Section):
    """Secure mode and what it needs."""

    secure_mode: bool | None = None
    keep_plain_ports: bool | None = None
    dns_name: Answer | None = None
    certificate: Literal["none", "server", "wildcard"] | None = None
