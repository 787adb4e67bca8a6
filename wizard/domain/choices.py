"""The names, for people, of the values an answer may take."""

from wizard.i18n import Message

_OPERATING_SYSTEMS = {
    "windows_11": Message("Windows 11"),
    "windows_10": Message("Windows 10"),
    "windows_8_1": Message("Windows 8.1"),
    "windows_7_sp1": Message("Windows 7 SP1"),
    "windows_server_2022": Message("Windows Server 2022"),
    "windows_server_2019": Message("Windows Server 2019"),
    "windows_server_2016": Message("Windows Server 2016"),
    "windows_server_2012": Message("Windows Server 2012"),
    "windows_server_2008_r2_sp1": Message("Windows Server 2008 R2 SP1"),
    "other": Message("another system"),
}

CHOICES: dict[str, dict[str, Message]] = {
    "role": {
        "network_administrator": Message("Network administrator"),
        "telephony_administrator": Message("Telephony administrator"),
        "integrator": Message("Integrator"),
        "customer": Message("Customer"),
    },
    "hosting": {
        "physical": Message("physical server"),
        "vmware": Message("VMware virtual machine"),
        "hyper_v": Message("Hyper-V virtual machine"),
        "other_hypervisor": Message("virtual machine on another hypervisor"),
    },
    "os": _OPERATING_SYSTEMS,
    "os_edition": {
        "standard": Message("Standard"),
        "datacenter": Message("Datacenter"),
        "other": Message("another edition"),
    },
    "os_language": {"fr": Message("French"), "en": Message("English"), "other": Message("another language")},
    "processor_family": {
        "core": Message("Intel Core"),
        "xeon": Message("Intel Xeon"),
        "ryzen": Message("AMD Ryzen"),
        "epyc": Message("AMD EPYC"),
        "other": Message("another family"),
    },
    "disk_kind": {
        "sata": Message("SATA"),
        "sas": Message("SAS"),
        "scsi": Message("SCSI"),
        "ssd": Message("SSD"),
        "nvme": Message("NVMe"),
        "sas_scsi": Message("SAS/SCSI"),
    },
    "certificate": {
        "none": Message("no certificate"),
        "server": Message("certificate for the server's DNS name"),
        "wildcard": Message("wildcard certificate"),
    },
    "protocol": {"csta": Message("CSTA"), "vti_xml": Message("VTI-XML")},
    "kind": {
        "mivoice_5000": Message("MiVoice 5000 / Aastra 5000"),
        "mivoice_office_400": Message("MiVoice Office 400 / Aastra 400"),
        "mx_one": Message("MiVoice MX-ONE"),
        "oxe": Message("Alcatel OmniPCX Enterprise (OXE)"),
        "oxo": Message("Alcatel OmniPCX Office (OXO)"),
        "openscape_office": Message("Unify OpenScape Office"),
        "openscape_business": Message("Unify OpenScape Business"),
        "openscape_voice": Message("Unify OpenScape Voice"),
        "hipath_3000": Message("Unify HiPath 3xxx"),
        "hipath_openoffice": Message("Unify HiPath OpenOffice"),
        "other_pbx": Message("PABX of another vendor"),
        "snom": Message("Snom phones"),
        "yealink": Message("Yealink phones"),
    },
    "processor": {
        "below_core_i3": Message("below Core i3"),
        "core_i3": Message("Core i3"),
        "core_i5": Message("Core i5"),
        "core_i7": Message("Core i7"),
        "core_i9": Message("Core i9"),
        "ryzen_3": Message("Ryzen 3"),
        "ryzen_5": Message("Ryzen 5"),
        "ryzen_7": Message("Ryzen 7"),
        "ryzen_9": Message("Ryzen 9"),
    },
    "headset": {
        "jabra_usb": Message("recent USB Jabra"),
        "plantronics": Message("recent Plantronics"),
        "other": Message("another make"),
        "none": Message("no headset"),
    },
    "session": {"local": Message("local session"), "rds": Message("RDS session"), "citrix": Message("Citrix session")},
    "host_kind": {"rds": Message("RDS"), "citrix": Message("Citrix")},
    "browser": {
        "chrome": Message("Chrome"),
        "edge": Message("Edge"),
        "firefox": Message("Firefox"),
        "opera": Message("Opera"),
        "safari": Message("Safari"),
        "other": Message("another browser"),
    },
    "groupware": {
        "exchange": Message("Exchange"),
        "office_365": Message("Office 365"),
        "google": Message("Google Workspace"),
        "zimbra": Message("Zimbra"),
        "lotus_notes": Message("Lotus Notes"),
    },
    "item_state": {
        "open": Message("to do"),
        "done": Message("done"),
        "failed": Message("not OK"),
        "not_applicable": Message("not applicable"),
    },
}


def name_choice(family: str, value: str) -> Message | str:
    """Return the name of a value of a family of choices; the value itself where nobody named it."""
    return CHOICES.get(family, {}).get(value, value)
