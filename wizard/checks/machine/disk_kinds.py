"""Which kind of disk a drive is, as far as it tells: bus numbers and what each can say of a disk. Pure, no reading."""

from wizard.checks.machine.figures import Device

# STORAGE_BUS_TYPE (Microsoft, winioctl.h).
_BUSES = {
    0x01: "SCSI", 0x02: "ATAPI", 0x03: "ATA", 0x06: "Fibre Channel", 0x07: "USB", 0x08: "RAID", 0x09: "iSCSI",
    0x0A: "SAS", 0x0B: "SATA", 0x0E: "Virtual", 0x0F: "File backed virtual", 0x10: "Storage Spaces", 0x11: "NVMe",
}  # fmt: skip
_DIRECT = {"ATA": "sata", "SATA": "sata"}
# An adapter's bus: behind a RAID adapter there may be disks of any kind.
_OF_THE_ADAPTER = {"SCSI": "scsi", "SAS": "sas"}
_RAID = "RAID"
# A SATA disk behind a SAS adapter bears this as its vendor (SCSI/ATA Translation, INQUIRY data).
_SATA_VENDOR = "ATA"
# Who makes SAS and SCSI disks, as INQUIRY names them (T10 vendor identification): what bears such a name is the disk
# itself. Makers of servers put the same name on disks and on RAID volumes, which tells nothing.
_DISK_MAKERS = frozenset(("SEAGATE", "HGST", "HITACHI", "TOSHIBA", "KIOXIA", "WDC", "WD", "FUJITSU", "SAMSUNG"))
_REASONS = {
    _RAID: "disk_behind_adapter",
    "SCSI": "disk_behind_adapter",
    "SAS": "disk_behind_adapter",
    "Fibre Channel": "disk_elsewhere",
    "iSCSI": "disk_elsewhere",
    "Virtual": "disk_put_together",
    "File backed virtual": "disk_put_together",
    "Storage Spaces": "disk_put_together",
    "USB": "disk_external",
}


def name_bus(device: Device) -> str:
    """Return what a drive is connected by; the bus' number where it has no name here."""
    return _BUSES.get(device.bus, str(device.bus))


def name_disk_kind(device: Device) -> str | None:
    """Return a disk's kind as a plan writes it; None where the drive does not tell it."""
    bus, vendor = name_bus(device), (device.vendor or "").upper()
    if bus == "NVMe":
        return "nvme"
    if device.seeks is False and bus in (*_DIRECT, *_OF_THE_ADAPTER, _RAID):
        # Without heads it is an SSD, whatever it is connected by.
        return "ssd"
    if bus in _DIRECT or (bus in _OF_THE_ADAPTER and vendor == _SATA_VENDOR):
        return "sata" if device.seeks else None
    return _OF_THE_ADAPTER.get(bus) if vendor in _DISK_MAKERS else None


def explain_hidden_kind(device: Device) -> str:
    """Return why a drive does not tell which disk it is, as ``words.local`` names it."""
    direct = (device.vendor or "").upper() == _SATA_VENDOR
    return "disk_kind_hidden" if direct else _REASONS.get(name_bus(device), "disk_kind_hidden")
