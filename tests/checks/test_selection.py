"""The plan decides what is checked: which probes, of whom, from which machine."""

import pytest

from tests.factories import make_answers, make_link, on_links, read_answers, read_edition
from wizard.assessment.evaluate import assess
from wizard.checks.manifest import list_touches
from wizard.checks.probe import Probe, TouchKind
from wizard.checks.selection import Wanted, find_group, select_probes
from wizard.domain.plan import Plan
from wizard.errors import UsageError

ADDRESSES = {
    "sip_proxy": "10.0.0.20",
    "phone": "10.0.0.21",
    "sms_server": "10.0.0.22",
    "ldap_server": "10.0.0.23",
    "groupware_server": "10.0.0.24",
    "time_server": "10.0.0.25",
}
ALL = {
    "licences": {"sms": True, "ldap": True, "groupware": ["exchange"], "softphone": 10},
    "server": {"address": "10.0.0.1"},
    "security": {"secure_mode": True, "dns_name": "tws.example.com"},
    "addresses": ADDRESSES,
}


def make_plan(**changes: object) -> Plan:
    """Return a plan with a PABX and a Snom fleet that names all machines."""
    links = on_links(make_link("oxe", name="A", address="10.0.0.2"), make_link("snom", name="S", port=7010))
    return read_answers(make_answers(**{**ALL, **links, **changes}))


def select(plan: Plan, wanted: Wanted) -> tuple[Probe, ...]:
    """Return the probes of a plan."""
    return select_probes(plan, read_edition(), assess(plan, read_edition()), wanted)


def list_contacts(probes: tuple[Probe, ...]) -> set[str]:
    """Return the addresses that are contacted, without name servers."""
    packets = [line.what for line in list_touches(probes) if line.kind is TouchKind.PACKET and ":53" not in line.what]
    return {packet.split()[1].rpartition(":")[0] or packet.split()[1] for packet in packets}


def test_server_contacts_what_it_will_talk_to() -> None:
    """From the server: PABX, SMS, directory, mail and time server; itself for its certificate; no phone, no PC."""
    assert list_contacts(select(make_plan(), Wanted("server"))) == {
        "10.0.0.1",
        "10.0.0.2",
        "10.0.0.22",
        "10.0.0.23",
        "10.0.0.24",
        "10.0.0.25",
    }


def test_station_contacts_server_phones_and_sip() -> None:
    """From a PC: the server, a phone and the SIP proxy; none of the servers behind."""
    assert list_contacts(select(make_plan(), Wanted("station", 0))) == {"10.0.0.1", "10.0.0.20", "10.0.0.21"}


@pytest.mark.parametrize("protocol", ["udp", "tcp"])
def test_sip_is_asked_over_what_the_flow_says(protocol: str) -> None:
    """This edition has SIP over UDP; one that has it over TCP is asked over TCP, and not by a bare connection."""
    plan, edition = make_plan(), read_edition()
    assessment = assess(plan, edition)
    flows = tuple(flow._replace(protocol=protocol) if flow.fact == "NET-19" else flow for flow in assessment.flows)
    probes = select_probes(plan, edition, assessment._replace(flows=flows), Wanted("station", 0))
    (sip,) = (probe for probe in probes if "NET-19" in probe.facts)
    assert sip.id == "port.sip"
    assert f"{protocol} 10.0.0.20:5060" in {touch.what for touch in sip.touches}


def test_nothing_that_the_plan_does_not_name() -> None:
    """Without addresses nobody is contacted: the machine itself is read, and that is all."""
    plan = make_plan(addresses=None, server={"address": None}, security={"secure_mode": False, "dns_name": None})
    plan = plan.model_copy(update={"telephony": None})
    for wanted in (Wanted("server"), Wanted("station", 0), Wanted("admin")):
        assert list_contacts(select(plan, wanted)) == set()


def test_silent_mode_sends_nothing() -> None:
    """Local reads only: no probe has a packet in its manifest."""
    probes = select(make_plan(), Wanted("server", local_only=True))
    assert probes
    assert all(line.kind is not TouchKind.PACKET for line in list_touches(probes))


@pytest.mark.parametrize(("only", "found"), [("server.memory", {"server.memory"}), ("SRV-3", {"server.system"})])
def test_one_probe_or_fact_can_be_asked_for(only: str, found: set[str]) -> None:
    """A probe is chosen by its id, or by a fact that it bears on."""
    plan = make_plan(server={"address": None}, security={"dns_name": None})
    assert {probe.id for probe in select(plan, Wanted("server", only=frozenset({only})))} == found


@pytest.mark.parametrize(("address", "name"), [("10.20.0.15", None), (None, "tws.valmont.example"), ("tws01", "tws02")])
def test_whether_it_is_the_planned_server_is_always_asked(address: str | None, name: str | None) -> None:
    """Whatever one thing is asked of the server, its address or name goes with it; of a PC it does not."""
    plan = make_plan(server={"address": address}, security={"dns_name": name})
    only = frozenset({"server.memory", "station.memory"})
    assert {probe.id for probe in select(plan, Wanted("server", only=only))} == {"server.memory", "server.address"}
    assert {probe.id for probe in select(plan, Wanted("station", 0, only=only))} == {"station.memory"}
    assert select(plan, Wanted("server", only=frozenset({"nothing"}))) == ()


def test_time_for_each_probe_can_be_bounded() -> None:
    """A shorter time is kept to, a longer one gives no probe more than it needs."""
    assert {probe.seconds for probe in select(make_plan(), Wanted("server", seconds=0.5))} == {0.5}
    usual = {probe.id: probe.seconds for probe in select(make_plan(), Wanted("server"))}
    assert {probe.id: probe.seconds for probe in select(make_plan(), Wanted("server", seconds=600))} == usual


def test_server_ports_are_never_decided_from_one_side() -> None:
    """What a PC tries on the server before the installation can be neither ok nor failed; the PABX's port can."""
    tried = [probe for probe in select(make_plan(), Wanted("station", 0)) if probe.id == "port.tcp"]
    assert {probe.target for probe in tried} == {"10.0.0.1", "10.0.0.21"}


def test_evidence_goes_by_the_addresses() -> None:
    """Each network probe names the plan's address that it went by."""
    probes = [probe for probe in select(make_plan(), Wanted("server")) if not probe.is_local]
    assert all(probe.basis for probe in probes)
    pabx = next(probe for probe in probes if probe.target == "10.0.0.2")
    assert pabx.basis == {"telephony.links.0.address": "10.0.0.2"}


def test_group_is_found_by_name() -> None:
    """A group that the plan does not have is refused, with those it has."""
    plan = make_plan()
    assert find_group(plan, "Bureaux") == 0
    with pytest.raises(UsageError) as caught:
        find_group(plan, "Nobody")
    assert "Bureaux" in str(caught.value)


def test_admin_pc_of_no_group_has_no_machine_probes() -> None:
    """Whoever belongs to no group is not measured as one."""
    assert [probe.id for probe in select(make_plan(), Wanted("admin", local_only=True))] == []
    assert select(make_plan(), Wanted("station", 99, local_only=True)) == ()


@pytest.mark.parametrize(
    ("certificate", "day", "basis"),
    [
        ("none", "2026-12-15", {"security.certificate": "none", "project.installation_date": "2026-12-15"}),
        ("server", None, {}),
    ],
)
def test_certificate_is_measured_by_what_the_plan_says_of_it(
    certificate: str, day: str | None, basis: dict[str, str]
) -> None:
    """The measurement goes by name, address, installation day, and by a certificate that is said not to be there."""
    security = {"secure_mode": True, "dns_name": "tws.example.com", "certificate": certificate}
    plan = make_plan(security=security, project={"installation_date": day})
    (probe,) = (each for each in select(plan, Wanted("admin")) if each.id == "tls.certificate")
    assert probe.basis == {"security.dns_name": "tws.example.com", "server.address": "10.0.0.1", **basis}


@pytest.mark.parametrize("host", ["mail.example.com", "10.0.0.24", "2001:db8::24"])
def test_https_peer_stands_in_the_manifest_as_the_plan_names_it(host: str) -> None:
    """A name is looked up only when the run begins: the connection that follows is announced all the same."""
    probes = select(make_plan(addresses=ADDRESSES | {"groupware_server": host}), Wanted("server"))
    (https,) = (probe for probe in probes if probe.id == "port.https")
    shown = f"[{host}]" if ":" in host else host
    assert f"tcp {shown}:443" in {touch.what for touch in https.touches}
