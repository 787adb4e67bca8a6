"""What a machine runs on: names in its firmware, what lies below the system, and what neither can tell."""

import struct
from collections.abc import Mapping

import pytest

from tests.checks.machine.measuring import gather_answers, plan_server, run
from tests.checks.machine.recorded import (
    CHIPSET,
    NO_HYPERVISOR,
    OWN_HYPER_V,
    SERVER_2022_PHYSICAL,
    UNDER_HYPER_V,
    UNDER_VMWARE,
    VMWARE_DEVICES,
    RecordedReader,
)
from wizard.checks.machine.figures import BUS_DEVICES, HYPERVISOR, Hypervisor
from wizard.checks.machine.live.hypervisor import parse_detail
from wizard.checks.machine.live.reader import LiveReader
from wizard.checks.machine.reading import ReadingError

BIOS = r"HKLM\HARDWARE\DESCRIPTION\System\BIOS"
BELOW, DEVICES = ("hypervisor", ""), ("bus_devices", "")
UNDER_KVM = Hypervisor(present=True, vendor="KVMKVMKVM", owns_hardware=False)
VIRTIO = r"PCI\VEN_1AF4&DEV_1041&SUBSYS_11001AF4&REV_01\3&13C0B0C5"
EMULATED_CHIPSET = r"PCI\VEN_8086&DEV_29C0&SUBSYS_11001AF4&REV_00\3&13C0B0C5"
VMWARE_GRAPHICS = r"PCI\VEN_15AD&DEV_0405&SUBSYS_040515AD&REV_00\3&18D45AA6"
VMBUS = r"ACPI\VMBUS\0"


def measure(changes: Mapping[tuple[str, str], object]) -> object:
    """Return what a Dell server with these changes runs on; the reason where that is not known."""
    (found,) = run(plan_server(SERVER_2022_PHYSICAL.with_changes(changes)), "server.virtualization")
    return (found.answers or {}).get("server.hosting", [found.reason])


def name(maker: str, model: str, **others: str) -> dict[tuple[str, str], object]:
    """Return a firmware's names."""
    names = {"SystemManufacturer": maker, "SystemProductName": model, **others}
    return {("value", rf"{BIOS}\{key}"): value for key, value in names.items()}


@pytest.mark.parametrize(
    ("below", "devices", "hosting"),
    [
        (UNDER_VMWARE, VMWARE_DEVICES, "vmware"),
        (UNDER_VMWARE, CHIPSET, "vmware"),
        (NO_HYPERVISOR, VMWARE_DEVICES, "vmware"),
        (OWN_HYPER_V, VMWARE_DEVICES, "vmware"),
        (UNDER_VMWARE, (VMWARE_GRAPHICS,), ["hypervisor_unnamed"]),
        (UNDER_HYPER_V, (*CHIPSET, VMBUS), "hyper_v"),
        (UNDER_HYPER_V, CHIPSET, ["hypervisor_unnamed"]),
        (UNDER_KVM, CHIPSET, "other_hypervisor"),
        (UNDER_KVM, (VIRTIO,), ["hypervisor_unnamed"]),
        (OWN_HYPER_V, (EMULATED_CHIPSET,), ["hypervisor_unnamed"]),
        (NO_HYPERVISOR, (EMULATED_CHIPSET,), ["hypervisor_unnamed"]),
        (Hypervisor(present=True, vendor=None, owns_hardware=None), CHIPSET, ["hypervisor_unnamed"]),
        (Hypervisor(present=True, vendor="Tomorrow Hv", owns_hardware=True), CHIPSET, ["hypervisor_unnamed"]),
        (NO_HYPERVISOR, CHIPSET, "physical"),
        (NO_HYPERVISOR, (), "physical"),
        (OWN_HYPER_V, CHIPSET, "physical"),
    ],
)
def test_copied_name_of_the_host_is_seen_through(below: Hypervisor, devices: tuple[str, ...], hosting: object) -> None:
    """A guest that bears its host's maker and model (SMBIOS.reflectHost) is never taken for the host."""
    assert measure({BELOW: below, DEVICES: devices}) == hosting


@pytest.mark.parametrize("reading", [BELOW, DEVICES])
@pytest.mark.parametrize("lack", [None, ReadingError("not_readable")])
def test_name_alone_is_not_physical(reading: tuple[str, str], lack: object) -> None:
    """Where what lies below cannot be read, a maker's name tells nothing."""
    assert measure({reading: lack}) == ["hardware_name_only"]


@pytest.mark.parametrize(
    ("others", "hosting"),
    [
        (
            {"BaseBoardManufacturer": "Intel Corporation", "BaseBoardProduct": "440BX Desktop Reference Platform"},
            "vmware",
        ),
        ({"BIOSVendor": "VMware, Inc."}, "vmware"),
        ({"BIOSVendor": "Proxmox distribution of EDK II"}, "other_hypervisor"),
        ({"BIOSVendor": "Dell Inc.", "BaseBoardProduct": "0PJ80M"}, "physical"),
    ],
)
def test_board_and_bios_tell_what_the_machine_does_not(others: dict[str, str], hosting: str) -> None:
    """The host's maker and model are copied; the board and the BIOS need not be."""
    assert measure(name("Dell Inc.", "PowerEdge R740", **others)) == hosting


def test_cores_and_disk_of_a_copied_name_are_the_guests() -> None:
    """What hangs on the hosting does not take such a guest for its host either."""
    machine = SERVER_2022_PHYSICAL.with_changes({BELOW: UNDER_VMWARE, DEVICES: VMWARE_DEVICES})
    found = run(plan_server(machine))
    assert gather_answers(found)["server.cores"] == 24
    assert [each.reason for each in found if each.probe == "server.disk" and each.state == "unknown"] == [
        "virtual_disk"
    ]


@pytest.mark.parametrize(
    ("maker", "model", "hosting"),
    [
        ("VMware, Inc.", "VMware Virtual Platform", "vmware"),
        ("VMware, Inc.", "VMware20,1", "vmware"),
        ("Microsoft Corporation", "Virtual Machine", "hyper_v"),
        ("Microsoft Corporation", "Surface Pro 7", "physical"),
        ("Microsoft Corporation", "Something", None),
        ("QEMU", "Standard PC (Q35 + ICH9, 2009)", "other_hypervisor"),
        ("Red Hat", "KVM", "other_hypervisor"),
        ("Red Hat", "RHEV Hypervisor", "other_hypervisor"),
        ("Red Hat", "OpenStack Compute", "other_hypervisor"),
        ("oVirt", "oVirt Node", "other_hypervisor"),
        ("OpenNebula", "Virtual Machine", "other_hypervisor"),
        ("KubeVirt", "None", "other_hypervisor"),
        ("Scale Computing", "HC3", "other_hypervisor"),
        ("Huawei", "FusionCompute", "other_hypervisor"),
        ("Huawei Technologies Co., Ltd.", "2288H V5", "physical"),
        ("Apple Inc.", "Apple Virtualization Generic Platform", "other_hypervisor"),
        ("Apple Inc.", "MacBookPro16,1", "physical"),
        ("FreeBSD", "BHYVE", "other_hypervisor"),
        ("innotek GmbH", "VirtualBox", "other_hypervisor"),
        ("Xen", "HVM domU", "other_hypervisor"),
        ("Nutanix", "AHV", "other_hypervisor"),
        ("Google", "Google Compute Engine", "other_hypervisor"),
        ("Amazon EC2", "m5.large", "other_hypervisor"),
        ("Amazon EC2", "m5.metal", None),
        ("Hetzner", "vServer", "other_hypervisor"),
        ("Scaleway", "SCW-DEV1-S", "other_hypervisor"),
        ("OpenStack Foundation", "OpenStack Nova", "other_hypervisor"),
        ("Dell Inc.", "PowerEdge R740", "physical"),
        ("HPE", "ProLiant DL380 Gen10", "physical"),
        ("System manufacturer", "System Product Name", None),
        ("Hypervisor of tomorrow", "Box", None),
    ],
)
def test_names_in_the_firmware(maker: str, model: str, hosting: str | None) -> None:
    """Known hypervisors and, without one below, known makers of hardware; anybody else is unknown, not physical."""
    assert measure(name(maker, model)) == (hosting or ["not_recognised"])


def test_linux_guest_under_a_makers_name() -> None:
    """On Linux the processor's flag tells, without a name; without the flag it is the maker's machine."""
    for below, hosting in ((NO_HYPERVISOR, "physical"), (NO_HYPERVISOR._replace(present=True), None)):
        machine = RecordedReader({**SERVER_2022_PHYSICAL.recording, BELOW: below}, "linux")
        (found,) = run(plan_server(machine, "/"), "server.virtualization")
        assert (found.answers or {}).get("server.hosting") == hosting


@pytest.mark.parametrize(("rights", "owns"), [(0x1000, True), (0x3FFF, True), (0x0FFF, False), (0, False)])
def test_detail_of_a_hypervisor_is_parsed(rights: int, owns: bool) -> None:  # noqa: FBT001 - one row of the table
    """Name and rights stand where Windows puts them; the right to manage processors is the owner's."""
    leaves = struct.pack("<I12s", 0x4000000B, b"Microsoft Hv") + bytes(32) + struct.pack("<IIII", 0x2E7F, rights, 2, 0)
    assert parse_detail(leaves + bytes(48)) == Hypervisor(present=True, vendor="Microsoft Hv", owns_hardware=owns)


def test_this_machine_tells_what_lies_below_or_why_not() -> None:
    """The live readings give a hypervisor and devices as they are named, or say that they are not readable."""
    try:
        below, devices = LiveReader().read(HYPERVISOR), LiveReader().read(BUS_DEVICES)
    except ReadingError as error:
        assert error.reason in {"absent", "not_readable", "not_on_this_system"}  # noqa: PT017 - either is right
    else:
        assert below.present or below.vendor is None
        assert all(device.startswith(("PCI\\VEN_", "ACPI\\")) for device in devices)
