"""The server's probes on recorded machines: what they answer, what they decide, what they leave unknown."""

import pytest

from tests.checks.machine.measuring import find, gather_answers, plan_server, run
from tests.checks.machine.recorded import (
    DOMAIN_CONTROLLER,
    EXCHANGE_HOST,
    GB,
    IIS,
    PRODUCT_TYPE,
    SERVER_2019_VMWARE,
    SERVER_2022_HYPER_V,
    SERVER_2022_PHYSICAL,
)
from wizard.checks.machine.figures import Cores, Listener, Space
from wizard.domain.evidence.record import Evidence
from wizard.domain.plan.machine import Server
from wizard.errors import UsageError

ANYWHERE = "0.0.0.0"  # noqa: S104 - as Windows' table shows it


def measure_web_server(*listeners: Listener, iis: int | None = None) -> Evidence:
    """Return what is found on port 80."""
    machine = SERVER_2019_VMWARE.with_changes({("listeners", ""): listeners, ("value", IIS): iis})
    return find(run(plan_server(machine), "server.neighbours"), "SRV-7c")


def test_vmware_server_in_french() -> None:
    """Everything a plan asks of the server is answered; the disk's kind is the host's secret."""
    found = run(plan_server(SERVER_2019_VMWARE))
    assert gather_answers(found) == {
        "server.os": "windows_server_2019",
        "server.os_edition": "standard",
        "server.os_language": "fr",
        "server.hosting": "vmware",
        "server.processor_family": "xeon",
        "server.cores": 8,
        "server.clock_ghz": 2.1,
        "server.ram_gb": 16,
        "server.tws_disk_gb": 80,
        "server.tws_on_separate_drive": True,
        "server.hosts_exchange": False,
        "server.hosts_domain_controller": False,
        "server.hosts_other_web_server_on_port_80": False,
    }
    unknown = {(each.probe, each.reason) for each in found if each.state == "unknown"}
    assert unknown == {("server.disk", "virtual_disk")}
    assert not [each for each in found if each.state == "failed"]
    # The plan accepts every answer as it stands.
    Server.model_validate({field.removeprefix("server."): value for field, value in gather_answers(found).items()})


def test_hyper_v_server_in_english() -> None:
    """A virtual machine's vCPUs count as cores; the system's drive is no separate one, and has too little left."""
    found = run(plan_server(SERVER_2022_HYPER_V, "c:"))
    answers = gather_answers(found)
    assert (answers["server.os"], answers["server.os_edition"], answers["server.os_language"]) == (
        "windows_server_2022",
        "datacenter",
        "en",
    )
    assert (answers["server.hosting"], answers["server.processor_family"]) == ("hyper_v", "epyc")
    assert (answers["server.cores"], answers["server.clock_ghz"]) == (8, 2.45)
    assert answers["server.tws_on_separate_drive"] is False
    assert find(run(plan_server(SERVER_2022_HYPER_V, "C:")), "SRV-6").state == "failed"


@pytest.mark.parametrize("name", ["Intel Core Processor (Broadwell, IBRS)", "AMD EPYC-Rome Processor"])
def test_label_of_a_hypervisor_is_no_family(name: str) -> None:
    """A virtual machine's label leaves the family unknown; cores and clock are told all the same."""
    place = r"HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0\ProcessorNameString"
    found = run(plan_server(SERVER_2022_HYPER_V.with_changes({("value", place): name})), "server.processor")
    assert gather_answers(found) == {"server.cores": 8, "server.clock_ghz": 2.45}
    assert [(each.reason, each.detail) for each in found if each.state == "unknown"] == [("processor_label", name)]


def test_physical_server() -> None:
    """On bare metal the cores in silicon count, and the disk tells its kind."""
    answers = gather_answers(run(plan_server(SERVER_2022_PHYSICAL)))
    assert (answers["server.hosting"], answers["server.cores"]) == ("physical", 12)
    assert answers["server.disk_kind"] == "sas"


@pytest.mark.parametrize(("free", "state"), [(4 * GB - 1, "failed"), (4 * GB, "ok")])
def test_free_space_bound(free: int, state: str) -> None:
    """The least free space is enough, a byte less is not."""
    machine = SERVER_2019_VMWARE.with_changes({("space", "D:"): Space(80 * GB, free)})
    assert find(run(plan_server(machine), "server.disk"), "SRV-6").state == state


@pytest.mark.parametrize("space", [Space(0, 0), Space(10, 11), Space(10, -1), Space(2**54, 1)])
def test_impossible_drive_is_unknown(space: Space) -> None:
    """A drive without size, or with more free than there is, was not measured."""
    machine = SERVER_2019_VMWARE.with_changes({("space", "D:"): space})
    found = run(plan_server(machine), "server.disk")
    assert (find(found, "SRV-4").state, find(found, "SRV-6").reason) == ("unknown", "implausible")


def test_no_drive_named() -> None:
    """Without a drive nothing is read, and each of its facts is unknown."""
    (found,) = run(plan_server(SERVER_2019_VMWARE, None), "server.disk")
    assert (found.state, found.reason) == ("unknown", "drive_not_named")
    assert found.facts == ("SRV-4", "SRV-5", "SRV-6", "HW-9")


@pytest.mark.parametrize("drive", ["D", "D:\\x", "\\\\server\\share", "", "DD:", "é:", "D:\n"])
def test_what_is_no_drive_is_refused(drive: str) -> None:
    """A drive is a letter and a colon: nothing else reaches the system."""
    with pytest.raises(UsageError, match="cannot be read"):
        plan_server(SERVER_2019_VMWARE, drive)


def test_domain_controller_and_exchange() -> None:
    """Either is a fault by itself, told apart from the other."""
    found = run(plan_server(DOMAIN_CONTROLLER), "server.neighbours")
    assert [find(found, f"SRV-7{each}").state for each in "abc"] == ["ok", "failed", "ok"]
    found = run(plan_server(EXCHANGE_HOST), "server.neighbours")
    assert [find(found, f"SRV-7{each}").state for each in "abc"] == ["failed", "ok", "ok"]
    assert gather_answers(found)["server.hosts_exchange"] is True


@pytest.mark.parametrize(
    ("version", "parts", "state", "reason"),
    [
        ("v15", ("AdminTools", "Setup"), "ok", None),
        ("v14", ("AdminTools", "Language", "Setup"), "ok", None),
        ("v15", ("AdminTools", "MailboxRole", "Setup"), "failed", None),
        ("v15", ("AdminTools", "EdgeTransportRole", "Setup"), "failed", None),
        ("v14", ("ClientAccessRole", "HubTransportRole"), "failed", None),
        ("v15", ("Setup",), "unknown", "exchange_unclear"),
        ("v15", (), "unknown", "exchange_unclear"),
    ],
)
def test_exchange_by_its_roles(version: str, parts: tuple[str, ...], state: str, reason: str | None) -> None:
    """A role makes a server; the management tools alone do not; what is neither is asked for."""
    key = rf"HKLM\SOFTWARE\Microsoft\ExchangeServer\{version}"
    machine = SERVER_2019_VMWARE.with_changes({("keys", key): parts})
    found = find(run(plan_server(machine), "server.neighbours"), "SRV-7a")
    assert (found.state, found.reason) == (state, reason)
    assert found.answers == (None if state == "unknown" else {"server.hosts_exchange": state == "failed"})
    assert (found.values or {}).get("exchange_parts") == (", ".join(parts) or None)


def test_registry_that_does_not_answer_has_no_absences() -> None:
    """Exchange's key is missing, but so is what every Windows has: nobody can say that Exchange is not there."""
    found = run(plan_server(SERVER_2019_VMWARE.with_changes({("value", PRODUCT_TYPE): None})), "server.neighbours")
    assert [find(found, f"SRV-7{each}").state for each in "ab"] == ["unknown", "unknown"]


def test_web_server_on_port_80() -> None:
    """Windows' own service is IIS only where IIS is installed; any other program is another web server."""
    kernel = Listener("tcp", "::", 80, 4, "System")
    assert measure_web_server(kernel, iis=10).state == "ok"
    assert measure_web_server(kernel).reason == "kernel_web_server"
    other = measure_web_server(kernel, Listener("tcp", ANYWHERE, 80, 4_711, "nginx.exe"), iis=10)
    assert (other.state, other.answers) == ("failed", {"server.hosts_other_web_server_on_port_80": True})
    assert measure_web_server(Listener("tcp", "127.0.0.1", 80, 4_711, "tool.exe")).reason == "loopback_only"
    assert measure_web_server(Listener("udp", ANYWHERE, 80, 4_711, "tool.exe")).state == "ok"


def test_own_listener_is_no_web_server() -> None:
    """On port 80 it stands for TWS's own web server, which is not yet there."""
    own = measure_web_server(Listener("tcp", ANYWHERE, 80, 4_711, "tws-preinstall-cli.exe", own=True))
    assert (own.state, own.reason, own.answers) == ("unknown", "own_listener", None)


@pytest.mark.parametrize(
    ("address", "state", "reason"),
    [
        ("10.20.0.15", "ok", None),
        ("10.20.0.16", "failed", None),
        ("127.0.0.1", "failed", None),
        ("fe80::1c5d:8a", "ok", None),
        ("tws01", "ok", None),
        ("TWS01.Valmont.Example.", "ok", None),
        ("tws.valmont.example", "unknown", "name_of_another"),
        (" ", "unknown", "address_not_planned"),
        (None, "unknown", "address_not_planned"),
    ],
)
def test_planned_address(address: str | None, state: str, reason: str | None) -> None:
    """An address is this machine's or not; a name that is not its own may still lead here."""
    (found,) = run(plan_server(SERVER_2019_VMWARE, planned=Server(address=address)), "server.address")
    assert (found.state, found.reason) == (state, reason)
    assert found.values is not None
    assert found.values["addresses"] == "10.20.0.15, fe80::1c5d:8a"


@pytest.mark.parametrize("own", [(), ("127.0.0.1", "::1")])
def test_machine_without_a_network_is_not_the_planned_server(own: tuple[str, ...]) -> None:
    """One that has no address of its own does not have the planned one: what it measures is kept apart."""
    alone = SERVER_2019_VMWARE.with_changes({("addresses", ""): own})
    (found,) = run(plan_server(alone, planned=Server(address="10.20.0.15")), "server.address")
    assert (found.state, found.values) == ("failed", {"addresses": "", "host_name": "tws01.valmont.example"})


@pytest.mark.parametrize("cores", [Cores(None, None), Cores(0, 8), Cores(8, 5_000), Cores(None, 0)])
def test_impossible_cores_are_unknown(cores: Cores) -> None:
    """No core, or thousands, were not counted."""
    found = run(plan_server(SERVER_2022_PHYSICAL.with_changes({("cores", ""): cores})), "server.processor")
    assert "server.cores" not in gather_answers(found)
    assert [each.reason for each in found if each.state == "unknown"] == ["implausible"]


def test_cores_of_an_unknown_machine() -> None:
    """Whether 4 or 8 count depends on what the machine is: where that is not known, neither does."""
    bios = r"HKLM\HARDWARE\DESCRIPTION\System\BIOS"
    nobody = "To be filled by O.E.M."
    machine = SERVER_2022_HYPER_V.with_changes(
        {("value", rf"{bios}\SystemManufacturer"): nobody, ("value", rf"{bios}\SystemProductName"): nobody}
    )
    found = run(plan_server(machine), "server.processor")
    assert "server.cores" not in gather_answers(found)
    assert gather_answers(found)["server.processor_family"] == "epyc"
