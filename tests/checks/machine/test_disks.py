"""Which kind of disk a drive is: what its bus, its heads and its name tell, and what an adapter hides."""

import struct

import pytest

from tests.checks.machine.measuring import find, plan_server, run
from tests.checks.machine.recorded import SERVER_2019_VMWARE, SERVER_2022_PHYSICAL
from wizard.checks.machine.figures import Device
from wizard.checks.machine.live.storage import parse_device
from wizard.checks.machine.reading import ReadingError
from wizard.domain.evidence.record import Evidence

SCSI, ATA, FIBRE, USB, RAID, ISCSI, SAS, SATA, VIRTUAL, FILE, SPACES, NVME = (
    0x01, 0x03, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0E, 0x0F, 0x10, 0x11,
)  # fmt: skip


def measure(device: object) -> Evidence:
    """Return what is found of a physical server's drive."""
    found = run(plan_server(SERVER_2022_PHYSICAL.with_changes({("device", "D:"): device})), "server.disk")
    return find(found, "HW-9")


@pytest.mark.parametrize(
    ("device", "kind"),
    [
        (Device(NVME, seeks=None), "nvme"),
        (Device(NVME, seeks=False, product="Dell Ent NVMe"), "nvme"),
        (Device(SATA, seeks=False), "ssd"),
        (Device(SATA, seeks=True), "sata"),
        (Device(ATA, seeks=True, product="ST3250310AS"), "sata"),
        (Device(SAS, seeks=False), "ssd"),
        (Device(RAID, seeks=False, vendor="DELL", product="PERC H755"), "ssd"),
        (Device(SAS, seeks=True, vendor="SEAGATE", product="ST1200MM0099"), "sas"),
        (Device(SAS, seeks=None, vendor="hgst", product="HUC101812CSS204"), "sas"),
        (Device(SCSI, seeks=True, vendor="FUJITSU", product="MAX3073NC"), "scsi"),
        (Device(SAS, seeks=True, vendor="ATA", product="ST4000NM0035"), "sata"),
        (Device(SCSI, seeks=True, vendor="ATA", product="WDC WD4002FYYZ"), "sata"),
    ],
)
def test_disk_that_tells_its_kind(device: Device, kind: str) -> None:
    """NVMe, SATA, an SSD and a disk that bears its own maker's name tell what they are."""
    found = measure(device)
    assert (found.state, found.answers) == ("ok", {"server.disk_kind": kind})


@pytest.mark.parametrize(
    ("device", "reason"),
    [
        (Device(SCSI, seeks=None), "disk_behind_adapter"),
        (Device(SCSI, seeks=True), "disk_behind_adapter"),
        (Device(SAS, seeks=None), "disk_behind_adapter"),
        (Device(SAS, seeks=True, vendor="DELL", product="PERC H730 Mini"), "disk_behind_adapter"),
        (Device(SAS, seeks=True, vendor="HP", product="LOGICAL VOLUME"), "disk_behind_adapter"),
        (Device(SCSI, seeks=None, vendor="Adaptec", product="RAID 1"), "disk_behind_adapter"),
        (Device(RAID, seeks=True, vendor="SEAGATE"), "disk_behind_adapter"),
        (Device(RAID, seeks=None), "disk_behind_adapter"),
        (Device(ISCSI, seeks=False), "disk_elsewhere"),
        (Device(FIBRE, seeks=True), "disk_elsewhere"),
        (Device(VIRTUAL, seeks=True), "disk_put_together"),
        (Device(FILE, seeks=False), "disk_put_together"),
        (Device(SPACES, seeks=False), "disk_put_together"),
        (Device(USB, seeks=False), "disk_external"),
        (Device(SATA, seeks=None), "disk_kind_hidden"),
        (Device(SAS, seeks=None, vendor="ATA", product="ST4000NM0035"), "disk_kind_hidden"),
        (Device(0x7F, seeks=True), "disk_kind_hidden"),
        (Device(0x00, seeks=False), "disk_kind_hidden"),
    ],
)
def test_disk_behind_an_adapter_is_unknown(device: Device, reason: str) -> None:
    """An adapter's bus is not the disks', and what lies elsewhere or is put together has none: unknown, with why."""
    found = measure(device)
    assert (found.state, found.reason, found.answers) == ("unknown", reason, None)


def test_what_was_read_is_told_beside() -> None:
    """Bus and name of a volume help whoever looks the disks up."""
    found = measure(Device(SAS, seeks=True, vendor="DELL", product="PERC H730 Mini"))
    assert found.values == {"drive": "D:", "disk_bus": "SAS", "disk_model": "DELL PERC H730 Mini"}


def test_disk_of_a_guest_and_one_that_cannot_be_read() -> None:
    """A guest sees what its hypervisor makes up; a drive that does not answer is unknown."""
    assert find(run(plan_server(SERVER_2019_VMWARE), "server.disk"), "HW-9").reason == "virtual_disk"
    assert measure(ReadingError("not_readable")).reason == "not_readable"


def describe(vendor: bytes, product: bytes, bus: int) -> bytes:
    """Return a STORAGE_DEVICE_DESCRIPTOR as Windows lays it out; an empty name has no place."""
    places = [36 if vendor else 0, 52 if product else 0]
    head = struct.pack("<IIBBBBIIIIII", 40, 76, 0, 0, 0, 1, *places, 0, 0, bus, 0)
    return head + vendor.ljust(16, b"\0") + product.ljust(24, b"\0")


@pytest.mark.parametrize(
    ("vendor", "product", "device"),
    [
        (b"DELL    ", b"PERC H730 Mini  ", Device(SAS, None, "DELL", "PERC H730 Mini")),
        (b"", b"ST3250310AS", Device(SAS, None, None, "ST3250310AS")),
        (b"", b"", Device(SAS, None)),
        (b"\xff\xfe", b"x", Device(SAS, None, "\ufffd\ufffd", "x")),
    ],
)
def test_descriptor_is_parsed(vendor: bytes, product: bytes, device: Device) -> None:
    """Names are cut at their end and their padding; what is no text does no harm."""
    assert parse_device(describe(vendor, product, SAS), None) == device


def test_descriptor_with_a_place_outside_it_names_nothing() -> None:
    """A place beyond the descriptor's end gives no name."""
    head = struct.pack("<IIBBBBIIIIII", 40, 40, 0, 0, 0, 1, 4_000, 2**32 - 1, 0, 0, SATA, 0)
    assert parse_device(head, seeks=True) == Device(SATA, seeks=True)
